/** A world whose time passes when a test says so, whatever else takes how long. */
import type { LlmWorld, Transport } from "../../server/llm";
import { GoogleTokens, RoundRobin } from "../../server/llm";

/** In March 2026. */
const START_MS = 1_773_000_000_000;

interface Sleeper {
  readonly ms: number;
  readonly dueMs: number;
  readonly wake: () => void;
}

export class ManualWorld implements LlmWorld {
  readonly roundRobin = new RoundRobin();
  readonly googleTokens = new GoogleTokens();
  /** How long somebody slept to the end, in order. */
  readonly slept: number[] = [];
  #nowMs = 0;
  #ids = 0;
  readonly #sleepers = new Set<Sleeper>();
  readonly #watchers = new Set<() => void>();

  constructor(readonly transport: Transport) {}

  readonly clock = (): number => this.#nowMs;

  readonly now = (): number => START_MS + this.#nowMs;

  readonly newId = (): string => `id-${this.#ids++}`;

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((done) => {
      if (signal.aborted) return done();
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener("abort", wake);
        done();
      };
      const sleeper: Sleeper = { ms, dueMs: this.#nowMs + ms, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", wake);
      for (const watcher of this.#watchers) watcher();
    });

  /** Nobody waits for anything any more. */
  get isAtRest(): boolean {
    return this.#sleepers.size === 0;
  }

  /** Settles once somebody sleeps for so long. */
  async sleeping(ms: number): Promise<void> {
    const isThere = (): boolean => [...this.#sleepers].some((sleeper) => sleeper.ms === ms);
    if (isThere()) return;
    await new Promise<void>((found) => {
      const watcher = (): void => {
        if (!isThere()) return;
        this.#watchers.delete(watcher);
        found();
      };
      this.#watchers.add(watcher);
    });
  }

  /** Wakes who is due, in order. */
  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    const due = [...this.#sleepers].filter(({ dueMs }) => dueMs <= untilMs);
    for (const sleeper of due.sort((one, other) => one.dueMs - other.dueMs)) {
      this.#nowMs = sleeper.dueMs;
      this.slept.push(sleeper.ms);
      sleeper.wake();
    }
    this.#nowMs = untilMs;
  }
}
