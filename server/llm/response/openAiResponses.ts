/** The responses API of OpenAI. */
import type { TokenUsage } from "../../base";
import { countAt, errorMessageAt, jsonAt, listAt, textAt } from "./jsonAt";
import {
  type ReadReply,
  type Reply,
  type ReplyReader,
  read,
  replyOf,
  type StreamedReply,
  unreadable,
} from "./reply";

export const openAiResponses: ReplyReader = {
  readWhole,
  startStream: () => new ResponsesStream(),
};

function readWhole(body: unknown): ReadReply {
  const output = listAt(body, "output");
  const failed = errorMessageAt(body);
  if (failed !== undefined) return unreadable(failed);
  if (output === undefined) return unreadable("missing field `output`");
  return read(
    replyOf(outputText(output), {
      model: textAt(body, "model"),
      finishReason: textAt(body, "status"),
      usage: responsesUsage(jsonAt(body, "usage")),
    }),
  );
}

/** Of the first item that has any; reasoning and tool items have none. */
function outputText(output: readonly unknown[]): string {
  for (const item of output) {
    const text = itemText(item);
    if (text !== undefined) return text;
  }
  return "";
}

function itemText(item: unknown): string | undefined {
  switch (jsonAt(item, "type")) {
    case "message":
      return textAt(item, "content", 0, "text");
    case "function_call":
      return JSON.stringify({
        type: "function_call",
        name: jsonAt(item, "name"),
        arguments: jsonAt(item, "arguments"),
        call_id: jsonAt(item, "call_id"),
      });
    default:
      return undefined;
  }
}

class ResponsesStream implements StreamedReply {
  text = "";
  #model: string | undefined;
  #finishReason: string | undefined;
  #usage: TokenUsage | undefined;

  take(_event: string, data: unknown): string | undefined {
    const type = textAt(data, "type");
    const response = jsonAt(data, "response");
    this.#model = textAt(response, "model") ?? this.#model;
    switch (type) {
      case "response.output_text.delta":
        this.text += textAt(data, "delta") ?? "";
        return undefined;
      case "response.output_text.done":
        this.#takeIfEmpty(textAt(data, "text"));
        return undefined;
      case "response.content_part.done":
        this.#takeIfEmpty(textAt(data, "part", "text"));
        return undefined;
      case "response.completed":
        this.#takeEnd(response, textAt(response, "status") ?? "completed");
        return undefined;
      case "response.incomplete":
        this.#takeEnd(response, textAt(response, "incomplete_details", "reason") ?? "incomplete");
        return undefined;
      case "response.failed":
        return errorMessageAt(response) ?? "the response failed";
      case "error":
        return textAt(data, "message") ?? errorMessageAt(data) ?? "the stream failed";
      default:
        return undefined;
    }
  }

  reply(): Reply {
    return replyOf(this.text, {
      model: this.#model,
      finishReason: this.#finishReason,
      usage: this.#usage,
    });
  }

  #takeEnd(response: unknown, finishReason: string): void {
    this.#finishReason = finishReason;
    this.#usage = responsesUsage(jsonAt(response, "usage"));
    this.#takeIfEmpty(outputText(listAt(response, "output") ?? []));
  }

  /** Whole texts repeat what came in pieces; they count when no piece came. */
  #takeIfEmpty(text: string | undefined): void {
    if (this.text === "") this.text = text ?? "";
  }
}

function responsesUsage(usage: unknown): TokenUsage | undefined {
  if (typeof usage !== "object" || usage === null) return undefined;
  return {
    inputTokens: countAt(usage, "input_tokens"),
    outputTokens: countAt(usage, "output_tokens"),
    cachedInputTokens: countAt(usage, "input_tokens_details", "cached_tokens"),
    totalTokens: countAt(usage, "total_tokens"),
    cacheCreationInputTokens: null,
    reasoningTokens: countAt(usage, "output_tokens_details", "reasoning_tokens"),
  };
}
