/**
 * Ids for spans, events and attempts: UUIDs of version 4, cut from a pool of random
 * bytes, because asking the system for 16 bytes at a time costs more than a span may.
 */

/** Fills the bytes with cryptographically random values. */
export type RandomFill = (bytes: Uint8Array) => void;

export type IdGenerator = () => string;

/** One refill gives 256 ids, which are pieces of one text. */
export function pooledIds(fill: RandomFill = systemRandom): IdGenerator {
  const random = new Uint8Array(POOL_IDS * ID_BYTES);
  const text = new Uint8Array(POOL_IDS * ID_CHARS);
  let pool = "";
  let at = 0;
  return () => {
    if (at === pool.length) {
      fill(random);
      for (let index = 0; index < POOL_IDS; index++) writeUuid(random, index, text);
      pool = ascii.decode(text);
      at = 0;
    }
    at += ID_CHARS;
    return pool.slice(at - ID_CHARS, at);
  };
}

/** For tests and goldens: readable ids that are the same on every run. */
export function countedIds(prefix = "00000000"): IdGenerator {
  let count = 0;
  return () => `${prefix}-0000-4000-8000-${(++count).toString(16).padStart(12, "0")}`;
}

/** Eight hexadecimal characters that tell one process instance from another. */
export function newWriterId(fill: RandomFill = systemRandom): string {
  const bytes = new Uint8Array(4);
  fill(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx` */
function writeUuid(random: Uint8Array, index: number, text: Uint8Array): void {
  let at = index * ID_CHARS;
  for (let place = 0; place < ID_BYTES; place++) {
    let byte = random[index * ID_BYTES + place]!;
    if (place === 6) byte = (byte & 0x0f) | 0x40;
    if (place === 8) byte = (byte & 0x3f) | 0x80;
    if (place === 4 || place === 6 || place === 8 || place === 10) text[at++] = HYPHEN;
    text[at++] = hexDigits.charCodeAt(byte >> 4);
    text[at++] = hexDigits.charCodeAt(byte & 0x0f);
  }
}

function systemRandom(bytes: Uint8Array): void {
  globalThis.crypto.getRandomValues(bytes);
}

const POOL_IDS = 256;
const ID_BYTES = 16;
const ID_CHARS = 36;
const HYPHEN = 45;
const hexDigits = "0123456789abcdef";
const ascii = new TextDecoder("latin1");
