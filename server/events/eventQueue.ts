/**
 * Events that wait to be written, within limits.
 *
 * When too many wait, what is needed least goes first: stream events, bodies, other
 * records of attempts, spans that only trace-everything mode recorded; at last new
 * spans are refused. Every loss is counted.
 *
 * Invariant: a start that was accepted is followed by its end. A span is lost whole or
 * not at all.
 */
import type { DropClass, DroppedRecord, RuntimeEvent, SpanId } from "./event";
import { bodyBytes, estimatedBytes } from "./eventSize";
import { dropClass, withoutBody } from "./shedding";

export interface QueueLimits {
  /** Ends of accepted spans are taken beyond it. */
  readonly maxEvents: number;
  readonly maxBytes: number;
}

export interface QueuedEvent {
  event: RuntimeEvent;
  /** The file that was in force when the event happened. */
  readonly path: string;
  /** How many were added before it. */
  readonly place: number;
  bytes: number;
  /** Kept when a write failed, so that it is the same the next time. */
  line?: string;
}

export class EventQueue {
  readonly #limits: QueueLimits;
  #entries: QueuedEvent[] = [];
  #bytes = 0;
  #added = 0;
  /** Spans whose start was accepted and whose end has not come. */
  readonly #open = new Set<SpanId>();
  /** Spans that are lost: whatever else they say is lost too. */
  readonly #lost = new Set<SpanId>();
  #dropped: Partial<Record<DropClass, number>> = {};
  #droppedCount = 0;
  #droppedSeqs = { since: Number.POSITIVE_INFINITY, until: -1 };
  readonly #totalDropped: Record<DropClass, number> = noDrops();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#entries.length;
  }

  get entries(): readonly QueuedEvent[] {
    return this.#entries;
  }

  /** How many events have been added so far: the place of the next one. */
  get added(): number {
    return this.#added;
  }

  /** The place of the event that waits longest; all before it have been dealt with. */
  get settled(): number {
    return this.#entries[0]?.place ?? this.#added;
  }

  get totalDropped(): Readonly<Record<DropClass, number>> {
    return this.#totalDropped;
  }

  add(event: RuntimeEvent, path: string): void {
    if (!this.#accepts(event)) return;
    const bytes = estimatedBytes(event);
    this.#entries.push({ event, path, bytes, place: this.#added++ });
    this.#bytes += bytes;
  }

  /** Takes the first entries away: they have been written. */
  take(count: number): void {
    for (const { bytes } of this.#entries.splice(0, count)) this.#bytes -= bytes;
  }

  /** Gives up all that waits for this file, or everything. */
  dropAll(path?: string): void {
    this.#removeWhere(
      (entry) => path === undefined || entry.path === path,
      Number.POSITIVE_INFINITY,
    );
  }

  /** How many events were lost since `forgetDropped`. */
  get droppedCount(): number {
    return this.#droppedCount;
  }

  get dropped(): DroppedRecord | undefined {
    const count = this.#droppedCount;
    if (count === 0) return undefined;
    const { since, until } = this.#droppedSeqs;
    return {
      kind: "dropped",
      count,
      byClass: { ...this.#dropped },
      sinceSeq: since,
      untilSeq: until,
    };
  }

  forgetDropped(): void {
    this.#dropped = {};
    this.#droppedCount = 0;
    this.#droppedSeqs = { since: Number.POSITIVE_INFINITY, until: -1 };
  }

  #accepts(event: RuntimeEvent): boolean {
    const id = event.ctx.spanId;
    const kind = event.event.kind;
    if (this.#lost.has(id)) {
      if (kind === "functionEnd") this.#lost.delete(id);
      this.#count(event, dropClass(event));
      return false;
    }
    if (kind === "functionEnd") {
      this.#open.delete(id);
      return true;
    }
    if (this.#isFull()) this.#shed();
    if (!this.#isFull()) {
      if (kind === "functionStart") this.#open.add(id);
      return true;
    }
    if (kind === "functionStart") this.#lost.add(id);
    this.#count(event, dropClass(event));
    return false;
  }

  #isFull(): boolean {
    return this.#entries.length >= this.#limits.maxEvents || this.#bytes >= this.#limits.maxBytes;
  }

  #shed(): void {
    this.#dropClassOf("sse");
    this.#dropBodies();
    this.#dropClassOf("intermediate");
    this.#dropSpans();
  }

  /** Drops the oldest of a class until there is some room. */
  #dropClassOf(name: DropClass): void {
    if (!this.#isFull()) return;
    this.#removeWhere((entry) => dropClass(entry.event) === name, this.#roomWanted());
  }

  /** Only where bytes are what there is too much of: a record without its body is still one. */
  #dropBodies(): void {
    const wanted = this.#limits.maxBytes * ROOM_LEFT;
    for (const entry of this.#entries) {
      if (this.#bytes <= wanted) return;
      const bytes = bodyBytes(entry.event);
      if (bytes === 0) continue;
      entry.event = withoutBody(entry.event);
      delete entry.line;
      entry.bytes -= bytes;
      this.#bytes -= bytes;
      this.#count(entry.event, "body");
    }
  }

  /** Whole spans, oldest first. One whose end has not come is remembered until it passes. */
  #dropSpans(): void {
    if (!this.#isFull()) return;
    const going = new Set<SpanId>();
    let room = this.#roomWanted();
    for (const { event } of this.#entries) {
      if (room <= 0) break;
      if (dropClass(event) !== "span") continue;
      going.add(event.ctx.spanId);
      room -= EVENTS_A_SPAN;
    }
    for (const id of going) {
      if (this.#open.delete(id)) this.#lost.add(id);
    }
    const isGoing = (entry: QueuedEvent): boolean => going.has(entry.event.ctx.spanId);
    this.#removeWhere(isGoing, Number.POSITIVE_INFINITY, "span");
  }

  /** How many events must go so that shedding does not run at every event. */
  #roomWanted(): number {
    const { maxEvents, maxBytes } = this.#limits;
    const events = this.#entries.length - Math.floor(maxEvents * ROOM_LEFT);
    const meanBytes = this.#bytes / Math.max(1, this.#entries.length);
    const forBytes = Math.ceil((this.#bytes - maxBytes * ROOM_LEFT) / Math.max(1, meanBytes));
    return Math.max(1, events, forBytes);
  }

  #removeWhere(
    isRemoved: (entry: QueuedEvent) => boolean,
    limit: number,
    countedAs?: DropClass,
  ): void {
    let room = limit;
    this.#entries = this.#entries.filter((entry) => {
      if (room <= 0 || !isRemoved(entry)) return true;
      room--;
      this.#bytes -= entry.bytes;
      this.#count(entry.event, countedAs ?? dropClass(entry.event));
      return false;
    });
  }

  #count(event: RuntimeEvent, name: DropClass): void {
    this.#dropped[name] = (this.#dropped[name] ?? 0) + 1;
    this.#droppedCount++;
    this.#totalDropped[name]++;
    this.#droppedSeqs.since = Math.min(this.#droppedSeqs.since, event.seq);
    this.#droppedSeqs.until = Math.max(this.#droppedSeqs.until, event.seq);
  }
}

function noDrops(): Record<DropClass, number> {
  return { sse: 0, body: 0, intermediate: 0, span: 0, critical: 0 };
}

const ROOM_LEFT = 7 / 8;
const EVENTS_A_SPAN = 2;
