/**
 * What ends an attempt from outside: the user's cancellation, and the limits of time.
 *
 * Invariant: nothing is left behind. Closing ends every wait and every timer, and takes the
 * listeners back from the call's signal.
 */
import type { LlmWorld } from "../llmCall";

export type TimeLimitName =
  | "connect_timeout"
  | "time_to_first_token_timeout"
  | "idle_timeout"
  | "request_timeout"
  | "total_timeout";

export interface TimeLimit {
  readonly name: TimeLimitName;
  /** As the user configured it. */
  readonly configuredMs: number;
  /** How much of it is left; missing when all of it is. */
  readonly leftMs?: number;
}

/** Why a wait did not come to its end: a limit, or without one the user's cancellation. */
export class Stopped extends Error {
  constructor(readonly limit?: TimeLimit) {
    super(limit ? `${limit.name} is over` : "the call was cancelled");
  }
}

/** What signals are aborted with. The usual reason is an error whose stack nobody reads. */
export const OVER = Symbol("over");

export class TimeLimits {
  readonly #world: LlmWorld;
  readonly #callSignal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #timers = new Map<TimeLimitName, AbortController>();
  #stopped: Stopped | undefined;
  #onStop: ((reason: Stopped) => void) | undefined;

  constructor(world: LlmWorld, callSignal: AbortSignal) {
    this.#world = world;
    this.#callSignal = callSignal;
    if (callSignal.aborted) this.#cancel();
    else callSignal.addEventListener("abort", this.#cancel, { once: true });
  }

  /** Aborts when the attempt is stopped, and when it is closed. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Stops the attempt unless the limit is lifted in time. A limit of 0 never does. */
  set(limit: TimeLimit): void {
    this.lift(limit.name);
    if (limit.configuredMs === 0 || this.#stopped) return;
    const timer = new AbortController();
    this.#timers.set(limit.name, timer);
    const ms = Math.max(0, limit.leftMs ?? limit.configuredMs);
    this.#after(ms, timer.signal, () => this.#stop(new Stopped(limit)));
  }

  lift(name: TimeLimitName): void {
    this.#timers.get(name)?.abort(OVER);
    this.#timers.delete(name);
  }

  /** What the promise comes to, or the reason why nobody waits for it any more. One at a time. */
  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) reject(this.#stopped);
      this.#onStop = reject;
      promise.then(resolve, reject);
    });
  }

  /** Ends what is still under way. */
  close(): void {
    this.#callSignal.removeEventListener("abort", this.#cancel);
    for (const timer of this.#timers.values()) timer.abort(OVER);
    this.#timers.clear();
    this.#onStop = undefined;
    this.#controller.abort(OVER);
  }

  readonly #cancel = (): void => this.#stop(new Stopped());

  #stop(reason: Stopped): void {
    this.#stopped ??= reason;
    this.#onStop?.(reason);
    this.#controller.abort(OVER);
  }

  #after(ms: number, signal: AbortSignal, then: () => void): void {
    const fire = (): void => {
      if (!signal.aborted) then();
    };
    // A sleep that rejects was called off.
    this.#world.sleep(ms, signal).then(fire, () => {});
  }
}
