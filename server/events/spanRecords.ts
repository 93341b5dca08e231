/**
 * The spans that some events tell of: start, end and place of each, whatever the order
 * in which the events came.
 */
import type { FunctionEnd, FunctionStart, RuntimeEvent, SpanId, Tags } from "./event";

export interface SpanRecord {
  readonly id: SpanId;
  readonly callStack: readonly SpanId[];
  start?: FunctionStart;
  end?: FunctionEnd;
  /** When it began; without a start, worked out from the end. */
  startUs: number;
  seq: number;
  readonly tagDeltas: TagDelta[];
}

export interface TagDelta {
  readonly tags: Tags;
  readonly eventId: string;
  readonly timestampUs: number;
  readonly seq: number;
}

export function spanRecordsOf(events: Iterable<RuntimeEvent>): ReadonlyMap<SpanId, SpanRecord> {
  const spans = new Map<SpanId, SpanRecord>();
  for (const event of events) {
    const kind = event.event;
    if (kind.kind === "functionStart") {
      const span = spanOf(spans, event);
      span.start ??= kind.start;
      span.startUs = event.timestampUs;
      span.seq = event.seq;
    } else if (kind.kind === "functionEnd") {
      const span = spanOf(spans, event);
      span.end ??= kind.end;
      if (span.start === undefined) span.startUs = event.timestampUs - kind.end.durationUs;
    } else if (kind.kind === "setTags") {
      addTagDelta(spanOf(spans, event).tagDeltas, event, kind.tags);
    }
  }
  return spans;
}

/** False when this event was known. Deltas stay in the order in which they were set. */
export function addTagDelta(deltas: TagDelta[], event: RuntimeEvent, tags: Tags): boolean {
  const { eventId, timestampUs, seq } = event;
  if (eventId !== "" && deltas.some((delta) => delta.eventId === eventId)) return false;
  const isLater = (delta: TagDelta): boolean =>
    delta.timestampUs > timestampUs || (delta.timestampUs === timestampUs && delta.seq > seq);
  const at = deltas.findIndex(isLater);
  deltas.splice(at < 0 ? deltas.length : at, 0, { tags, eventId, timestampUs, seq });
  return true;
}

/** Those of the start, overlaid by what was set on the span itself. */
export function effectiveTags(start: Tags | undefined, deltas: readonly TagDelta[]): Tags {
  if (deltas.length === 0) return start ?? {};
  return Object.fromEntries(
    [start ?? {}, ...deltas.map((delta) => delta.tags)].flatMap((tags) => Object.entries(tags)),
  );
}

function spanOf(spans: Map<SpanId, SpanRecord>, event: RuntimeEvent): SpanRecord {
  const id = event.ctx.spanId;
  let span = spans.get(id);
  if (span === undefined) {
    const { callStack, timestampUs, seq } = event;
    span = { id, callStack, startUs: timestampUs, seq, tagDeltas: [] };
    spans.set(id, span);
  }
  return span;
}
