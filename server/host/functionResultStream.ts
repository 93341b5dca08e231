/** A streamed call of the classic interface: partial results to a listener, then the result. */
import { CallFailure } from "../base";
import type { FunctionStream } from "../engine";
import { toBamlError } from "./callException";
import { FunctionResult, isModelFailure } from "./functionResult";
import type { HostSpanManager } from "./hostSpanManager";

/** Told of each partial result; the first place is for errors and always null. */
export type StreamListener = (error: null, partial: FunctionResult) => void;

export class FunctionResultStream {
  readonly #stream: FunctionStream;
  #listener: StreamListener | undefined;
  #done: Promise<FunctionResult> | undefined;

  constructor(stream: FunctionStream, listener?: StreamListener | null) {
    this.#stream = stream;
    this.#listener = listener ?? undefined;
  }

  onEvent(listener?: StreamListener | null): void {
    this.#listener = listener ?? undefined;
  }

  /** Reads the stream to its end. */
  done(_ctx?: HostSpanManager | null): Promise<FunctionResult> {
    this.#done ??= this.#read();
    return this.#done;
  }

  async #read(): Promise<FunctionResult> {
    try {
      for await (const value of this.#stream) {
        this.#listener?.(null, new FunctionResult({ ok: true, value }));
      }
      return new FunctionResult({ ok: true, value: await this.#stream.result });
    } catch (error) {
      if (error instanceof CallFailure && isModelFailure(error.error)) {
        return new FunctionResult({ ok: false, error: error.error });
      }
      throw toBamlError(error);
    }
  }
}
