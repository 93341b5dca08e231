/**
 * What one call wants recorded (tracing 3.2), and what that comes to once it is known who
 * listens.
 *
 * Invariant: resolved once per call, at its start. When nobody listens nothing is made.
 */
import type { SourceSpan } from "../base";

export type TraceMode = "off" | "llm" | "all";

export interface TracePolicy {
  readonly mode: TraceMode;
  /** Calls of these expressions are recorded too, whatever they call. */
  readonly callSites?: readonly SourceSpan[];
  /** Calls of these functions are recorded too. */
  readonly functions?: readonly string[];
  readonly includeBuiltins?: boolean;
  /** Native and system operations as spans without children. */
  readonly includeNative?: boolean;
  /** How much of arguments and results is kept. Default `full`, `preview` in mode `all`. */
  readonly capture?: Capture;
  /** `aggregate`: one record a call site in place of spans; spans of models stay. */
  readonly deliver?: "events" | "aggregate" | "both";
  /** Spans of one call beside the entry's. What exceeds it is counted by call site. Default 10,000. */
  readonly maxSpans?: number;
  /** Recorded nesting, the entry span included. Default 128. */
  readonly maxDepth?: number;
}

export type Capture = "none" | "preview" | "full";

/** A policy with nothing left open. */
export type CallPolicy = Required<TracePolicy>;

export interface Audience {
  /** A sink, a live subscriber or a tracked span above the call would get its events. */
  readonly listens: boolean;
  /** A collector is attached to the call itself: it needs the models' spans at least. */
  readonly collects: boolean;
}

export function callPolicy(
  wanted: Partial<TracePolicy>,
  audience: Audience,
  defaultMode: TraceMode = "llm",
): CallPolicy {
  const mode = effectiveMode(wanted.mode ?? defaultMode, audience);
  const isHeard = audience.listens || audience.collects;
  return {
    mode,
    callSites: (isHeard && wanted.callSites) || [],
    functions: (isHeard && wanted.functions) || [],
    includeBuiltins: (isHeard && wanted.includeBuiltins) || false,
    includeNative: (isHeard && wanted.includeNative) || false,
    capture: wanted.capture ?? (mode === "all" ? "preview" : "full"),
    deliver: wanted.deliver ?? "events",
    maxSpans: wanted.maxSpans ?? 10_000,
    maxDepth: wanted.maxDepth ?? 128,
  };
}

/** True when the call records anything, its entry span at least. */
export function isRecorded(policy: CallPolicy): boolean {
  return policy.mode !== "off" || policy.callSites.length > 0 || policy.functions.length > 0;
}

function effectiveMode(mode: TraceMode, audience: Audience): TraceMode {
  if (audience.collects) return mode === "off" ? "llm" : mode;
  return audience.listens ? mode : "off";
}
