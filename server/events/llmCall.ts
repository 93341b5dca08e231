/**
 * One attempt of an LLM function, as programs inspect it: what was asked of whom, what
 * came back, how long it took and what it cost in tokens.
 *
 * A call is not a log of its own: it has no id to look up, no result and no tags.
 */
import { errorTypes, type TokenUsage } from "../base";
import type { Attempt } from "./attempts";
import type { SpanError } from "./event";
import { HttpRequest, HttpResponse, SseResponse } from "./httpMessage";
import type { Redactor } from "./redaction";
import { StreamTiming, Timing, wholeMs } from "./timing";
import { Usage } from "./usage";

export class LlmCall {
  /** Of the attempt: the id that its HTTP records carry. */
  readonly id: string;
  /** The LLM function. */
  readonly functionName: string;
  readonly clientName: string;
  readonly provider: string;
  /** From 0 within the span. */
  readonly attempt: number;
  readonly clientStack: readonly string[];
  readonly selected: boolean;
  readonly timing: Timing;
  /** Always there; its fields are null where the provider said nothing. */
  readonly usage: Usage;
  readonly httpRequest: HttpRequest | null;
  readonly httpResponse: HttpResponse | null;
  readonly model: string | null;
  readonly finishReason: string | null;
  readonly error: SpanError | null;

  constructor(attempt: Attempt, functionName: string, redactor: Redactor) {
    const facts = factsOf(attempt, functionName, redactor);
    this.id = facts.id;
    this.functionName = facts.functionName;
    this.clientName = facts.clientName;
    this.provider = facts.provider;
    this.attempt = facts.attempt;
    this.clientStack = facts.clientStack;
    this.selected = facts.selected;
    this.timing = new Timing(facts.startTimeUtcMs, facts.durationMs);
    this.usage = facts.usage;
    this.httpRequest = facts.httpRequest;
    this.httpResponse = attempt.rawResponse
      ? new HttpResponse(attempt.rawResponse, redactor)
      : null;
    this.model = facts.model;
    this.finishReason = facts.finishReason;
    this.error = facts.error;
  }

  toString(): string {
    return `LLMCall(${callText(this)}, http_response=${this.httpResponse})`;
  }
}

/** An attempt whose reply was streamed: its events stand in for a response. */
export class LlmStreamCall {
  readonly id: string;
  readonly functionName: string;
  readonly clientName: string;
  readonly provider: string;
  readonly attempt: number;
  readonly clientStack: readonly string[];
  readonly selected: boolean;
  readonly timing: StreamTiming;
  readonly usage: Usage;
  readonly httpRequest: HttpRequest | null;
  readonly httpResponse: null = null;
  readonly responseStatus: number | null;
  readonly responseHeaders: Record<string, string> | null;
  readonly model: string | null;
  readonly finishReason: string | null;
  readonly error: SpanError | null;
  readonly #sseResponses: readonly SseResponse[];

  constructor(attempt: Attempt, functionName: string, redactor: Redactor) {
    const facts = factsOf(attempt, functionName, redactor);
    this.id = facts.id;
    this.functionName = facts.functionName;
    this.clientName = facts.clientName;
    this.provider = facts.provider;
    this.attempt = facts.attempt;
    this.clientStack = facts.clientStack;
    this.selected = facts.selected;
    this.timing = new StreamTiming(
      facts.startTimeUtcMs,
      facts.durationMs,
      attempt.response?.timeToFirstTokenMs ?? null,
    );
    this.usage = facts.usage;
    this.httpRequest = facts.httpRequest;
    this.responseStatus = attempt.rawResponse?.status ?? null;
    this.responseHeaders = attempt.rawResponse ? { ...attempt.rawResponse.headers } : null;
    this.model = facts.model;
    this.finishReason = facts.finishReason;
    this.error = facts.error;
    this.#sseResponses = attempt.streamEvents.map(
      ({ record, timestampUs }) => new SseResponse(record, timestampUs),
    );
  }

  /** In the order of arrival; null when none was captured. */
  sseResponses(): SseResponse[] | null {
    return this.#sseResponses.length === 0 ? null : [...this.#sseResponses];
  }

  toString(): string {
    return `LLMStreamCall(${callText(this)}, http_response=null)`;
  }
}

/** True for attempts that are to be shown as streamed. */
export function isStreamed(attempt: Attempt, isStreamFunction: boolean): boolean {
  if (attempt.streamEvents.length > 0) return true;
  // A client that cannot stream answers a stream call with a whole body.
  return isStreamFunction && (attempt.rawResponse?.body ?? "") === "";
}

/** What an attempt's error is as an error of a span. */
export function attemptError(attempt: Attempt): SpanError | null {
  const error = attempt.response?.error;
  if (error === undefined) return null;
  return { ...error, type: errorTypes[error.kind] };
}

/** Empty when neither the request nor the response was seen. */
export function clientNameOf({ request, response }: Pick<Attempt, "request" | "response">): string {
  return request?.clientName ?? response?.clientStack?.at(-1) ?? "";
}

function factsOf(attempt: Attempt, functionName: string, redactor: Redactor) {
  const { request, rawRequest, response } = attempt;
  return {
    id: attempt.id,
    functionName,
    clientName: clientNameOf(attempt),
    provider: request?.provider ?? "",
    attempt: request?.attempt ?? 0,
    clientStack: request?.clientStack ?? response?.clientStack ?? [],
    selected: response?.selected ?? false,
    startTimeUtcMs: wholeMs(attempt.startUs),
    durationMs: response ? wholeMs(response.durationUs) : null,
    usage: new Usage(response?.usage satisfies TokenUsage | undefined),
    httpRequest: rawRequest ? new HttpRequest(rawRequest, redactor) : null,
    model: response?.model ?? null,
    finishReason: response?.finishReason ?? null,
    error: attemptError(attempt),
  };
}

function callText(call: LlmCall | LlmStreamCall): string {
  return (
    `provider=${call.provider}, client_name=${call.clientName}, selected=${call.selected}, ` +
    `usage=${call.usage}, timing=${call.timing}, http_request=${call.httpRequest}`
  );
}
