/** Traces for the tests of the page: a list of spans in words, as the message that would bring it. */
import type { RunInfo, TraceMessage } from "../../../../client/tracePanel/messages";
import { kinds, statuses } from "../../../../client/tracePanel/webview/model";

export interface Span {
  readonly row?: number;
  readonly name: string;
  readonly parent?: number;
  /** Milliseconds. No `ms`: the span is open. */
  readonly at?: number;
  readonly ms?: number;
  readonly status?: (typeof statuses)[number];
  readonly kind?: (typeof kinds)[number];
}

export interface TraceOptions {
  readonly whole?: boolean;
  readonly run?: Partial<RunInfo>;
  readonly known?: readonly string[];
  readonly count?: number;
  readonly nowMs?: number;
}

export function trace(spans: readonly Span[], options: TraceOptions = {}): TraceMessage {
  const known = options.known ?? [];
  const names = [...new Set(spans.map((span) => span.name))].filter((n) => !known.includes(n));
  const all = [...known, ...names];
  const rows = spans.map((span, index) => span.row ?? index);
  const ends = spans.map((span) => ((span.at ?? 0) + (span.ms ?? 0)) * 1000);
  return {
    kind: "trace",
    run: { ...anyRun, ...options.run },
    whole: options.whole ?? true,
    count: options.count ?? Math.max(0, ...rows.map((row) => row + 1)),
    firstName: known.length,
    names,
    originUs: 1_700_000_000_000_000,
    nowUs: options.nowMs === undefined ? Math.max(0, ...ends) : options.nowMs * 1000,
    rows: Uint32Array.from(rows),
    start: Float64Array.from(spans, (span) => (span.at ?? 0) * 1000),
    duration: Float64Array.from(spans, (s) => (s.ms === undefined ? Number.NaN : s.ms * 1000)),
    wait: new Float64Array(spans.length),
    parent: Int32Array.from(spans, (span) => span.parent ?? -1),
    name: Uint32Array.from(spans, (span) => all.indexOf(span.name)),
    status: Uint8Array.from(spans, (s) =>
      statuses.indexOf(s.status ?? (s.ms === undefined ? "running" : "ok")),
    ),
    spanKind: Uint8Array.from(spans, (span) => kinds.indexOf(span.kind ?? "function")),
  };
}

const anyRun: RunInfo = {
  runId: "run-1",
  project: "file:///project",
  function: "Parent",
  status: "ok",
  origin: "none",
  startedMs: 1_700_000_000_000,
  durationUs: 1000,
  title: "Parent · 1.0 ms",
  spanCount: 1,
  droppedEvents: 0,
  document: "spanlens:/run-1",
};
