/**
 * Records of attempts back from the wire, in our dialect and in the older one, whose
 * requests and responses do not name their attempt.
 */
import type {
  AttemptError,
  AttemptRecord,
  CallErrorKind,
  ChatMessage,
  ChatPart,
  MapValue,
  MediaValue,
  Origin,
  TokenUsage,
  Value,
} from "../base";
import type { SpanId } from "./event";
import { isArray, isMap } from "./json";
import { decodeValue } from "./valueDecoder";
import {
  arrayField,
  booleanField,
  mapField,
  numberField,
  plainObject,
  plainTexts,
  textField,
  textsField,
  withoutUndefined,
} from "./wireFields";

/** Undefined when the record is of no known kind or lacks what makes it one. */
export function decodeAttempt(
  kind: string,
  data: Value,
  spanId: SpanId,
): AttemptRecord | undefined {
  if (!isMap(data)) return undefined;
  // Without an id the records of one span are taken for those of one attempt.
  const attemptId = textField(data, "http_request_id") ?? spanId;
  switch (kind) {
    case "LLMRequest":
      return decodeRequest(attemptId, data);
    case "RawLLMRequest":
      return decodeRawRequest(attemptId, data);
    case "RawLLMResponseStream":
      return decodeStreamEvent(attemptId, data);
    case "RawLLMResponse":
      return decodeRawResponse(attemptId, data);
    case "LLMResponse":
      return decodeResponse(attemptId, data);
    default:
      return undefined;
  }
}

function decodeRequest(attemptId: string, data: MapValue): AttemptRecord {
  return {
    kind: "request",
    attemptId,
    attempt: numberField(data, "attempt") ?? 0,
    clientName: textField(data, "client_name") ?? "",
    provider: textField(data, "client_provider") ?? "",
    clientStack: textsField(data, "client_stack"),
    prompt: (arrayField(data, "prompt") ?? []).filter(isMap).map(decodeMessage),
    params: plainObject(mapField(data, "params")),
    retryDelayMs: numberField(data, "retry_delay_ms") ?? 0,
    origin: decodeOrigin(textField(data, "origin")),
  };
}

function decodeOrigin(origin: string | undefined): Origin {
  return origin === "simulated" || origin === "replayed" ? origin : "live";
}

function decodeMessage(message: MapValue): ChatMessage {
  const parts = arrayField(message, "content") ?? [];
  return { role: textField(message, "role") ?? "", parts: parts.filter(isMap).map(decodePart) };
}

function decodePart(part: MapValue): ChatPart {
  const withMeta = arrayField(part, "with_meta");
  if (withMeta !== undefined && isMap(withMeta[0])) {
    const meta = isMap(withMeta[1]) ? withMeta[1] : undefined;
    return { ...decodePart(withMeta[0]), meta: plainObject(meta) };
  }
  const media = mapField(part, "media");
  if (media !== undefined) return { kind: "media", media: decodeMedia(media) };
  return { kind: "text", text: textField(part, "text") ?? "" };
}

function decodeMedia(media: MapValue): MediaValue {
  const value = decodeValue(media);
  if (typeof value === "object" && value !== null && !isArray(value) && value.kind === "media") {
    return value;
  }
  // The older dialect: `{mime_type, value: {media_source, data}}`.
  const inner = mapField(media, "value");
  const source = inner && textField(inner, "media_source");
  const mimeType = textField(media, "mime_type");
  return withoutUndefined({
    kind: "media",
    media: "image",
    source: source === "url" ? "url" : source === "file_path" ? "file" : "base64",
    content: (inner && textField(inner, "data")) ?? "",
    mimeType,
  });
}

function decodeRawRequest(attemptId: string, data: MapValue): AttemptRecord {
  const { body, truncatedBytes } = decodeBody(mapField(data, "body"));
  return withoutUndefined({
    kind: "rawRequest",
    attemptId,
    url: textField(data, "url") ?? "",
    method: textField(data, "method") ?? "",
    headers: plainTexts(mapField(data, "headers")),
    body,
    truncatedBytes,
  });
}

function decodeRawResponse(attemptId: string, data: MapValue): AttemptRecord {
  const { body, encoding, truncatedBytes } = decodeBody(mapField(data, "body"));
  return withoutUndefined({
    kind: "rawResponse",
    attemptId,
    status: numberField(data, "status") ?? 0,
    headers: plainTexts(mapField(data, "headers")),
    body,
    encoding,
    truncatedBytes,
  });
}

function decodeBody(body: MapValue | undefined): {
  readonly body: string;
  readonly encoding: "base64" | undefined;
  readonly truncatedBytes: number | undefined;
} {
  return {
    body: (body && textField(body, "raw")) ?? "",
    encoding: body && textField(body, "encoding") === "base64" ? "base64" : undefined,
    truncatedBytes: body && numberField(body, "truncated_bytes"),
  };
}

function decodeStreamEvent(attemptId: string, data: MapValue): AttemptRecord | undefined {
  const event = mapField(data, "event");
  if (event === undefined) return undefined;
  return {
    kind: "streamEvent",
    attemptId,
    event: textField(event, "event") ?? "",
    id: textField(event, "id") ?? "",
    data: textField(event, "raw") ?? "",
  };
}

function decodeResponse(attemptId: string, data: MapValue): AttemptRecord {
  const status = textField(data, "status");
  const error = decodeError(data, status);
  const text = textField(data, "raw_text_output");
  const model = textField(data, "model");
  const finishReason = textField(data, "finish_reason");
  const timeToFirstTokenMs = numberField(data, "time_to_first_token_ms");
  const usage = mapField(data, "usage");
  return withoutUndefined({
    kind: "response",
    attemptId,
    status: status === "cancelled" ? "cancelled" : error || status === "error" ? "error" : "ok",
    selected: booleanField(data, "selected") ?? false,
    durationUs: numberField(data, "duration_us") ?? (numberField(data, "duration_ms") ?? 0) * 1000,
    timeToFirstTokenMs,
    text,
    model,
    finishReason,
    usage: usage && decodeUsage(usage),
    error,
    clientStack: arrayField(data, "client_stack") && textsField(data, "client_stack"),
  });
}

function decodeUsage(usage: MapValue): TokenUsage {
  const count = (name: string): number | null => numberField(usage, name) ?? null;
  return {
    inputTokens: count("input_tokens"),
    outputTokens: count("output_tokens"),
    cachedInputTokens: count("cached_input_tokens"),
    totalTokens: count("total_tokens"),
    cacheCreationInputTokens: count("cache_creation_input_tokens"),
    reasoningTokens: count("reasoning_tokens"),
  };
}

function decodeError(data: MapValue, status: string | undefined): AttemptError | undefined {
  const message = textField(data, "error_message");
  if (message === undefined) return undefined;
  const otherwise = status === "cancelled" ? "cancelled" : "llm_http";
  const statusCode = numberField(data, "status_code");
  return withoutUndefined({
    kind: callErrorKind(textField(data, "error_kind")) ?? otherwise,
    message,
    statusCode,
  });
}

/** Undefined for kinds of other writers. */
export function callErrorKind(kind: string | undefined): CallErrorKind | undefined {
  return kind !== undefined && kinds.has(kind) ? (kind as CallErrorKind) : undefined;
}

const kinds: ReadonlySet<string> = new Set<CallErrorKind>([
  "compile",
  "function_not_found",
  "invalid_argument",
  "duplicate_call",
  "throw",
  "runtime",
  "panic",
  "llm_http",
  "finish_reason",
  "validation",
  "cancelled",
  "timeout",
  "conversion",
  "internal",
  "host_exception",
]);
