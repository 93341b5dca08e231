/**
 * A world that a test holds in its hands: its time passes when the test says so, its
 * network and system answer what the test gives them.
 */
import { noSystemAccess, type SystemAccess, type World } from "../../server/engine";
import { type Clock, countedIds } from "../../server/events";
import { GoogleTokens, RoundRobin, type Transport, TransportError } from "../../server/llm";

export interface Script {
  readonly transport?: Transport;
  readonly system?: Partial<SystemAccess>;
  /** How far the clock goes on each time it is read: endless loops need one that does. */
  readonly stepMs?: number;
  /** Called each time the engine lets others have their turn. */
  readonly onYield?: () => void;
  /** True: sleeps take no turn of the test's own; time jumps to their end. Default true. */
  readonly sleepsAtOnce?: boolean;
}

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

export class ScriptedWorld {
  readonly world: World;
  readonly #script: Script;
  #nowMs = 0;
  #sleepers: Sleeper[] = [];

  constructor(script: Script = {}) {
    this.#script = script;
    const clock = (): number => this.#read();
    const sleep = (ms: number, signal: AbortSignal): Promise<void> => this.#sleep(ms, signal);
    this.world = {
      clock,
      sleep,
      yieldToOthers: async () => {
        script.onYield?.();
        await new Promise((done) => setImmediate(done));
      },
      system: { ...noSystemAccess, ...script.system },
      llm: {
        clock,
        sleep,
        newId: countedIds("aaaaaaaa"),
        roundRobin: new RoundRobin(),
        googleTokens: new GoogleTokens(),
        now: () => EPOCH_MS + this.#nowMs,
        transport:
          script.transport ??
          (() => Promise.reject(new TransportError("connect", "there is no network here"))),
      },
    };
  }

  /** For the maker of events: the same time, from a fixed moment of the epoch. */
  get clock(): Clock {
    return { monotonicMs: () => this.#read(), wallMs: () => EPOCH_MS + this.#nowMs };
  }

  /** How many wait for their time. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Lets time pass; whoever's time has come goes on, the earliest first. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#sleepers
        .filter(({ untilMs }) => untilMs <= endMs)
        .sort((one, other) => one.untilMs - other.untilMs)[0];
      if (!due) break;
      this.#nowMs = Math.max(this.#nowMs, due.untilMs);
      due.wake();
    }
    this.#nowMs = endMs;
  }

  #read(): number {
    this.#nowMs += this.#script.stepMs ?? 0;
    return this.#nowMs;
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((done) => {
      const sleeper: Sleeper = {
        untilMs: this.#nowMs + ms,
        wake: () => {
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          done();
        },
      };
      this.#sleepers.push(sleeper);
      signal.addEventListener("abort", sleeper.wake, { once: true });
      if (this.#script.sleepsAtOnce ?? true) setImmediate(() => this.#jumpTo(sleeper));
    });
  }

  #jumpTo(sleeper: Sleeper): void {
    if (this.#sleepers.includes(sleeper)) this.advance(Math.max(0, sleeper.untilMs - this.#nowMs));
  }
}

const EPOCH_MS = 1_790_000_000_000;
