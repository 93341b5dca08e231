/**
 * Whose turn it is in each round-robin client of one engine.
 *
 * Invariant: the only state that outlives a call in `llm`.
 */
export class RoundRobin {
  readonly #turns = new Map<string, number>();

  /** The index whose turn it is, without taking it. Without a `start`, the first turn is 0. */
  peek(client: string, members: number, start = 0): number {
    const turn = this.#turns.get(client) ?? start;
    return ((turn % members) + members) % members;
  }

  /** The index whose turn it is; the turn passes on. */
  take(client: string, members: number, start = 0): number {
    const index = this.peek(client, members, start);
    this.#turns.set(client, index + 1);
    return index;
  }
}
