/** Seeded chance: the same seed makes the same choices. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.#next() * (to - from + 1));
  }

  /** True in one of so many cases. */
  oneIn(count: number): boolean {
    return this.int(1, count) === 1;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** Some of the items, in their order; at least so many. */
  some<T>(items: readonly T[], least = 0): readonly T[] {
    const count = this.int(Math.min(least, items.length), items.length);
    const left = [...items];
    while (left.length > count) left.splice(this.int(0, left.length - 1), 1);
    return left;
  }

  /** `count` results, each made anew. */
  many<T>(least: number, most: number, make: (index: number) => T): readonly T[] {
    return Array.from({ length: this.int(least, most) }, (_, index) => make(index));
  }

  /** mulberry32 */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
