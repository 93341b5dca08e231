/** One row of a trace, as whoever asks for it gets it. */
import type { SourceSpan } from "../base";
import type { Attempt } from "./attempts";
import type { FunctionEnd, FunctionStart, FunctionType, SpanId, Tags } from "./event";
import type { TagDelta } from "./spanRecords";
import type { SpanKind, SpanStatus } from "./spanTable";

export interface TraceSpan {
  readonly row: number;
  /** Of the span, or of the attempt. */
  readonly id: SpanId;
  /** The function's, or the client's of an attempt; empty when no event has told. */
  readonly name: string;
  readonly kind: SpanKind;
  readonly status: SpanStatus;
  /** Undefined for a root, and for a span whose parent was not seen. */
  readonly parentRow: number | undefined;
  readonly callStack: readonly SpanId[];
  readonly depth: number;
  readonly startUs: number;
  /** Null while it is open. */
  readonly durationUs: number | null;
  readonly waitUs: number | null;
  readonly tags: Tags;
  readonly tagDeltas: readonly TagDelta[];
  readonly callSite?: SourceSpan;
  readonly defSite?: SourceSpan;
  readonly start?: FunctionStart;
  readonly end?: FunctionEnd;
  /** Set for rows of the kind `attempt`. */
  readonly attempt?: Attempt;
  /** Of the writer that began it, where a file says so. */
  readonly writerId?: string;
}

/** Where nobody says what a function is, asking a model makes it an LLM function. */
export function kindOf(type: FunctionType | undefined, hasAttempts: boolean): SpanKind {
  switch (type) {
    case "baml_llm":
      return "llm";
    case "baml_builtin":
      return "builtin";
    case "native":
      return "host";
    case "baml_expr":
      return "function";
    case undefined:
      return hasAttempts ? "llm" : "function";
    default:
      return type satisfies never;
  }
}
