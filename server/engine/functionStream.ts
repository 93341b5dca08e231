/**
 * Partial values of one streamed call, for one reader: kept until they are read.
 */
import type { Value } from "../base";
import type { FunctionStream } from "./callOptions";

export class PartialStream implements FunctionStream {
  readonly callId: number;
  readonly result: Promise<Value>;
  readonly #cancel: () => void;
  readonly #waiting: Value[] = [];
  #hasEnded = false;
  #wake: () => void = () => {};

  constructor(callId: number, result: Promise<Value>, cancel: () => void) {
    this.callId = callId;
    this.result = result;
    this.#cancel = cancel;
    const end = (): void => {
      this.#hasEnded = true;
      this.#wake();
    };
    // Either way the iteration ends; whoever reads the result sees which.
    result.then(end, end);
  }

  push(value: Value): void {
    this.#waiting.push(value);
    this.#wake();
  }

  cancel(): void {
    this.#cancel();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Value> {
    for (;;) {
      while (this.#waiting.length > 0) yield this.#waiting.shift()!;
      if (this.#hasEnded) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    await this.result;
  }
}
