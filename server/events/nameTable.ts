/** Names as small numbers, which never change. The first is empty. */
export class NameTable {
  readonly #names: string[] = [""];
  readonly #ids = new Map<string, number>([["", 0]]);

  get names(): readonly string[] {
    return this.#names;
  }

  idOf(name: string): number {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.#names.push(name) - 1;
      this.#ids.set(name, id);
    }
    return id;
  }
}
