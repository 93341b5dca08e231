/**
 * Which manager is current: each traced call runs with one of its own, and asynchronous
 * work finds the one of the call that began it.
 *
 * Invariant: there is always a current manager. Outside of traced calls it is the base
 * manager of the process, or of the thread.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { HostSpanContext } from "../events";
import { HostSpanManager } from "./hostSpanManager";

/** A context as it travels to another thread or process: plain data. */
export type HostSpanContextJson = HostSpanContext;

export function currentManager(): HostSpanManager {
  return storage.getStore() ?? baseManager();
}

export function runWithManager<T>(manager: HostSpanManager, run: () => T): T {
  return storage.run(manager, run);
}

/** The current context from here on, up to the end of this asynchronous task. */
export function installManager(manager: HostSpanManager): void {
  storage.enterWith(manager);
}

/** A function that runs in the context of now, whoever calls it. */
export function bindContext<This, Args extends unknown[], Result>(
  fn: (this: This, ...args: Args) => Result,
): (this: This, ...args: Args) => Result {
  const manager = currentManager();
  return function (this: This, ...args: Args): Result {
    return storage.run(manager, () => fn.apply(this, args));
  };
}

/** Null outside of any span. */
export function exportContext(): HostSpanContextJson | null {
  const context = currentManager().hostSpanContext();
  return context && { ...context, callStack: [...context.callStack], tags: { ...context.tags } };
}

/** Runs inside a span of another thread or process: spans in there are below it. */
export function runWithContext<T>(context: HostSpanContextJson | null, run: () => T): T {
  const manager = context ? HostSpanManager.within(context) : new HostSpanManager();
  return storage.run(manager, run);
}

/** Of the innermost span; outside of any, of the spans to come. */
export function setTags(tags: Readonly<Record<string, unknown>>): void {
  currentManager().upsertTags(tags);
}

function baseManager(): HostSpanManager {
  base ??= new HostSpanManager();
  return base;
}

const storage = new AsyncLocalStorage<HostSpanManager>();
let base: HostSpanManager | undefined;
