/**
 * What a run says of itself, in the order it happens: spans start and end, get tags,
 * and ask models.
 *
 * Names here are ours; the encoder maps them to the wire and the decoder back.
 *
 * Invariant: events own their data and are never changed. Durations of lenses, trees
 * and totals are views, worked out from events by whoever shows them. An event is
 * plain data, so it can be structured-cloned from a worker.
 */
import type { AttemptRecord, CallError, SourceSpan, Value } from "../base";
import type { CallSiteStats } from "./callSiteStats";

/** A UUID, version 4, lower case; opaque to readers, since other writers use other forms. */
export type SpanId = string;

export type Tags = Readonly<Record<string, string>>;

export interface SpanContext {
  readonly spanId: SpanId;
  /** Null only for a root span. */
  readonly parentSpanId: SpanId | null;
  /** The span's own id for a root span. */
  readonly rootSpanId: SpanId;
}

/** What a host hands to a call that is made inside a span of its own. */
export interface HostSpanContext {
  readonly rootSpanId: SpanId;
  /** The innermost host span: the parent of the entry span. */
  readonly parentSpanId: SpanId;
  /** Outermost first; never empty; the last is the parent, the first the root. */
  readonly callStack: readonly SpanId[];
  readonly tags?: Tags;
}

export interface RuntimeEvent {
  readonly ctx: SpanContext;
  /** The spans from the outermost to this event's own; empty only for `meta`. */
  readonly callStack: readonly SpanId[];
  readonly eventId: string;
  /** 0, 1, 2 … of one writer, in the order of emission; −1 when a file does not say. */
  readonly seq: number;
  /** Microseconds since the Unix epoch; never goes back within one process. */
  readonly timestampUs: number;
  readonly event: EventKind;
  /** Set on events that were read from a file that says who wrote them. */
  readonly writerId?: string;
  /** What a file says beyond this version of the format; kept, and written again. */
  readonly unknown?: UnknownFields;
}

export type EventKind =
  | { readonly kind: "functionStart"; readonly start: FunctionStart }
  | { readonly kind: "functionEnd"; readonly end: FunctionEnd }
  /** The newly set pairs, not the full set. */
  | { readonly kind: "setTags"; readonly tags: Tags }
  | { readonly kind: "llm"; readonly llm: AttemptRecord }
  | { readonly kind: "meta"; readonly meta: MetaRecord }
  /** A record of a type that this version does not know; `data` is its JSON, objects as maps. */
  | { readonly kind: "unknown"; readonly type: string; readonly data: Value };

export type FunctionType = "baml_llm" | "baml_expr" | "baml_builtin" | "native";

/** Why a span was recorded. */
export type TraceReason = "root" | "llm" | "all" | "call_site" | "host";

export interface FunctionStart {
  readonly name: string;
  /** In declared order. */
  readonly args: readonly Value[];
  /** As long as `args`; empty in files of writers that do not record names. */
  readonly argNames: readonly string[];
  /** Effective at entry: inherited ones and those of the call. */
  readonly tags: Tags;
  /** `native` is a function of the host. Missing where a file does not say. */
  readonly functionType?: FunctionType;
  readonly isStream: boolean;
  /** `node`, `python` … for a `native` span. */
  readonly host?: string;
  readonly callSite?: SourceSpan;
  readonly defSite?: SourceSpan;
  /** Of the compiled sources: ranges mean nothing in any other program. */
  readonly programHash?: string;
  readonly traceReason?: TraceReason;
}

export interface FunctionEnd {
  readonly name: string;
  readonly outcome: Outcome;
  /** By the monotonic clock. */
  readonly durationUs: number;
  /** The part of the duration in which the machine waited for models, I/O or sleep. */
  readonly waitUs?: number;
  /** Spans below that limits kept from being recorded. */
  readonly suppressedChildren?: number;
}

export type Outcome =
  | { readonly status: "ok"; readonly result: Value }
  | { readonly status: "error" | "cancelled"; readonly error: SpanError };

export type SpanError = CallError;

/** What a writer says of itself. Belongs to no span. */
export type MetaRecord =
  | SessionRecord
  | DroppedRecord
  | {
      readonly kind: "callSiteStats";
      readonly sites: readonly CallSiteStats[];
      readonly entrySpanId?: SpanId;
    }
  | { readonly kind: "rotated"; readonly to: string };

/** The first line that a writer puts into a file. */
export interface SessionRecord {
  readonly kind: "session";
  readonly format: number;
  readonly host: string;
  readonly pid: number;
  readonly runtime: string;
  readonly version: string;
  readonly cwd?: string;
  readonly programHash?: string;
}

/** Events that a full queue lost, from one successful write to the next. */
export interface DroppedRecord {
  readonly kind: "dropped";
  readonly count: number;
  readonly byClass: Readonly<Partial<Record<DropClass, number>>>;
  readonly sinceSeq: number;
  readonly untilSeq: number;
}

/** What a queue gives up first, in this order. */
export const dropClasses = ["sse", "body", "intermediate", "span", "critical"] as const;
export type DropClass = (typeof dropClasses)[number];

/** Fields that this version does not know, by the object that they stood in; values as JSON. */
export interface UnknownFields {
  readonly envelope?: readonly (readonly [string, Value])[];
  readonly content?: readonly (readonly [string, Value])[];
  readonly data?: readonly (readonly [string, Value])[];
  /** Of a record about an attempt. */
  readonly record?: readonly (readonly [string, Value])[];
}
