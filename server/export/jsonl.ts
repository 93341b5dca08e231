/**
 * A trace as lines of a trace file: one run to share, or to keep.
 *
 * What was recorded is written again, in the order in which it happened and with numbers
 * of its own; ids of events are made from those of their spans, so that the same trace
 * gives the same text.
 */
import { createHash } from "node:crypto";
import {
  EventEncoder,
  type EventKind,
  Redactor,
  type RuntimeEvent,
  type TraceLimits,
  type TraceSpan,
  type TraceTree,
} from "../events";

export interface JsonlOptions {
  readonly redactor?: Redactor;
  readonly limits?: TraceLimits;
}

export function toJsonl(tree: TraceTree, options: JsonlOptions = {}): string {
  const moments: Moment[] = [];
  for (let row = 0; row < tree.count; row++) moments.push(...momentsOf(tree.span(row)));
  moments.sort(
    (left, right) =>
      left.timestampUs - right.timestampUs || left.rank - right.rank || left.depth - right.depth,
  );
  const events = moments.map((moment, seq) => eventOf(moment, seq));
  const encoder = new EventEncoder({ writerId: WRITER_ID, redactor: new Redactor(), ...options });
  return encoder.encodeAll(events).join("");
}

/** Something that happened in a span, before it has a number. */
interface Moment {
  readonly callStack: readonly string[];
  readonly timestampUs: number;
  /** Of things at the same time: starts, what happens in a span, ends. */
  readonly rank: number;
  /** Outer spans start first and end last. */
  readonly depth: number;
  /** Tells it from the others of its span. */
  readonly key: string;
  readonly event: EventKind;
}

function momentsOf(span: TraceSpan): Moment[] {
  return span.attempt ? attemptMoments(span) : spanMoments(span);
}

function spanMoments(span: TraceSpan): Moment[] {
  const { start, end, startUs, callStack, depth } = span;
  const moments: Moment[] = span.tagDeltas.map(({ tags, timestampUs }, at) => ({
    callStack,
    timestampUs,
    rank: RANK_WITHIN,
    depth: at,
    key: `tags ${at}`,
    event: { kind: "setTags", tags },
  }));
  if (start !== undefined) {
    const event = { kind: "functionStart", start } as const;
    moments.push({ callStack, timestampUs: startUs, rank: RANK_START, depth, key: "start", event });
  }
  if (end !== undefined) {
    const event = { kind: "functionEnd", end } as const;
    const timestampUs = startUs + (span.durationUs ?? 0);
    moments.push({ callStack, timestampUs, rank: RANK_END, depth: -depth, key: "end", event });
  }
  return moments;
}

/** Records belong to the LLM function's span, one step up the call stack. */
function attemptMoments(span: TraceSpan): Moment[] {
  const { attempt, startUs } = span;
  if (attempt === undefined) return [];
  const callStack = span.callStack.slice(0, -1);
  const endUs = startUs + (span.durationUs ?? 0);
  const { request, rawRequest, streamEvents, rawResponse, response } = attempt;
  const records = [
    ...[request, rawRequest].map((record) => ({ record, timestampUs: startUs })),
    ...streamEvents,
    ...[rawResponse, response].map((record) => ({ record, timestampUs: endUs })),
  ];
  return records.flatMap(({ record, timestampUs }, at) =>
    record === undefined
      ? []
      : [
          {
            callStack,
            timestampUs,
            rank: RANK_WITHIN,
            depth: at,
            key: `attempt ${attempt.id} ${at}`,
            event: { kind: "llm" as const, llm: record },
          },
        ],
  );
}

function eventOf({ callStack, timestampUs, key, event }: Moment, seq: number): RuntimeEvent {
  const spanId = callStack[callStack.length - 1]!;
  const parentSpanId = callStack[callStack.length - 2] ?? null;
  return {
    ctx: { spanId, parentSpanId, rootSpanId: callStack[0]! },
    callStack,
    eventId: uuidFrom(`${spanId} ${key}`),
    seq,
    timestampUs,
    event,
  };
}

/** In the form of a random UUID, and as unlikely to be another's. */
function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const RANK_START = 0;
const RANK_WITHIN = 1;
const RANK_END = 2;
/** Says that these lines are no process's own. */
const WRITER_ID = "00000000";
