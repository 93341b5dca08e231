/**
 * The live side of a store: subscribers get events in batches, at most 16 ms late.
 *
 * Invariant: no timer runs while nothing waits or nobody listens.
 */
import type { Schedule } from "./clock";
import type { RuntimeEvent } from "./event";

export type Subscriber = (batch: readonly RuntimeEvent[]) => void;

interface Subscription {
  readonly receive: Subscriber;
  readonly filter?: (event: RuntimeEvent) => boolean;
  waiting: RuntimeEvent[];
  failures: number;
}

export class LiveFeed {
  readonly #schedule: Schedule;
  readonly #subscriptions = new Set<Subscription>();
  #callOff: (() => void) | undefined;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  get hasSubscribers(): boolean {
    return this.#subscriptions.size > 0;
  }

  subscribe(receive: Subscriber, filter?: (event: RuntimeEvent) => boolean): () => void {
    const subscription: Subscription = {
      receive,
      waiting: [],
      failures: 0,
      ...(filter && { filter }),
    };
    this.#subscriptions.add(subscription);
    return () => this.#subscriptions.delete(subscription);
  }

  add(event: RuntimeEvent): void {
    if (this.#subscriptions.size === 0) return;
    for (const subscription of this.#subscriptions) {
      if (accepts(subscription, event)) subscription.waiting.push(event);
    }
    this.#callOff ??= this.#schedule(() => this.deliver(), MAX_DELAY_MS);
  }

  deliver(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    for (const subscription of this.#subscriptions) {
      const batch = subscription.waiting;
      if (batch.length === 0) continue;
      subscription.waiting = [];
      this.#hand(subscription, batch);
    }
  }

  #hand(subscription: Subscription, batch: readonly RuntimeEvent[]): void {
    try {
      subscription.receive(batch);
    } catch {
      // Whoever subscribes looks after its own errors; tracing must not pass them on to
      // the program that runs.
      subscription.failures++;
      if (subscription.failures >= MAX_FAILURES) this.#subscriptions.delete(subscription);
    }
  }
}

/** A filter that throws accepts nothing, for the same reason. */
function accepts(subscription: Subscription, event: RuntimeEvent): boolean {
  if (subscription.filter === undefined) return true;
  try {
    return subscription.filter(event);
  } catch {
    return false;
  }
}

const MAX_DELAY_MS = 16;
const MAX_FAILURES = 10;
