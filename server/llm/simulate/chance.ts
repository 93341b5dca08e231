/**
 * Chance that repeats itself: the same seed gives the same numbers, and a seed made of the
 * way to a value gives that value whatever stands beside it.
 */
export class Chance {
  #state: number;

  constructor(readonly seed: string) {
    this.#state = hash(seed);
  }

  /** Chance for a part of what this one is for. */
  at(step: string | number): Chance {
    return new Chance(`${this.seed}/${step}`);
  }

  /** From 0 up to, and without, 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  /** One of several; there must be one. */
  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)]!;
  }
}

/** FNV-1a, over UTF-16 units. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  return state | 0;
}
