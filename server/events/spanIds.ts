/**
 * Ids for spans, events and attempts: UUIDs of version 4, cut from a pool of random
 * bytes, because asking the system for 16 bytes at a time costs more than a span may.
 */

/** Fills the bytes with cryptographically random values. */
export type RandomFill = (bytes: Uint8Array) => void;

export type IdGenerator = () => string;

/** One refill gives 256 ids. */
export function pooledIds(fill: RandomFill = systemRandom): IdGenerator {
  const pool = new Uint8Array(POOL_IDS * ID_BYTES);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      fill(pool);
      at = 0;
    }
    const id = uuid(pool, at);
    at += ID_BYTES;
    return id;
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
  return Array.from(bytes, (byte) => hex[byte]).join("");
}

function uuid(bytes: Uint8Array, at: number): string {
  const byte = (index: number): string => hex[bytes[at + index]!]!;
  return (
    `${byte(0)}${byte(1)}${byte(2)}${byte(3)}-${byte(4)}${byte(5)}-` +
    `${hex[(bytes[at + 6]! & 0x0f) | 0x40]}${byte(7)}-` +
    `${hex[(bytes[at + 8]! & 0x3f) | 0x80]}${byte(9)}-` +
    `${byte(10)}${byte(11)}${byte(12)}${byte(13)}${byte(14)}${byte(15)}`
  );
}

function systemRandom(bytes: Uint8Array): void {
  globalThis.crypto.getRandomValues(bytes);
}

const POOL_IDS = 256;
const ID_BYTES = 16;
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
