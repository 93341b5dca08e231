/**
 * Logs of a collector for a host in another process: all that a program may inspect, with
 * nothing redacted, since it stays within the program.
 */
import {
  type FunctionLog,
  type HttpBody,
  type HttpRequest,
  type HttpResponse,
  LlmCall,
  type LlmStreamCall,
  type SpanNode,
  type Timing,
  type Usage,
} from "../events";
import { type BridgeObjects, toHost } from "./bridgeValue";

/** JSON text. */
export function logText(log: FunctionLog, objects: BridgeObjects): string {
  const plain = {
    id: log.id,
    function_name: log.functionName,
    log_type: log.logType,
    status: log.status,
    timing: timing(log.timing),
    usage: usageJson(log.usage),
    calls: log.calls.map(callJson),
    raw_llm_response: log.rawLlmResponse,
    tags: log.tags,
    arg_names: log.argNames,
    error: log.error && { kind: log.error.kind, type: log.error.type, message: log.error.message },
    incomplete: log.incomplete,
  };
  const args = `[${log.args.map((arg) => toHost(arg, objects)).join(",")}]`;
  const result = log.result === undefined ? "null" : toHost(log.result, objects);
  const spans = `[${log.spans.map((span) => spanText(span, objects)).join(",")}]`;
  return `${JSON.stringify(plain).slice(0, -1)},"args":${args},"result":${result},"spans":${spans}}`;
}

export function usageJson(usage: Usage): object {
  const { inputTokens, outputTokens, cachedInputTokens } = usage;
  const { totalTokens, cacheCreationInputTokens, reasoningTokens } = usage;
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cached_input_tokens: cachedInputTokens,
    total_tokens: totalTokens,
    cache_creation_input_tokens: cacheCreationInputTokens,
    reasoning_tokens: reasoningTokens,
  };
}

function callJson(call: LlmCall | LlmStreamCall): object {
  const common = {
    id: call.id,
    function_name: call.functionName,
    client_name: call.clientName,
    provider: call.provider,
    attempt: call.attempt,
    client_stack: call.clientStack,
    selected: call.selected,
    usage: usageJson(call.usage),
    http_request: call.httpRequest && requestJson(call.httpRequest),
    model: call.model,
    finish_reason: call.finishReason,
    error: call.error && {
      kind: call.error.kind,
      type: call.error.type,
      message: call.error.message,
    },
    timing: timing(call.timing),
  };
  if (call instanceof LlmCall) {
    return { ...common, http_response: call.httpResponse && responseJson(call.httpResponse) };
  }
  return {
    ...common,
    time_to_first_token_ms: call.timing.timeToFirstTokenMs,
    response_status: call.responseStatus,
    response_headers: call.responseHeaders,
    sse: call.sseResponses()?.map(({ text, event, id }) => ({ text, event, id })) ?? null,
  };
}

function requestJson({ id, url, method, headers, body }: HttpRequest): object {
  return { id, url, method, headers, body: bodyJson(body) };
}

function responseJson({ status, headers, body }: HttpResponse): object {
  return { status, headers, body: bodyJson(body) };
}

/** In base64, so that bytes that are no text survive. */
function bodyJson(body: HttpBody): string {
  return Buffer.from(body.raw()).toString("base64");
}

function timing({ startTimeUtcMs, durationMs }: Timing): object {
  return { start_time_utc_ms: startTimeUtcMs, duration_ms: durationMs };
}

function spanText(span: SpanNode, objects: BridgeObjects): string {
  const { id, name, functionType, durationUs, status, error } = span;
  const plain = {
    id,
    name,
    function_type: functionType,
    timing: timing(span.timing),
    duration_us: durationUs,
    status,
    error: error ? { kind: error.kind, type: error.type, message: error.message } : null,
  };
  const result = span.result === undefined ? "null" : toHost(span.result, objects);
  const args = `[${span.args.map((arg) => toHost(arg, objects)).join(",")}]`;
  const children = `[${span.children.map((child) => spanText(child, objects)).join(",")}]`;
  return `${JSON.stringify(plain).slice(0, -1)},"args":${args},"result":${result},"children":${children}}`;
}
