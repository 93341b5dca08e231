/** How the calls of one function of the host are recorded, and how such a span begins. */
import { currentManager } from "./context";
import type { HostSpanManager } from "./hostSpanManager";

export interface SpanForm {
  readonly name: string;
  readonly argName: (index: number) => string;
  readonly capturesArgs: boolean;
  readonly capturesResult: boolean;
}

/** A clone of the current manager with one more span open. */
export function enteredManager(form: SpanForm, args: readonly unknown[]): HostSpanManager {
  const manager = currentManager().deepClone();
  const kept = form.capturesArgs ? args : [];
  manager.enter(form.name, kept, { argNames: kept.map((_, index) => form.argName(index)) });
  return manager;
}
