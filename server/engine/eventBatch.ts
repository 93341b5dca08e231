/**
 * Events on their way to another thread, gathered so that a busy run costs few messages:
 * at most 50 ms old, and at once when something else is sent.
 */
import type { RuntimeEvent, Schedule } from "../events";

export class EventBatch {
  readonly #send: (events: readonly RuntimeEvent[]) => void;
  readonly #schedule: Schedule;
  #waiting: RuntimeEvent[] = [];
  #callOff: (() => void) | undefined;

  constructor(send: (events: readonly RuntimeEvent[]) => void, schedule: Schedule) {
    this.#send = send;
    this.#schedule = schedule;
  }

  add(event: RuntimeEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length >= MAX_EVENTS) this.flush();
    else this.#callOff ??= this.#schedule(() => this.flush(), MAX_AGE_MS);
  }

  flush(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    if (this.#waiting.length === 0) return;
    const events = this.#waiting;
    this.#waiting = [];
    this.#send(events);
  }
}

/** Some megabyte of clones: more at a time would be felt by whoever receives it. */
const MAX_EVENTS = 1000;
const MAX_AGE_MS = 50;
