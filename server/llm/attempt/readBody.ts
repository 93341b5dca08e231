/** The whole body of a response, as text where it is text. */
import type { TransportResponse } from "../transport/transport";
import type { TimeLimits } from "./timeLimits";

export interface WholeBody {
  /** What is not UTF-8 is replaced. */
  readonly text: string;
  /** What a record keeps: the text, or base64 of bytes that are not UTF-8. */
  readonly recorded: { readonly body: string; readonly encoding?: "base64" };
}

export async function readBody(
  response: TransportResponse,
  limits: TimeLimits,
): Promise<WholeBody> {
  const pieces: Uint8Array[] = [];
  const iterator = response.body[Symbol.asyncIterator]();
  for (;;) {
    const piece = await limits.race(iterator.next());
    if (piece.done) return wholeBody(pieces);
    pieces.push(piece.value);
  }
}

function wholeBody(pieces: readonly Uint8Array[]): WholeBody {
  const bytes = pieces.length === 1 ? pieces[0]! : joined(pieces);
  const text = utf8Text(bytes);
  if (text !== undefined) return { text, recorded: { body: text } };
  return {
    text: new TextDecoder().decode(bytes),
    recorded: { body: base64(bytes), encoding: "base64" },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Thrown for bytes that are not UTF-8, and for nothing else.
    return undefined;
  }
}

/** In pieces, because each byte is an argument; their length is a multiple of three. */
const BASE64_PIECE = 3 * 4096;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += BASE64_PIECE) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + BASE64_PIECE)));
  }
  return text;
}
