/**
 * What is recorded of one attempt: one request to a model's provider. Made by `llm`,
 * carried by events, read by collectors, the panel and the exports.
 *
 * Records of an attempt come in the order request, raw request, stream events, raw
 * response, response; every `request` is closed by exactly one `response`.
 *
 * Invariant: records hold what was sent, secrets included. Redaction happens where
 * text leaves the process.
 */
import type { MediaValue } from "./value";

/** Where an answer came from. Every number that is shown knows its origin. */
export type Origin = "live" | "simulated" | "replayed";

export type AttemptRecord =
  | AttemptRequest
  | AttemptRawRequest
  | AttemptStreamEvent
  | AttemptRawResponse
  | AttemptResponse;

export interface AttemptRequest {
  readonly kind: "request";
  /** A UUID, fresh for each attempt. */
  readonly attemptId: string;
  /** From 0 within the LLM span. */
  readonly attempt: number;
  readonly clientName: string;
  readonly provider: string;
  /** Strategy clients outermost first, the primitive client last. */
  readonly clientStack: readonly string[];
  readonly prompt: readonly ChatMessage[];
  /** The options that go into the body. */
  readonly params: Readonly<Record<string, unknown>>;
  /** How long was waited before this attempt. */
  readonly retryDelayMs: number;
  readonly origin: Origin;
}

export interface ChatMessage {
  readonly role: string;
  readonly parts: readonly ChatPart[];
}

export type ChatPart = (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "media"; readonly media: MediaValue }
) & { readonly meta?: Readonly<Record<string, unknown>> };

export interface AttemptRawRequest {
  readonly kind: "rawRequest";
  readonly attemptId: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Bytes of the body that limits cut off. */
  readonly truncatedBytes?: number;
}

export interface AttemptStreamEvent {
  readonly kind: "streamEvent";
  readonly attemptId: string;
  /** The `event:` and `id:` of the server-sent event; empty when it had none. */
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

export interface AttemptRawResponse {
  readonly kind: "rawResponse";
  readonly attemptId: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or base64 when the bytes are not UTF-8. */
  readonly body: string;
  readonly encoding?: "base64";
  readonly truncatedBytes?: number;
}

export interface AttemptResponse {
  readonly kind: "response";
  readonly attemptId: string;
  readonly status: "ok" | "error" | "cancelled";
  /** True for the one attempt whose text was taken for parsing. */
  readonly selected: boolean;
  readonly durationUs: number;
  readonly timeToFirstTokenMs?: number;
  readonly text?: string;
  readonly model?: string;
  readonly finishReason?: string;
  readonly usage?: TokenUsage;
  readonly error?: AttemptError;
  /** Repeats the request's, on records from a file, where the request may be lost. */
  readonly clientStack?: readonly string[];
}

/** As the provider reported it; null where it said nothing. Never estimated. */
export interface TokenUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly totalTokens: number | null;
  readonly cacheCreationInputTokens: number | null;
  readonly reasoningTokens: number | null;
}

export interface AttemptError {
  readonly kind: CallErrorKind;
  readonly message: string;
  readonly statusCode?: number;
}

/** The kinds of failing calls, in the words of trace files. */
export type CallErrorKind =
  | "compile"
  | "function_not_found"
  | "invalid_argument"
  | "duplicate_call"
  | "throw"
  | "runtime"
  | "panic"
  | "llm_http"
  | "finish_reason"
  | "validation"
  | "cancelled"
  | "timeout"
  | "conversion"
  | "internal"
  | "host_exception";
