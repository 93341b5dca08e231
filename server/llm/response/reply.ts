/**
 * What is read from a provider: the model's text, and what is said about it.
 *
 * Invariant: a reply that cannot be read is an answer, not an exception.
 */
import type { TokenUsage } from "../../base";

export interface Reply {
  readonly text: string;
  readonly model?: string;
  readonly finishReason?: string;
  readonly usage?: TokenUsage;
}

export type ReadReply =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly message: string };

/** One provider's way to answer. */
export interface ReplyReader {
  /** The body of a plain answer, as JSON. */
  readonly readWhole: (body: unknown) => ReadReply;
  readonly startStream: () => StreamedReply;
}

/** A reply that arrives in events. */
export interface StreamedReply {
  /** All text so far. */
  readonly text: string;
  /** Takes the next event; the message of a failure when the event tells of one. */
  take(event: string, data: unknown): string | undefined;
  /** What was read until now. */
  reply(): Reply;
}

export function read(reply: Reply): ReadReply {
  return { ok: true, reply };
}

export function unreadable(message: string): ReadReply {
  return { ok: false, message };
}

/** Leaves out what the provider said nothing of. */
export function replyOf(
  text: string,
  about: {
    readonly model: string | undefined;
    readonly finishReason: string | undefined;
    readonly usage: TokenUsage | undefined;
  },
): Reply {
  const { model, finishReason, usage } = about;
  return {
    text,
    ...(model !== undefined && { model }),
    ...(finishReason !== undefined && { finishReason }),
    ...(usage !== undefined && { usage }),
  };
}
