/**
 * The log of one call: an immutable snapshot, made of the events that a collector
 * holds at the time of asking. Ask the collector again for fresher data.
 */
import type { SourceSpan, Value } from "../base";
import { type Attempt, attemptsOf, byStart } from "./attempts";
import type { FunctionStart, RuntimeEvent, SpanError, SpanId } from "./event";
import { isStreamed, LlmCall, LlmStreamCall } from "./llmCall";
import type { Redactor } from "./redaction";
import { effectiveTags, type SpanRecord, spanRecordsOf } from "./spanRecords";
import { Timing, wholeMs } from "./timing";
import { summedUsage, type Usage } from "./usage";
import { encodeValue, unlimited } from "./valueEncoder";

export type LogStatus = "running" | "ok" | "error" | "cancelled";

/** A span below the call: LLM functions, and every span in trace-everything mode. */
export interface SpanNode {
  readonly id: SpanId;
  readonly name: string;
  readonly functionType: string;
  readonly timing: Timing;
  readonly durationUs: number | null;
  readonly status: LogStatus;
  readonly args: readonly Value[];
  readonly result?: Value;
  readonly error?: SpanError;
  readonly callSite?: SourceSpan;
  readonly children: readonly SpanNode[];
}

/** What a log is made of. */
export interface LogSource {
  /** Of the entry span and of all below it. */
  readonly events: readonly RuntimeEvent[];
  readonly isIncomplete: boolean;
  readonly redactor: Redactor;
}

export class FunctionLog {
  /** The id of the entry span. */
  readonly id: string;
  readonly functionName: string;
  /** How the function was invoked. */
  readonly logType: "call" | "stream";
  readonly status: LogStatus;
  readonly timing: Timing;
  /** Over all attempts, retries and fallbacks included. */
  readonly usage: Usage;
  /** In the order in which they began. */
  readonly calls: (LlmCall | LlmStreamCall)[];
  /** The last call whose reply was taken for parsing. */
  readonly selectedCall: LlmCall | LlmStreamCall | null;
  readonly rawLlmResponse: string | null;
  readonly tags: Record<string, string>;
  readonly args: readonly Value[];
  readonly argNames: readonly string[];
  /** Undefined until the call has ended well. */
  readonly result: Value | undefined;
  readonly error: SpanError | null;
  readonly spans: SpanNode[];
  /** True when limits made the record give up events of this call. */
  readonly incomplete: boolean;
  readonly #redactor: Redactor;

  /** Made by `functionLog`, which knows that the entry span has a start. */
  constructor(
    entry: SpanRecord,
    start: FunctionStart,
    spans: ReadonlyMap<SpanId, SpanRecord>,
    source: LogSource,
  ) {
    const attempts = attemptsOf(source.events);
    const outcome = entry.end?.outcome;
    this.id = entry.id;
    this.functionName = start.name;
    this.logType = start.isStream ? "stream" : "call";
    this.status = outcome?.status ?? "running";
    this.timing = timingOf(entry);
    this.calls = attempts.map((attempt) => llmCall(attempt, spans, start, source.redactor));
    this.usage = summedUsage(this.calls.map((call) => call.usage));
    this.selectedCall = this.calls.findLast((call) => call.selected) ?? null;
    this.rawLlmResponse = rawResponseOf(attempts, this.selectedCall?.id);
    this.tags = { ...effectiveTags(start.tags, entry.tagDeltas) };
    this.args = start.args;
    this.argNames = start.argNames;
    this.result = outcome?.status === "ok" ? outcome.result : undefined;
    this.error = outcome === undefined || outcome.status === "ok" ? null : outcome.error;
    this.spans = childNodes(entry.id, spans);
    this.incomplete = source.isIncomplete;
    this.#redactor = source.redactor;
  }

  /** The tags, under their older name. */
  get metadata(): Record<string, string> {
    return this.tags;
  }

  toString(): string {
    const raw = this.rawLlmResponse === null ? "null" : this.#redactor.text(this.rawLlmResponse);
    return (
      `FunctionLog(id=${this.id}, function_name=${this.functionName}, type=${this.logType}, ` +
      `timing=${this.timing}, usage=${this.usage}, calls=[${this.calls.join(", ")}], ` +
      `raw_llm_response=${raw})`
    );
  }

  /** Redacted, with values as trace files write them. */
  toJSON(): object {
    const json = (value: Value): unknown =>
      JSON.parse(encodeValue(value, { ...unlimited, redactor: this.#redactor }));
    return {
      id: this.id,
      functionName: this.functionName,
      logType: this.logType,
      status: this.status,
      timing: this.timing,
      usage: this.usage,
      calls: this.calls,
      rawLlmResponse:
        this.rawLlmResponse === null ? null : this.#redactor.text(this.rawLlmResponse),
      tags: this.tags,
      argNames: this.argNames,
      args: this.args.map(json),
      result: this.result === undefined ? null : json(this.result),
      error: this.error && { ...this.error, message: this.#redactor.text(this.error.message) },
      incomplete: this.incomplete,
    };
  }
}

/** Undefined when the start of the span is not among the events. */
export function functionLog(id: SpanId, source: LogSource): FunctionLog | undefined {
  const spans = spanRecordsOf(source.events);
  const entry = spans.get(id);
  return entry?.start && new FunctionLog(entry, entry.start, spans, source);
}

function llmCall(
  attempt: Attempt,
  spans: ReadonlyMap<SpanId, SpanRecord>,
  entry: FunctionStart,
  redactor: Redactor,
): LlmCall | LlmStreamCall {
  const llmFunction = spans.get(attempt.spanId)?.start;
  const name = llmFunction?.name ?? "";
  return isStreamed(attempt, (llmFunction ?? entry).isStream)
    ? new LlmStreamCall(attempt, name, redactor)
    : new LlmCall(attempt, name, redactor);
}

/** The text that was taken for parsing, else the last that any attempt gave. */
function rawResponseOf(
  attempts: readonly Attempt[],
  selectedId: string | undefined,
): string | null {
  const selected = attempts.find((attempt) => attempt.id === selectedId)?.response?.text;
  if (selected !== undefined) return selected;
  const last = attempts.findLast((attempt) => attempt.response?.text !== undefined);
  return last?.response?.text ?? null;
}

function timingOf(span: SpanRecord): Timing {
  return new Timing(wholeMs(span.startUs), span.end ? wholeMs(span.end.durationUs) : null);
}

/** Spans below `id`, where a span whose parent was not recorded goes to the next one up. */
function childNodes(id: SpanId, spans: ReadonlyMap<SpanId, SpanRecord>): SpanNode[] {
  const children = new Map<SpanId, SpanRecord[]>();
  for (const span of spans.values()) {
    if (span.start === undefined) continue;
    const parent = span.callStack.findLast(
      (above) => above !== span.id && spans.get(above)?.start !== undefined,
    );
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [span]);
    else siblings.push(span);
  }
  const nodesBelow = (parent: SpanId): SpanNode[] =>
    (children.get(parent) ?? []).sort(byStart).map((span) => spanNode(span, nodesBelow(span.id)));
  return nodesBelow(id);
}

function spanNode(span: SpanRecord, children: readonly SpanNode[]): SpanNode {
  const { start, end } = span;
  const outcome = end?.outcome;
  return {
    id: span.id,
    name: start?.name ?? "",
    functionType: start?.functionType ?? "",
    timing: timingOf(span),
    durationUs: end?.durationUs ?? null,
    status: outcome?.status ?? "running",
    args: start?.args ?? [],
    ...(outcome?.status === "ok" ? { result: outcome.result } : {}),
    ...(outcome && outcome.status !== "ok" ? { error: outcome.error } : {}),
    ...(start?.callSite ? { callSite: start.callSite } : {}),
    children,
  };
}
