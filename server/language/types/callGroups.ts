/**
 * Groups of functions that lead back to one another through calls. Each part of the call
 * graph is looked at once, as long as the calls stay as they are.
 */
import { stronglyConnected, type Targets } from "./graph";

export class CallGroups {
  readonly #callees: Targets;
  /** By member; an empty group for a function that does not lead back to itself. */
  readonly #known = new Map<string, readonly string[]>();

  constructor(callees: Targets) {
    this.#callees = callees;
  }

  /** The functions on a cycle with this one, itself included; none when it is on no cycle. */
  of(key: string): readonly string[] {
    if (!this.#known.has(key)) this.#explore(key);
    return this.#known.get(key)!;
  }

  /** The calls have changed. */
  forget(): void {
    this.#known.clear();
  }

  /** What is known already cannot lead back to what is not. */
  #explore(key: string): void {
    const unknownCallees = (name: string) =>
      this.#callees(name).filter((callee) => !this.#known.has(callee));
    for (const group of stronglyConnected([key], unknownCallees)) {
      const isCycle = 1 < group.length || this.#callees(group[0]!).includes(group[0]!);
      for (const member of group) this.#known.set(member, isCycle ? group : []);
    }
  }
}
