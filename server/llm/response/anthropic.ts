/** Messages of Anthropic, also when another cloud serves them. */
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

export const anthropic: ReplyReader = { readWhole, startStream: () => new MessageStream() };

function readWhole(body: unknown): ReadReply {
  const content = listAt(body, "content");
  if (content === undefined) return unreadable(errorMessageAt(body) ?? "missing field `content`");
  const block = content.find((one) => jsonAt(one, "type") === "text");
  const text = textAt(block, "text");
  if (text === undefined) return unreadable("the answer holds no text");
  return read(
    replyOf(text, {
      model: textAt(body, "model"),
      finishReason: textAt(body, "stop_reason"),
      usage: messageUsage(jsonAt(body, "usage")),
    }),
  );
}

class MessageStream implements StreamedReply {
  text = "";
  #model: string | undefined;
  #finishReason: string | undefined;
  /** Counts are told at the start and again, as they grow, at the end. */
  #usage: Record<string, unknown> | undefined;

  take(_event: string, data: unknown): string | undefined {
    switch (jsonAt(data, "type")) {
      case "message_start":
        this.#model = textAt(data, "message", "model");
        this.#addUsage(jsonAt(data, "message", "usage"));
        return undefined;
      case "content_block_delta":
        if (jsonAt(data, "delta", "type") === "text_delta") {
          this.text += textAt(data, "delta", "text") ?? "";
        }
        return undefined;
      case "message_delta":
        this.#finishReason = textAt(data, "delta", "stop_reason") ?? this.#finishReason;
        this.#addUsage(jsonAt(data, "usage"));
        return undefined;
      case "error":
        return errorMessageAt(data) ?? "the stream failed";
      default:
        return undefined;
    }
  }

  reply(): Reply {
    return replyOf(this.text, {
      model: this.#model,
      finishReason: this.#finishReason,
      usage: messageUsage(this.#usage),
    });
  }

  /** A count that is null was not told again. */
  #addUsage(usage: unknown): void {
    if (typeof usage !== "object" || usage === null) return;
    const told = Object.entries(usage).filter(([, count]) => count !== null);
    this.#usage = { ...this.#usage, ...Object.fromEntries(told) };
  }
}

function messageUsage(usage: unknown): TokenUsage | undefined {
  if (typeof usage !== "object" || usage === null) return undefined;
  return {
    inputTokens: countAt(usage, "input_tokens"),
    outputTokens: countAt(usage, "output_tokens"),
    cachedInputTokens: countAt(usage, "cache_read_input_tokens"),
    totalTokens: null,
    cacheCreationInputTokens: countAt(usage, "cache_creation_input_tokens"),
    reasoningTokens: null,
  };
}
