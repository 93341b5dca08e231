/** A streamed call as programs read it: partial values one by one, and the final one. */
import type { FunctionResultStream } from "./functionResultStream";
import type { HostSpanManager } from "./hostSpanManager";

export class BamlStream<Partial, Final> implements AsyncIterable<Partial> {
  readonly #partialOf: (value: unknown) => Partial;
  readonly #final: Promise<Final>;
  readonly #partials: unknown[] = [];
  #isOver = false;
  #wake: () => void = () => {};

  constructor(
    stream: FunctionResultStream,
    partialOf: (value: unknown) => Partial = (value) => value as Partial,
    finalOf: (value: unknown) => Final = (value) => value as Final,
    ctx?: HostSpanManager | null,
  ) {
    this.#partialOf = partialOf;
    stream.onEvent((_, partial) => {
      this.#partials.push(partial.parsed(true));
      this.#wake();
    });
    this.#final = stream
      .done(ctx)
      .then((result) => finalOf(result.parsed(false)))
      .finally(() => {
        this.#isOver = true;
        this.#wake();
      });
    // Who only iterates is told there.
    this.#final.catch(() => {});
  }

  /** Fails with the error of the call, after the values that came before it. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<Partial> {
    for (;;) {
      while (this.#partials.length > 0) yield this.#partialOf(this.#partials.shift());
      if (this.#isOver) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    await this.#final;
  }

  getFinalResponse(): Promise<Final> {
    return this.#final;
  }

  /** For a response of a web server: lines of JSON, each a `partial`, the `final` or an `error`. */
  toStreamable(): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    const line = (message: object): Uint8Array => encoder.encode(`${JSON.stringify(message)}\n`);
    return new ReadableStream<Uint8Array>({
      start: async (controller) => {
        try {
          for await (const partial of this) controller.enqueue(line({ partial }));
          controller.enqueue(line({ final: await this.#final }));
        } catch (error) {
          controller.enqueue(line({ error: streamedError(error) }));
        }
        controller.close();
      },
    });
  }
}

function streamedError(error: unknown): object {
  if (!(error instanceof Error)) return { type: "UnknownError", message: String(error) };
  return { ...error, type: error.name, message: error.message };
}
