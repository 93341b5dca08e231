/**
 * The events of one process: routed to whoever tracks a span above them, to live
 * subscribers and to sinks. One store serves every engine and host of the process.
 *
 * Invariant: `emit` never throws and never waits. What a consumer throws is counted
 * and ignored, and the other consumers still get the event.
 * Invariant: buckets hold references to shared events, never copies, and there is a
 * bucket only as long as someone tracks its span.
 */
import { Bucket, type BucketOwner } from "./bucket";
import { type Schedule, systemSchedule } from "./clock";
import { type DropClass, dropClasses, type RuntimeEvent, type SpanId } from "./event";
import type { EventSink, FlushOptions, FlushReport } from "./eventSink";
import { estimatedBytes } from "./eventSize";
import { LiveFeed, type Subscriber } from "./liveFeed";
import { Redactor } from "./redaction";

export type EventFilter = (event: RuntimeEvent) => boolean;

export interface EventStoreOptions {
  readonly schedule?: Schedule;
  /** What the buckets of one owner may hold, estimated. Default 64 MiB. */
  readonly maxOwnerBytes?: number;
  /** Default 50,000. */
  readonly maxBucketEvents?: number;
  /** Knows the secrets that must not be shown. */
  readonly redactor?: Redactor;
  /** Told once for each kind of trouble, in words for a log. */
  readonly warn?: (message: string) => void;
}

export interface StoreStats {
  readonly trackedSpans: number;
  /** In buckets; an event in two buckets counts twice. */
  readonly bufferedEvents: number;
  readonly bufferedBytes: number;
  readonly openSpans: number;
  readonly emitted: number;
  readonly written: number;
  readonly dropped: Readonly<Record<DropClass, number>>;
  readonly sinkErrors: number;
  readonly spanMismatch: number;
}

export class EventStore {
  /** Shared by all who write or show what this store held. */
  readonly redactor: Redactor;
  readonly #buckets = new Map<SpanId, Bucket>();
  readonly #sinks: EventSink[] = [];
  readonly #feed: LiveFeed;
  readonly #maxOwnerBytes: number;
  readonly #maxBucketEvents: number;
  readonly #warn: (message: string) => void;
  #emitted = 0;
  #openSpans = 0;
  #sinkErrors = 0;
  #spanMismatch = 0;
  #hasWarnedOfManySpans = false;

  constructor(options: EventStoreOptions = {}) {
    this.redactor = options.redactor ?? new Redactor();
    this.#feed = new LiveFeed(options.schedule ?? systemSchedule);
    this.#maxOwnerBytes = options.maxOwnerBytes ?? DEFAULT_OWNER_BYTES;
    this.#maxBucketEvents = options.maxBucketEvents ?? DEFAULT_BUCKET_EVENTS;
    this.#warn = options.warn ?? (() => {});
  }

  /** True when somebody would receive the events of a call below these spans. */
  isListening(callStack: readonly SpanId[] = []): boolean {
    return (
      this.#feed.hasSubscribers ||
      callStack.some((id) => this.#buckets.has(id)) ||
      this.#sinks.some((sink) => sink.isActive?.() ?? true)
    );
  }

  emit(event: RuntimeEvent): void {
    this.#emitted++;
    if (event.event.kind === "functionStart") this.#openSpans++;
    if (event.event.kind === "functionEnd") this.#openSpans--;
    if (this.#buckets.size > 0) this.#guarded(() => this.#collect(event));
    this.#feed.add(event);
    for (const sink of this.#sinks) this.#guarded(() => sink.send(event));
  }

  /**
   * Keeps the events of this span and of all below it, from now on. Every `track` wants
   * its `untrack`. The owner's buckets share one limit of bytes.
   */
  track(id: SpanId, owner: BucketOwner = { bytes: 0, buckets: new Set() }): void {
    let bucket = this.#buckets.get(id);
    if (bucket === undefined) {
      bucket = new Bucket();
      this.#buckets.set(id, bucket);
      bucketCount++;
      if (this.#buckets.size >= MANY_SPANS) this.#warnOfManySpans();
    }
    bucket.addOwner(owner);
  }

  /** An id that nobody tracks is no mistake. */
  untrack(id: SpanId, owner?: BucketOwner): void {
    const bucket = this.#buckets.get(id);
    if (bucket === undefined) return;
    if (bucket.removeOwner(owner) > 0) return;
    this.#buckets.delete(id);
    bucketCount--;
  }

  /** In the order of emission; undefined when the span is not tracked. */
  eventsForSpan(id: SpanId): readonly RuntimeEvent[] | undefined {
    return this.#buckets.get(id)?.events;
  }

  /** True when limits made the bucket of this span give up events. */
  isIncomplete(id: SpanId): boolean {
    return this.#buckets.get(id)?.isIncomplete ?? false;
  }

  /** Batches arrive at most 16 ms late. A subscriber that fails ten times is let go. */
  subscribe(receive: Subscriber, filter?: EventFilter): () => void {
    return this.#feed.subscribe(receive, filter);
  }

  /** Hands live subscribers what waits for them, at once: for the end of a run. */
  deliver(): void {
    this.#feed.deliver();
  }

  addSink(sink: EventSink): void {
    this.#sinks.push(sink);
  }

  async removeSink(sink: EventSink): Promise<FlushReport> {
    const at = this.#sinks.indexOf(sink);
    if (at < 0) return NOTHING_FLUSHED;
    this.#sinks.splice(at, 1);
    return this.#awaited(() => sink.close());
  }

  /** Settles when what was emitted before has left every sink. */
  async flush(options?: FlushOptions): Promise<FlushReport> {
    this.deliver();
    const reports = this.#sinks.map((sink) => this.#awaited(() => sink.flush(options)));
    return (await Promise.all(reports)).reduce(joinedReports, NOTHING_FLUSHED);
  }

  flushSync(options?: FlushOptions): FlushReport {
    this.deliver();
    let report = NOTHING_FLUSHED;
    for (const sink of this.#sinks) {
      try {
        report = joinedReports(report, sink.flushSync(options));
      } catch (error) {
        report = joinedReports(report, this.#countSinkError(error));
      }
    }
    return report;
  }

  /** For the engine: a span's end did not match the span that was open. */
  countSpanMismatch(): void {
    this.#spanMismatch++;
  }

  stats(): StoreStats {
    let bufferedEvents = 0;
    let bufferedBytes = 0;
    for (const bucket of this.#buckets.values()) {
      bufferedEvents += bucket.events.length;
      bufferedBytes += bucket.bytes;
    }
    const dropped = { sse: 0, body: 0, intermediate: 0, span: 0, critical: 0 };
    let written = 0;
    for (const sink of this.#sinks) {
      const stats = sink.stats?.();
      written += stats?.written ?? 0;
      for (const name of dropClasses) dropped[name] += stats?.dropped[name] ?? 0;
    }
    return {
      trackedSpans: this.#buckets.size,
      bufferedEvents,
      bufferedBytes,
      openSpans: this.#openSpans,
      emitted: this.#emitted,
      written,
      dropped,
      sinkErrors: this.#sinkErrors,
      spanMismatch: this.#spanMismatch,
    };
  }

  #collect(event: RuntimeEvent): void {
    let bytes = 0;
    for (const id of event.callStack) {
      const bucket = this.#buckets.get(id);
      if (bucket === undefined) continue;
      bytes ||= estimatedBytes(event);
      bucket.add(event, bytes);
      bucket.keepWithin(this.#maxBucketEvents, this.#maxOwnerBytes);
    }
  }

  /** Whatever goes wrong while tracing stays here: the program that is traced goes on. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#countSinkError(error);
    }
  }

  async #awaited(work: () => Promise<FlushReport>): Promise<FlushReport> {
    try {
      return await work();
    } catch (error) {
      return this.#countSinkError(error);
    }
  }

  #countSinkError(error: unknown): FlushReport {
    if (this.#sinkErrors++ === 0) this.#warn(`a trace sink failed: ${error}`);
    return { ...NOTHING_FLUSHED, error: String(error) };
  }

  #warnOfManySpans(): void {
    if (this.#hasWarnedOfManySpans) return;
    this.#hasWarnedOfManySpans = true;
    this.#warn("collectors track 100,000 calls: `clear()` lets them go");
  }
}

/** How many buckets there are in all stores of this process. */
export function processBucketCount(): number {
  return bucketCount;
}

function joinedReports(left: FlushReport, right: FlushReport): FlushReport {
  const error = left.error ?? right.error;
  return {
    written: left.written + right.written,
    dropped: left.dropped + right.dropped,
    timedOut: left.timedOut || right.timedOut,
    ...(error === undefined ? {} : { error }),
  };
}

const NOTHING_FLUSHED: FlushReport = { written: 0, dropped: 0, timedOut: false };
const DEFAULT_OWNER_BYTES = 64 * 1024 * 1024;
const DEFAULT_BUCKET_EVENTS = 50_000;
const MANY_SPANS = 100_000;

let bucketCount = 0;
