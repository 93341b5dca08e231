/**
 * Records of attempts in the words of the wire: each is an object of one key.
 */
import type {
  AttemptRawRequest,
  AttemptRawResponse,
  AttemptRecord,
  AttemptRequest,
  AttemptResponse,
  AttemptStreamEvent,
  ChatMessage,
  ChatPart,
  TokenUsage,
} from "../base";
import type { RuntimeEvent } from "./event";
import { quoted } from "./json";
import { jsonObject, plainJson, withFields } from "./jsonObject";
import type { Redactor } from "./redaction";
import { base64Length, headOfBytes, utf8Length } from "./textBytes";
import { wholeMs } from "./timing";
import { BODY_PREVIEW_BYTES, type TraceLimits } from "./traceLimits";
import type { ValueEncoder } from "./valueEncoder";

/** How the texts of one line are written. */
export interface LineStyle {
  readonly values: ValueEncoder;
  readonly redactor: Redactor;
  /** For prompts and replies, which are only cut when the line is too long. */
  readonly maxTextBytes: number;
  readonly bodies: TraceLimits["bodies"];
}

/** What records of one attempt need to know of its request. */
export type RequestOf = (attemptId: string) => AttemptRequest | undefined;

export function attemptData(
  record: AttemptRecord,
  event: Pick<RuntimeEvent, "timestampUs" | "unknown">,
  style: LineStyle,
  requestOf: RequestOf,
): string {
  const text = recordText(record, event.timestampUs, style, requestOf(record.attemptId));
  return `{"${recordKeys[record.kind]}":${withFields(text, event.unknown?.record)}}`;
}

/** What a record is called on the wire. */
export const recordKeys = {
  request: "LLMRequest",
  rawRequest: "RawLLMRequest",
  streamEvent: "RawLLMResponseStream",
  rawResponse: "RawLLMResponse",
  response: "LLMResponse",
} as const;

function recordText(
  record: AttemptRecord,
  timestampUs: number,
  style: LineStyle,
  request: AttemptRequest | undefined,
): string {
  switch (record.kind) {
    case "request":
      return requestText(record, style);
    case "rawRequest":
      return rawRequestText(record, style, request);
    case "streamEvent":
      return streamEventText(record, timestampUs, style);
    case "rawResponse":
      return rawResponseText(record, style, request);
    case "response":
      return responseText(record, style, request);
    default:
      return record satisfies never;
  }
}

function requestText(record: AttemptRequest, style: LineStyle): string {
  const prompt = record.prompt.map((message) => messageText(message, style));
  return jsonObject([
    ["attempt", String(record.attempt)],
    ["client_name", quoted(record.clientName)],
    ["client_provider", quoted(record.provider)],
    ["client_stack", stringArray(record.clientStack)],
    ["http_request_id", quoted(record.attemptId)],
    // Not a word of the reference: missing means live.
    ["origin", record.origin === "live" ? undefined : quoted(record.origin)],
    ["params", options(record.params, style)],
    ["prompt", `[${prompt.join(",")}]`],
    ["retry_delay_ms", String(record.retryDelayMs)],
  ]);
}

function messageText(message: ChatMessage, style: LineStyle): string {
  const parts = message.parts.map((part) => partText(part, style));
  return `{"content":[${parts.join(",")}],"role":${quoted(message.role)}}`;
}

function partText(part: ChatPart, style: LineStyle): string {
  const { values, maxTextBytes } = style;
  const text =
    part.kind === "text"
      ? `{"text":${values.text(part.text, maxTextBytes)}}`
      : `{"media":${values.encode(part.media)}}`;
  return part.meta === undefined ? text : `{"with_meta":[${text},${options(part.meta, style)}]}`;
}

function rawRequestText(
  record: AttemptRawRequest,
  style: LineStyle,
  request: AttemptRequest | undefined,
): string {
  return jsonObject([
    ["body", bodyText(record, style)],
    ["client_details", clientDetails(request, style)],
    ["headers", headersText(record.headers, style)],
    ["http_request_id", quoted(record.attemptId)],
    ["method", quoted(record.method)],
    ["url", quoted(style.redactor.url(record.url))],
  ]);
}

function rawResponseText(
  record: AttemptRawResponse,
  style: LineStyle,
  request: AttemptRequest | undefined,
): string {
  return jsonObject([
    ["body", bodyText(record, style)],
    ["client_details", clientDetails(request, style)],
    ["headers", headersText(record.headers, style)],
    ["http_request_id", quoted(record.attemptId)],
    ["status", String(record.status)],
  ]);
}

function streamEventText(
  record: AttemptStreamEvent,
  timestampUs: number,
  style: LineStyle,
): string {
  const event = jsonObject([
    ["event", quoted(record.event)],
    ["id", quoted(record.id)],
    ["raw", style.values.text(record.data, style.maxTextBytes)],
    ["timestamp_epoch_ms", String(wholeMs(timestampUs))],
  ]);
  return `{"event":${event},"http_request_id":${quoted(record.attemptId)}}`;
}

function responseText(
  record: AttemptResponse,
  style: LineStyle,
  request: AttemptRequest | undefined,
): string {
  const { error, text, usage } = record;
  return jsonObject([
    ["client_stack", stringArray(record.clientStack ?? request?.clientStack ?? [])],
    ["duration_ms", String(wholeMs(record.durationUs))],
    // Only where it says more.
    ["duration_us", record.durationUs % 1000 === 0 ? undefined : String(record.durationUs)],
    ["error_kind", error && quoted(error.kind)],
    ["error_message", error && style.values.text(error.message, style.maxTextBytes)],
    ["finish_reason", optionalText(record.finishReason)],
    ["http_request_id", quoted(record.attemptId)],
    ["model", optionalText(record.model)],
    [
      "raw_text_output",
      text === undefined ? undefined : style.values.text(text, style.maxTextBytes),
    ],
    ["selected", String(record.selected)],
    ["status", quoted(record.status)],
    ["status_code", optionalNumber(error?.statusCode)],
    ["time_to_first_token_ms", optionalNumber(record.timeToFirstTokenMs)],
    ["usage", usage && usageText(usage)],
  ]);
}

function usageText(usage: TokenUsage): string {
  return jsonObject([
    ["cache_creation_input_tokens", optionalNumber(usage.cacheCreationInputTokens)],
    ["cached_input_tokens", String(usage.cachedInputTokens)],
    ["input_tokens", String(usage.inputTokens)],
    ["output_tokens", String(usage.outputTokens)],
    ["reasoning_tokens", optionalNumber(usage.reasoningTokens)],
    ["total_tokens", String(usage.totalTokens)],
  ]);
}

function bodyText(record: AttemptRawRequest | AttemptRawResponse, style: LineStyle): string {
  const encoding = "encoding" in record ? record.encoding : undefined;
  const kept = bodyHead(record.body, encoding, style);
  const cut = (record.truncatedBytes ?? 0) + kept.cutBytes;
  return jsonObject([
    ["encoding", encoding && quoted(encoding)],
    ["raw", style.values.text(kept.head, Number.POSITIVE_INFINITY)],
    ["truncated_bytes", cut > 0 ? String(cut) : undefined],
  ]);
}

function bodyHead(
  body: string,
  encoding: "base64" | undefined,
  style: LineStyle,
): { readonly head: string; readonly cutBytes: number } {
  const preview = style.bodies === "none" ? 0 : BODY_PREVIEW_BYTES;
  const maxBytes =
    style.bodies === "full" ? style.maxTextBytes : Math.min(preview, style.maxTextBytes);
  if (encoding === "base64") {
    // Cut between groups of four characters, so that what is left is base64 too.
    const head = body.slice(0, Math.floor(maxBytes / 3) * 4);
    return { head, cutBytes: base64Length(body) - base64Length(head) };
  }
  const scrubbed = style.redactor.text(body);
  const head = headOfBytes(scrubbed, maxBytes);
  return { head, cutBytes: utf8Length(scrubbed) - utf8Length(head) };
}

/** What is known of the client is in the attempt's request, if that was seen. */
function clientDetails(request: AttemptRequest | undefined, style: LineStyle): string {
  return jsonObject([
    ["name", quoted(request?.clientName ?? "")],
    ["options", options(request?.params ?? {}, style)],
    ["provider", quoted(request?.provider ?? "")],
  ]);
}

function headersText(headers: Readonly<Record<string, string>>, style: LineStyle): string {
  return plainJson(style.redactor.headers(headers), (text) => style.values.text(text));
}

function options(params: Readonly<Record<string, unknown>>, style: LineStyle): string {
  return plainJson(style.redactor.options(params), (text) => style.values.text(text));
}

function stringArray(items: readonly string[]): string {
  return `[${items.map(quoted).join(",")}]`;
}

function optionalText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : quoted(text);
}

function optionalNumber(value: number | null | undefined): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
