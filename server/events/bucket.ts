/**
 * The events of one tracked span and of all below it, within limits.
 *
 * When an owner holds too much, its largest bucket gives up what is needed least: the
 * oldest stream events, then bodies of requests and responses, then spans that only
 * trace-everything mode recorded. Starts, ends, tags and responses of models stay.
 *
 * Invariant: an event is never changed; a body that is given up is replaced by an
 * event that says how long it was.
 */
import type { RuntimeEvent, SpanId } from "./event";
import { bodyBytes, estimatedBytes } from "./eventSize";
import { dropClass, isOnlyForTraceAll, withoutBody } from "./shedding";

/** Whoever tracks spans: the bytes of all its buckets together are bounded. */
export interface BucketOwner {
  bytes: number;
  readonly buckets: Set<Bucket>;
}

export class Bucket {
  #events: RuntimeEvent[] = [];
  #bytes = 0;
  #references = 0;
  #isIncomplete = false;
  readonly #owners = new Set<BucketOwner>();
  /** Spans that were given up while they were open: what they still say is not kept. */
  readonly #shedSpans = new Set<SpanId>();
  /** What is left cannot be given up: trying again is put off until there is more. */
  #shedAgainAtEvents = 0;
  #shedAgainAtBytes = 0;

  get events(): readonly RuntimeEvent[] {
    return this.#events;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get isIncomplete(): boolean {
    return this.#isIncomplete;
  }

  addOwner(owner: BucketOwner): void {
    this.#references++;
    if (this.#owners.has(owner)) return;
    this.#owners.add(owner);
    owner.buckets.add(this);
    owner.bytes += this.#bytes;
  }

  /** How many references are left. */
  removeOwner(owner: BucketOwner | undefined): number {
    this.#references--;
    const leaving = this.#references === 0 ? [...this.#owners] : owner ? [owner] : [];
    for (const each of leaving) {
      if (!this.#owners.delete(each)) continue;
      each.buckets.delete(this);
      each.bytes -= this.#bytes;
    }
    return this.#references;
  }

  add(event: RuntimeEvent, bytes: number): void {
    if (this.#shedSpans.size > 0 && this.#isOfShedSpan(event)) return;
    this.#events.push(event);
    this.#grow(bytes);
  }

  keepWithin(maxEvents: number, maxOwnerBytes: number): void {
    if (this.#events.length > maxEvents && this.#events.length >= this.#shedAgainAtEvents) {
      this.#shed(this.#events.length - Math.floor(maxEvents * ROOM_LEFT), 0);
    }
    for (const owner of this.#owners) {
      if (owner.bytes <= maxOwnerBytes) continue;
      const largest = largestOf(owner.buckets);
      if (largest.#bytes < largest.#shedAgainAtBytes) continue;
      largest.#shed(0, owner.bytes - Math.floor(maxOwnerBytes * ROOM_LEFT));
    }
  }

  /** Gives up so many events and bytes, if there are as many that may go. */
  #shed(events: number, bytes: number): void {
    const wanted = { events, bytes };
    this.#dropStreamEvents(wanted);
    this.#dropBodies(wanted);
    this.#dropSpans(wanted);
    const isShort = wanted.events > 0 || wanted.bytes > 0;
    this.#shedAgainAtEvents = isShort ? this.#events.length * MORE : 0;
    this.#shedAgainAtBytes = isShort ? this.#bytes * MORE : 0;
  }

  #dropStreamEvents(wanted: Wanted): void {
    this.#dropWhere(wanted, (event) => dropClass(event) === "sse");
  }

  #dropBodies(wanted: Wanted): void {
    for (let at = 0; at < this.#events.length && wanted.bytes > 0; at++) {
      const event = this.#events[at]!;
      const bytes = bodyBytes(event);
      if (bytes === 0) continue;
      this.#events[at] = withoutBody(event);
      this.#grow(-bytes);
      this.#isIncomplete = true;
      wanted.bytes -= bytes;
    }
  }

  #dropSpans(wanted: Wanted): void {
    const going = new Set<SpanId>();
    const sizes = spanSizes(this.#events);
    const missing = { ...wanted };
    for (const event of this.#events) {
      if (missing.events <= 0 && missing.bytes <= 0) break;
      if (!isOnlyForTraceAll(event)) continue;
      const size = sizes.get(event.ctx.spanId)!;
      going.add(event.ctx.spanId);
      if (!size.isEnded) this.#shedSpans.add(event.ctx.spanId);
      missing.events -= size.events;
      missing.bytes -= size.bytes;
    }
    if (going.size === 0) return;
    // Whole spans go, also when the last of them is more than was wanted.
    this.#dropWhere({ events: Infinity, bytes: Infinity }, (event) => going.has(event.ctx.spanId));
    Object.assign(wanted, missing);
  }

  #dropWhere(wanted: Wanted, isDropped: (event: RuntimeEvent) => boolean): void {
    if (wanted.events <= 0 && wanted.bytes <= 0) return;
    const before = this.#events.length;
    this.#events = this.#events.filter((event) => {
      if ((wanted.events <= 0 && wanted.bytes <= 0) || !isDropped(event)) return true;
      const bytes = estimatedBytes(event);
      this.#grow(-bytes);
      wanted.events--;
      wanted.bytes -= bytes;
      return false;
    });
    if (this.#events.length < before) this.#isIncomplete = true;
  }

  #isOfShedSpan(event: RuntimeEvent): boolean {
    const id = event.ctx.spanId;
    if (!this.#shedSpans.has(id)) return false;
    if (event.event.kind === "functionEnd") this.#shedSpans.delete(id);
    return true;
  }

  #grow(bytes: number): void {
    this.#bytes += bytes;
    for (const owner of this.#owners) owner.bytes += bytes;
  }
}

interface Wanted {
  events: number;
  bytes: number;
}

interface SpanSize {
  events: number;
  bytes: number;
  isEnded: boolean;
}

function spanSizes(events: readonly RuntimeEvent[]): Map<SpanId, SpanSize> {
  const sizes = new Map<SpanId, SpanSize>();
  for (const event of events) {
    const size = sizes.get(event.ctx.spanId) ?? { events: 0, bytes: 0, isEnded: false };
    size.events++;
    size.bytes += estimatedBytes(event);
    size.isEnded ||= event.event.kind === "functionEnd";
    sizes.set(event.ctx.spanId, size);
  }
  return sizes;
}

function largestOf(buckets: ReadonlySet<Bucket>): Bucket {
  let largest: Bucket | undefined;
  for (const bucket of buckets) {
    if (largest === undefined || bucket.bytes > largest.bytes) largest = bucket;
  }
  if (largest === undefined) throw new Error("an owner without buckets holds bytes");
  return largest;
}

/** Shedding goes a little below the limit, so that it does not run at every event. */
const ROOM_LEFT = 0.9;
const MORE = 1.1;
