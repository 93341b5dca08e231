/** `generateContent` of Google AI and Vertex AI. What the model thinks aloud is left out. */
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

export const google: ReplyReader = { readWhole, startStream: () => new ContentStream() };

function readWhole(body: unknown): ReadReply {
  const candidates = listAt(body, "candidates");
  const blocked = textAt(body, "promptFeedback", "blockReason");
  if (candidates === undefined && blocked === undefined) {
    return unreadable(errorMessageAt(body) ?? "missing field `candidates`");
  }
  if (candidates?.length !== 1) {
    const why = blocked === undefined ? "" : `: the prompt is blocked (${blocked})`;
    return unreadable(`expected exactly one candidate, got ${candidates?.length ?? 0}${why}`);
  }
  const content = jsonAt(candidates[0], "content");
  if (typeof content !== "object" || content === null) {
    return unreadable("the answer holds no content");
  }
  return read(
    replyOf(contentText(content), {
      model: undefined,
      finishReason: textAt(candidates[0], "finishReason"),
      usage: contentUsage(jsonAt(body, "usageMetadata")),
    }),
  );
}

function contentText(content: unknown): string {
  const parts = listAt(content, "parts") ?? [];
  const spoken = parts.filter((part) => jsonAt(part, "thought") !== true);
  return spoken.map((part) => textAt(part, "text") ?? "").join("");
}

class ContentStream implements StreamedReply {
  text = "";
  #finishReason: string | undefined;
  #usage: TokenUsage | undefined;

  take(_event: string, data: unknown): string | undefined {
    const candidate = jsonAt(data, "candidates", 0);
    this.text += contentText(jsonAt(candidate, "content"));
    this.#finishReason = textAt(candidate, "finishReason") ?? this.#finishReason;
    this.#usage = contentUsage(jsonAt(data, "usageMetadata")) ?? this.#usage;
    return errorMessageAt(data);
  }

  reply(): Reply {
    return replyOf(this.text, {
      model: undefined,
      finishReason: this.#finishReason,
      usage: this.#usage,
    });
  }
}

function contentUsage(usage: unknown): TokenUsage | undefined {
  if (typeof usage !== "object" || usage === null) return undefined;
  return {
    inputTokens: countAt(usage, "promptTokenCount"),
    outputTokens: countAt(usage, "candidatesTokenCount"),
    cachedInputTokens: countAt(usage, "cachedContentTokenCount"),
    totalTokens: countAt(usage, "totalTokenCount"),
    cacheCreationInputTokens: null,
    reasoningTokens: countAt(usage, "thoughtsTokenCount"),
  };
}
