/** How a call of the classic interface came out: a value, or the error of a model. */
import type { CallError, Value } from "../base";
import { callException } from "./callException";
import { hostResult } from "./hostResult";

type Settled =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CallError };

export class FunctionResult {
  readonly #settled: Settled;

  constructor(settled: Settled) {
    this.#settled = settled;
  }

  isOk(): boolean {
    return this.#settled.ok;
  }

  /** The value, or the error as an exception. Partial values are what the result holds already. */
  parsed(_allowPartials = false): unknown {
    if (!this.#settled.ok) throw callException(this.#settled.error);
    return hostResult(this.#settled.value);
  }
}

/** True for failures that the classic interface hands back as results: those of a model. */
export function isModelFailure({ kind }: CallError): boolean {
  return (
    kind === "llm_http" || kind === "finish_reason" || kind === "validation" || kind === "timeout"
  );
}
