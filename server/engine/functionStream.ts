/**
 * Partial values of one streamed call, for one reader: kept until they are read.
 */
import type { Value } from "../base";
import type { FunctionStream } from "./callOptions";
import type { PendingResult } from "./pendingCall";

export class PartialStream implements FunctionStream {
  readonly result: Promise<Value>;
  /** Given by the engine as soon as the call is admitted. */
  callId = 0;
  readonly #cancel: (callId: number) => void;
  readonly #waiting: Value[] = [];
  #settled: PendingResult | undefined;
  #finish: (settled: PendingResult) => void = () => {};
  #wake: () => void = () => {};

  constructor(cancel: (callId: number) => void) {
    this.#cancel = cancel;
    this.result = new Promise((resolve, reject) => {
      this.#finish = (settled) => (settled.ok ? resolve(settled.value) : reject(settled.failure));
    });
    // Who reads the partial values alone is told there; nobody has to read both.
    this.result.catch(() => {});
  }

  push(value: Value): void {
    this.#waiting.push(value);
    this.#wake();
  }

  settle(settled: PendingResult): void {
    this.#settled = settled;
    this.#finish(settled);
    this.#wake();
  }

  cancel(): void {
    this.#cancel(this.callId);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Value> {
    for (;;) {
      while (this.#waiting.length > 0) yield this.#waiting.shift()!;
      if (this.#settled) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (!this.#settled.ok) throw this.#settled.failure;
  }
}
