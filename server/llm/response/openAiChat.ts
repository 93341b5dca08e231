/** Chat completions of OpenAI, which many other providers answer in too. */
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

export const openAiChat: ReplyReader = { readWhole, startStream: () => new ChatStream() };

function readWhole(body: unknown): ReadReply {
  const choices = listAt(body, "choices");
  if (choices === undefined) return unreadable(errorMessageAt(body) ?? "missing field `choices`");
  if (choices.length !== 1) {
    return unreadable(`expected exactly one choice, got ${choices.length}`);
  }
  const text = contentText(jsonAt(choices[0], "message", "content"));
  if (text === undefined) return unreadable("missing field `choices[0].message.content`");
  return read(
    replyOf(text, {
      model: textAt(body, "model"),
      finishReason: textAt(choices[0], "finish_reason"),
      usage: chatUsage(jsonAt(body, "usage")),
    }),
  );
}

/** A text, a list of parts with text in some of them, or null for no text at all. */
function contentText(content: unknown): string | undefined {
  if (typeof content === "string") return content;
  if (content === null) return "";
  if (!Array.isArray(content)) return undefined;
  return content.map((part) => textAt(part, "text") ?? "").join("");
}

class ChatStream implements StreamedReply {
  text = "";
  #model: string | undefined;
  #finishReason: string | undefined;
  #usage: TokenUsage | undefined;

  take(_event: string, data: unknown): string | undefined {
    this.#model = textAt(data, "model") ?? this.#model;
    this.#usage = chatUsage(jsonAt(data, "usage")) ?? this.#usage;
    const choice = jsonAt(data, "choices", 0);
    this.text += contentText(jsonAt(choice, "delta", "content")) ?? "";
    this.#finishReason = textAt(choice, "finish_reason") ?? this.#finishReason;
    return errorMessageAt(data);
  }

  reply(): Reply {
    return replyOf(this.text, {
      model: this.#model,
      finishReason: this.#finishReason,
      usage: this.#usage,
    });
  }
}

/** Some servers leave out a total that follows from the others. */
function chatUsage(usage: unknown): TokenUsage | undefined {
  if (typeof usage !== "object" || usage === null) return undefined;
  const input = countAt(usage, "prompt_tokens");
  const output = countAt(usage, "completion_tokens");
  const total = countAt(usage, "total_tokens");
  return {
    inputTokens: input ?? difference(total, output),
    outputTokens: output ?? difference(total, input),
    cachedInputTokens: countAt(usage, "prompt_tokens_details", "cached_tokens"),
    totalTokens: total ?? (input === null || output === null ? null : input + output),
    cacheCreationInputTokens: null,
    reasoningTokens: countAt(usage, "completion_tokens_details", "reasoning_tokens"),
  };
}

function difference(total: number | null, part: number | null): number | null {
  return total === null || part === null || total < part ? null : total - part;
}
