/**
 * Makes the events of one process: gives each its id, its number and its time.
 *
 * Whoever opens spans (engine, host) works out where they stand with `rootPlace` and
 * `childPlace`, and shares a span's place among all events of the span.
 *
 * Invariant: holds no events and knows no store. Numbers are given out once, in the
 * order of the calls, without gaps.
 */
import { type Clock, systemClock, TraceClock } from "./clock";
import type { EventKind, HostSpanContext, RuntimeEvent, SpanContext, SpanId } from "./event";
import { type IdGenerator, newWriterId, pooledIds } from "./spanIds";

/** Where a span stands in its tree. */
export interface SpanPlace {
  readonly ctx: SpanContext;
  /** Outermost first, the span itself last. */
  readonly callStack: readonly SpanId[];
}

export interface EventFactoryOptions {
  readonly clock?: Clock;
  readonly ids?: IdGenerator;
  readonly writerId?: string;
}

export class EventFactory {
  /** Eight hexadecimal characters, random for each process. */
  readonly writerId: string;
  readonly #clock: TraceClock;
  readonly #ids: IdGenerator;
  #nextSeq = 0;
  #openSpans = 0;

  constructor(options: EventFactoryOptions = {}) {
    this.writerId = options.writerId ?? newWriterId();
    this.#clock = new TraceClock(options.clock ?? systemClock);
    this.#ids = options.ids ?? pooledIds();
  }

  newId(): SpanId {
    return this.#ids();
  }

  /** Wall time in whole microseconds, for timestamps. */
  nowUs(): number {
    return this.#clock.nowUs();
  }

  /** In whole microseconds, for durations. */
  monotonicUs(): number {
    return this.#clock.monotonicUs();
  }

  /** An event of the span at `place`, happening now. */
  event(place: SpanPlace, event: EventKind): RuntimeEvent {
    this.#countOpenSpans(event);
    return {
      ctx: place.ctx,
      callStack: place.callStack,
      eventId: this.#ids(),
      seq: this.#nextSeq++,
      timestampUs: this.#clock.nowUs(),
      event,
    };
  }

  /** An event that another thread of this process made, numbered among those of this one. */
  adopt(event: RuntimeEvent): RuntimeEvent {
    this.#countOpenSpans(event.event);
    return { ...event, seq: this.#nextSeq++ };
  }

  /** What the writer says of itself: under an id that names no span. */
  metaEvent(meta: Extract<EventKind, { kind: "meta" }>["meta"]): RuntimeEvent {
    return this.event({ ...rootPlace(this.#ids()), callStack: [] }, { kind: "meta", meta });
  }

  #countOpenSpans({ kind }: EventKind): void {
    if (kind === "functionStart" && this.#openSpans++ === 0) this.#clock.reanchorWhenIdle();
    if (kind === "functionEnd" && this.#openSpans > 0) this.#openSpans--;
  }
}

export function rootPlace(id: SpanId): SpanPlace {
  return { ctx: { spanId: id, parentSpanId: null, rootSpanId: id }, callStack: [id] };
}

/** The place of a new span below another, or below the host's innermost span. */
export function childPlace(parent: SpanPlace | HostSpanContext, id: SpanId): SpanPlace {
  const { callStack } = parent;
  const ctx = {
    spanId: id,
    parentSpanId: callStack[callStack.length - 1]!,
    rootSpanId: callStack[0]!,
  };
  return { ctx, callStack: [...callStack, id] };
}
