/** Writes what is left of a trace when a process ends, however it ends short of a kill. */
import type { EventStore } from "./eventStore";

/** The part of `process` that tells of its end. */
export interface ExitEvents {
  on(event: "beforeExit" | "exit" | "uncaughtExceptionMonitor", run: () => void): unknown;
}

/** Installs no signal handlers, and changes nothing of how the process ends. */
export function flushAtExit(store: EventStore, process: ExitEvents): void {
  process.on("beforeExit", () => void store.flush());
  process.on("exit", () => void store.flushSync());
  process.on("uncaughtExceptionMonitor", () => void store.flushSync());
}
