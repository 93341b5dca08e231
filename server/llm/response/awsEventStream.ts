/**
 * The event stream of Amazon: binary messages, each with its length, headers, a payload and
 * two checksums. A message that does not match them ends the stream.
 */
import type { EventDecoder, ServerEvent } from "./eventDecoder";

export class BrokenEventStream extends Error {}

export class AwsEventStream implements EventDecoder {
  #bytes = new Uint8Array(0);

  push(bytes: Uint8Array): readonly ServerEvent[] {
    this.#bytes = joined(this.#bytes, bytes);
    const events: ServerEvent[] = [];
    let start = 0;
    for (;;) {
      const length = messageLength(this.#bytes.subarray(start));
      if (length === undefined || this.#bytes.length - start < length) break;
      events.push(readMessage(this.#bytes.subarray(start, start + length)));
      start += length;
    }
    this.#bytes = this.#bytes.slice(start);
    return events;
  }

  end(): readonly ServerEvent[] {
    if (this.#bytes.length > 0) throw new BrokenEventStream("the stream ends within an event");
    return [];
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Total length, length of the headers, checksum of the two; after the payload one more checksum. */
const PRELUDE = 12;
const CHECKSUM = 4;
/** No event of a model comes near it. A length beyond it is no length. */
const MAX_LENGTH = 16 * 1024 * 1024;

function messageLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < PRELUDE) return undefined;
  const view = viewOf(bytes);
  const length = view.getUint32(0);
  if (view.getUint32(8) !== crc32(bytes.subarray(0, 8)) || length > MAX_LENGTH) {
    throw new BrokenEventStream("the stream holds something that is no event");
  }
  if (length < PRELUDE + view.getUint32(4) + CHECKSUM) {
    throw new BrokenEventStream("the headers of an event are longer than the event");
  }
  return length;
}

function readMessage(bytes: Uint8Array): ServerEvent {
  const view = viewOf(bytes);
  const payloadEnd = bytes.length - CHECKSUM;
  if (view.getUint32(payloadEnd) !== crc32(bytes.subarray(0, payloadEnd))) {
    throw new BrokenEventStream("an event does not match its checksum");
  }
  const headersEnd = PRELUDE + view.getUint32(4);
  const headers = readHeaders(bytes.subarray(PRELUDE, headersEnd));
  const event = headers.get(":event-type") ?? headers.get(":exception-type") ?? "";
  return { event, id: "", data: utf8.decode(bytes.subarray(headersEnd, payloadEnd)) };
}

const utf8 = new TextDecoder();

function readHeaders(bytes: Uint8Array): ReadonlyMap<string, string> {
  try {
    return textHeaders(bytes);
  } catch (error) {
    // A length within a header leads out of the headers.
    if (error instanceof RangeError) throw new BrokenEventStream("an event has broken headers");
    throw error;
  }
}

/** Those that are texts; the others are stepped over. */
function textHeaders(bytes: Uint8Array): ReadonlyMap<string, string> {
  const view = viewOf(bytes);
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + view.getUint8(at);
    const name = utf8.decode(bytes.subarray(at + 1, nameEnd));
    const type = view.getUint8(nameEnd);
    const start = nameEnd + 1;
    if (type === TEXT || type === BYTES) {
      const end = start + 2 + view.getUint16(start);
      if (type === TEXT) headers.set(name, utf8.decode(bytes.subarray(start + 2, end)));
      at = end;
    } else {
      at = start + (fixedLengths[type] ?? 0);
    }
  }
  return headers;
}

const BYTES = 6;
const TEXT = 7;
/** True, false, byte, short, int, long; then time and UUID. */
const fixedLengths: Readonly<Record<number, number>> = {
  0: 0,
  1: 0,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  8: 8,
  9: 16,
};

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** As in ISO 3309, which gzip and PNG use too. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const crcTable: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});
