/**
 * Time as events tell it. One anchor joins the wall clock and the monotonic clock, so
 * that the timestamps of a process never go back when the wall clock does.
 */

/** The two clocks of a process. */
export interface Clock {
  /** Milliseconds since the Unix epoch; may jump. */
  wallMs(): number;
  /** Milliseconds since some moment, with fractions; never goes back. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/** Runs something later, and never keeps a process alive for it. The answer calls it off. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

export const systemSchedule: Schedule = (run, delayMs) => {
  const timer: unknown = setTimeout(run, delayMs);
  // Node's timer is an object that can be unreferenced; a browser's is a number.
  if (typeof timer === "object" && timer !== null && "unref" in timer)
    (timer as NodeJS.Timeout).unref();
  return () => clearTimeout(timer as NodeJS.Timeout);
};

/** Lets whatever else waits in this process have its turn. */
export function othersFirst(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Microseconds since the epoch that advance with the monotonic clock. */
export class TraceClock {
  readonly #clock: Clock;
  #anchorEpochUs = 0;
  #anchorMonotonicMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#anchor();
  }

  nowUs(): number {
    return this.#anchorEpochUs + this.#sinceAnchorUs();
  }

  /** For durations only: it counts from no particular moment. */
  monotonicUs(): number {
    return Math.round(this.#clock.monotonicMs() * 1000);
  }

  /**
   * Takes up the wall clock again after a sleep or a step of more than a second. To be
   * called only while no span is open. A step back is waited out, since timestamps
   * must not go back.
   */
  reanchorWhenIdle(): void {
    const driftUs = this.#clock.wallMs() * 1000 - this.nowUs();
    if (driftUs > MAX_DRIFT_US) this.#anchor();
  }

  #sinceAnchorUs(): number {
    return Math.round((this.#clock.monotonicMs() - this.#anchorMonotonicMs) * 1000);
  }

  #anchor(): void {
    this.#anchorEpochUs = Math.round(this.#clock.wallMs() * 1000);
    this.#anchorMonotonicMs = this.#clock.monotonicMs();
  }
}

const MAX_DRIFT_US = 1_000_000;
