/** A scope of local names: what a block, an arm or a loop declares, inside what is around it. */
export class Scope<T> {
  readonly #names = new Map<string, T>();
  readonly #around: Scope<T> | undefined;

  constructor(around?: Scope<T>) {
    this.#around = around;
  }

  /** A name declared again in the same scope hides the first one from here on. */
  declare(name: string, value: T): void {
    this.#names.set(name, value);
  }

  /** The innermost declaration. */
  find(name: string): T | undefined {
    return this.#names.get(name) ?? this.#around?.find(name);
  }

  /** All that can be seen, the innermost first; a hidden name is left out. */
  *visible(): Generator<T> {
    const seen = new Set<string>();
    for (let scope: Scope<T> | undefined = this; scope; scope = scope.#around) {
      for (const [name, value] of scope.#names) {
        if (!seen.has(name)) yield value;
        seen.add(name);
      }
    }
  }
}
