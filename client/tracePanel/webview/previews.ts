/**
 * Asks for the previews of rows as they come on screen, once scrolling has paused for a
 * moment, and for each row once until it changes.
 */
export class Previews {
  readonly #asked = new Set<number>();
  readonly #ask: (rows: readonly number[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: (rows: readonly number[]) => void) {
    this.#ask = ask;
  }

  /** These rows have changed: what was said of them no longer holds. */
  changed(rows: Iterable<number>): void {
    for (const row of rows) this.#asked.delete(row);
  }

  forget(): void {
    this.#asked.clear();
  }

  /** `shown` is looked at when the moment has passed, for scrolling may go on. */
  soon(shown: () => Iterable<number>): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const missing = [...shown()].filter((row) => !this.#asked.has(row));
      for (const row of missing) this.#asked.add(row);
      if (missing.length > 0) this.#ask(missing);
    }, PAUSE_MS);
  }
}

const PAUSE_MS = 50;
