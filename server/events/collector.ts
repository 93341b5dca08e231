/**
 * Collects the logs of the calls that it is attached to.
 *
 * The engine tracks each call's entry span before the call's first event; logs are made
 * when someone asks. A collector that nobody holds any more lets its spans go.
 *
 * Invariant: holds ids, never events. Two collectors on one call do not disturb each
 * other.
 */
import type { BucketOwner } from "./bucket";
import type { SpanId } from "./event";
import { type EventStore, processBucketCount } from "./eventStore";
import { type FunctionLog, functionLog } from "./functionLog";
import { summedUsage, type Usage } from "./usage";

/** What is tracked; apart from the collector, so that its end can be noticed. */
interface Tracked {
  readonly owner: BucketOwner;
  /** In the order in which the calls began. */
  readonly stores: Map<SpanId, EventStore>;
}

export class Collector {
  readonly name: string;
  readonly #isNamed: boolean;
  readonly #tracked: Tracked = {
    owner: { bytes: 0, buckets: new Set() },
    stores: new Map(),
  };

  constructor(name?: string | null) {
    this.name = name ?? "default";
    this.#isNamed = name !== undefined && name !== null;
    abandoned.register(this, this.#tracked);
  }

  /** For the engine: this call belongs to the collector. Twice is once. */
  track(entrySpanId: SpanId, store: EventStore): void {
    const { owner, stores } = this.#tracked;
    if (stores.has(entrySpanId)) return;
    store.track(entrySpanId, owner);
    stores.set(entrySpanId, store);
  }

  /** One log a call, in the order in which the calls began. */
  get logs(): FunctionLog[] {
    return [...this.#tracked.stores.keys()].map((id) => this.id(id)).filter((log) => log !== null);
  }

  /** Of the call that began last, which need not be the one that ended last. */
  get last(): FunctionLog | null {
    const ids = [...this.#tracked.stores.keys()];
    for (let at = ids.length - 1; at >= 0; at--) {
      const log = this.id(ids[at]!);
      if (log !== null) return log;
    }
    return null;
  }

  get usage(): Usage {
    return summedUsage(this.logs.map((log) => log.usage));
  }

  id(functionLogId: string): FunctionLog | null {
    const store = this.#tracked.stores.get(functionLogId);
    const events = store?.eventsForSpan(functionLogId);
    if (store === undefined || events === undefined) return null;
    const isIncomplete = store.isIncomplete(functionLogId);
    const source = { events, isIncomplete, redactor: store.redactor };
    return functionLog(functionLogId, source) ?? null;
  }

  /** Lets all calls go, also those that still run, and says how many there were. */
  clear(): number {
    return release(this.#tracked);
  }

  toString(): string {
    const ids = this.logs.map((log) => log.id);
    const name = this.#isNamed ? this.name : "collector";
    return `LogCollector(name=${name}, function_log_ids=[${ids.join(", ")}])`;
  }

  /** How many spans all collectors of this process track. */
  static __functionSpanCount(): number {
    return processBucketCount();
  }

  static __printStorage(): void {
    console.log(`tracked spans: ${processBucketCount()}`);
  }
}

function release({ owner, stores }: Tracked): number {
  const count = stores.size;
  for (const [id, store] of stores) store.untrack(id, owner);
  stores.clear();
  return count;
}

const abandoned = new FinalizationRegistry<Tracked>(release);
