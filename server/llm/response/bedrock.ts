/** `converse` of Amazon Bedrock. Its stream names each event outside the event's data. */
import type { TokenUsage } from "../../base";
import { countAt, jsonAt, listAt, textAt } from "./jsonAt";
import {
  type ReadReply,
  type Reply,
  type ReplyReader,
  read,
  replyOf,
  type StreamedReply,
  unreadable,
} from "./reply";

export const bedrock: ReplyReader = { readWhole, startStream: () => new ConverseStream() };

function readWhole(body: unknown): ReadReply {
  const content = listAt(body, "output", "message", "content");
  if (content === undefined) {
    return unreadable(textAt(body, "message") ?? "missing field `output.message.content`");
  }
  const texts = content.flatMap((part) => textAt(part, "text") ?? []);
  if (texts.length === 0) return unreadable("the answer holds no text");
  return read(
    replyOf(texts.join(""), {
      model: undefined,
      finishReason: textAt(body, "stopReason"),
      usage: converseUsage(jsonAt(body, "usage")),
    }),
  );
}

class ConverseStream implements StreamedReply {
  text = "";
  #finishReason: string | undefined;
  #usage: TokenUsage | undefined;

  take(event: string, data: unknown): string | undefined {
    switch (event) {
      case "contentBlockDelta":
        this.text += textAt(data, "delta", "text") ?? "";
        return undefined;
      case "messageStop":
        this.#finishReason = textAt(data, "stopReason");
        return undefined;
      case "metadata":
        this.#usage = converseUsage(jsonAt(data, "usage"));
        return undefined;
      default:
        if (!event.endsWith("Exception")) return undefined;
        return textAt(data, "message") ?? textAt(data, "Message") ?? event;
    }
  }

  reply(): Reply {
    return replyOf(this.text, {
      model: undefined,
      finishReason: this.#finishReason,
      usage: this.#usage,
    });
  }
}

function converseUsage(usage: unknown): TokenUsage | undefined {
  if (typeof usage !== "object" || usage === null) return undefined;
  return {
    inputTokens: countAt(usage, "inputTokens"),
    outputTokens: countAt(usage, "outputTokens"),
    cachedInputTokens: countAt(usage, "cacheReadInputTokens"),
    totalTokens: countAt(usage, "totalTokens"),
    cacheCreationInputTokens: countAt(usage, "cacheWriteInputTokens"),
    reasoningTokens: null,
  };
}
