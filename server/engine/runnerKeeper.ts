/**
 * Keeps one runner: started when it is first needed, kept warm, replaced when it dies,
 * ended when it is stuck.
 *
 * Invariant: knows no call but by its number, and no event at all.
 */
import type { Program } from "../bytecode";
import type { Schedule } from "../events";
import type { RunnerConnection, StartRunner } from "./connection";
import type { FromRunner, RunnerCall } from "./protocol";

export interface RunnerKeeperOptions {
  readonly start: StartRunner;
  readonly schedule: Schedule;
  readonly received: (message: FromRunner) => void;
  /** Told once for each runner, when nothing of it arrives any more. */
  readonly died: (reason: string) => void;
}

export class RunnerKeeper {
  readonly #options: RunnerKeeperOptions;
  /** Hashes of the programs that the runner holds, the latest last. */
  readonly #programs = new Set<string>();
  #connection: RunnerConnection | undefined;
  #hasAnswered = false;
  #isClosed = false;

  constructor(options: RunnerKeeperOptions) {
    this.#options = options;
  }

  /** Starts the runner unless it is there. */
  warmUp(): void {
    this.#connected();
  }

  /** Blocks this thread until something has arrived, or for so long. */
  waitSync(timeoutMs: number): void {
    const { waitSync } = this.#connected();
    if (!waitSync) throw new Error("a synchronous call needs a runner in a thread of its own");
    waitSync(timeoutMs);
  }

  call(program: Program, call: RunnerCall): void {
    const connection = this.#connected();
    connection.hold(true);
    if (!this.#programs.has(program.hash)) {
      connection.post({ kind: "load", program });
      this.#programs.add(program.hash);
      this.#unloadOldest(connection);
    }
    connection.post({ kind: "call", call });
  }

  cancel(callId: number): void {
    this.#connection?.post({ kind: "cancel", callId });
  }

  /** Nothing runs any more: the runner need not keep the process alive. */
  rest(): void {
    this.#connection?.hold(false);
  }

  /**
   * Ends the runner after a time unless `isOver` by then: stuck inside one instruction it
   * hears nothing, and with it goes what else it ran. The answer calls it off.
   */
  endIfStuck(afterMs: number, isOver: () => boolean, reason: string): () => void {
    const connection = this.#connection;
    if (!connection?.kill) return () => {};
    return this.#options.schedule(() => {
      // What has arrived while this thread was busy is no sign of being stuck.
      connection.waitSync?.(0);
      if (!isOver() && this.#connection === connection) connection.kill?.(reason);
    }, afterMs);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const connection = this.#connection;
    this.#forget();
    await connection?.close();
  }

  #connected(): RunnerConnection {
    if (this.#isClosed) throw new Error("the engine was disposed of");
    this.#connection ??= this.#start();
    return this.#connection;
  }

  #start(): RunnerConnection {
    this.#hasAnswered = false;
    const connection = this.#options.start({
      receive: (message) => {
        this.#hasAnswered = true;
        this.#options.received(message);
      },
      died: (reason) => {
        if (this.#connection !== connection) return;
        this.#forget();
        this.#options.died(reason);
        // One that never answered would die again.
        if (this.#hasAnswered && !this.#isClosed) this.warmUp();
      },
    });
    return connection;
  }

  #forget(): void {
    this.#connection = undefined;
    this.#programs.clear();
  }

  #unloadOldest(connection: RunnerConnection): void {
    for (const hash of this.#programs) {
      if (this.#programs.size <= MAX_PROGRAMS) return;
      connection.post({ kind: "unload", program: hash });
      this.#programs.delete(hash);
    }
  }
}

/** The snapshots that a user goes back and forth between while editing. */
const MAX_PROGRAMS = 4;
