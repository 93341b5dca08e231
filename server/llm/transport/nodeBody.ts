/** The body of a Node response as bytes that are read one piece after another. */
import type { IncomingMessage } from "node:http";
import * as zlib from "node:zlib";
import { TransportError } from "./transport";

/** Leaving early closes the connection; so does a body that grows too large. */
export function responseBody(
  message: IncomingMessage,
  maxBytes: number,
): AsyncIterable<Uint8Array> {
  // Node raises an error that nobody listens to as a fault of the process, also after
  // whoever read the body has gone.
  message.on("error", () => {});
  return { [Symbol.asyncIterator]: () => new BodyIterator(message, maxBytes) };
}

class BodyIterator implements AsyncIterator<Uint8Array, undefined> {
  readonly #message: IncomingMessage;
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(message: IncomingMessage, maxBytes: number) {
    this.#message = message;
    this.#pieces = decompressed(message)[Symbol.asyncIterator]();
    this.#maxBytes = maxBytes;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const piece = await this.#nextPiece();
    if (piece.done) return { done: true, value: undefined };
    this.#bytes += piece.value.byteLength;
    if (this.#bytes <= this.#maxBytes) return piece;
    this.#close();
    throw new TransportError("tooLarge", `the body is larger than ${this.#maxBytes} bytes`);
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#close();
    return { done: true, value: undefined };
  }

  #close(): void {
    this.#message.destroy();
    // What unpacks the body ends with it. A read that is under way rejects, to nobody.
    this.#pieces.return?.().catch(() => {});
  }

  async #nextPiece(): Promise<IteratorResult<Uint8Array>> {
    try {
      return await this.#pieces.next();
    } catch (error) {
      throw new TransportError("reset", error instanceof Error ? error.message : String(error));
    }
  }
}

/** We ask for no compression; some servers compress all the same. */
function decompressed(message: IncomingMessage): AsyncIterable<Uint8Array> {
  const decoder = decoderFor(message.headers["content-encoding"]);
  if (decoder === undefined) return message;
  message.on("error", (error) => decoder.destroy(error));
  return message.pipe(decoder);
}

function decoderFor(encoding: string | undefined): zlib.Gunzip | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return zlib.createGunzip();
    case "deflate":
      return zlib.createInflate();
    case "br":
      return zlib.createBrotliDecompress();
    default:
      return undefined;
  }
}
