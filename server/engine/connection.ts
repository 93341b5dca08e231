/**
 * The line between the engine's front and a runner, wherever that lives.
 *
 * Invariant: messages arrive in the order in which they were sent, each once. After
 * `died` nothing arrives any more.
 */
import type { FromRunner, ToRunner } from "./protocol";

export interface RunnerConnection {
  post(message: ToRunner): void;
  /** While true, the runner keeps the process alive. */
  hold(isBusy: boolean): void;
  /** Blocks this thread until something arrived. Missing where that would wait for itself. */
  readonly waitSync?: (timeoutMs: number) => void;
  /** Stops the runner at once, whatever it does; it reports its death. Missing where that cannot be. */
  readonly kill?: (reason: string) => void;
  close(): Promise<void>;
}

export interface RunnerListener {
  receive(message: FromRunner): void;
  died(reason: string): void;
}

export type StartRunner = (listener: RunnerListener) => RunnerConnection;
