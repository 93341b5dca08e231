/**
 * The names that a template sees, innermost first.
 *
 * Invariant: assigning never reaches an outer scope; only namespaces carry values out.
 */
import { invalidOperation } from "./failure";
import type { TemplateValue } from "./value";

export class Scope {
  readonly #variables: Map<string, TemplateValue>;
  readonly #parent: Scope | undefined;
  readonly #nesting: { depth: number };

  constructor(variables: Iterable<readonly [string, TemplateValue]> = [], parent?: Scope) {
    this.#variables = new Map(variables);
    this.#parent = parent;
    this.#nesting = parent ? parent.#nesting : { depth: 0 };
  }

  lookup(name: string): TemplateValue {
    for (let scope: Scope | undefined = this; scope; scope = scope.#parent) {
      if (scope.#variables.has(name)) return scope.#variables.get(name);
    }
    return undefined;
  }

  set(name: string, value: TemplateValue): void {
    this.#variables.set(name, value);
  }

  /** A scope inside this one. */
  inner(variables: Iterable<readonly [string, TemplateValue]> = []): Scope {
    return new Scope(variables, this);
  }

  /** Runs what can call itself, up to a depth that the stack surely holds. */
  nested<T>(run: () => T): T {
    if (this.#nesting.depth >= MAX_DEPTH) throw invalidOperation("recursion limit exceeded");
    this.#nesting.depth++;
    try {
      return run();
    } finally {
      this.#nesting.depth--;
    }
  }
}

/** Macro calls and recursive loops that are under way; MiniJinja allows about as many. */
const MAX_DEPTH = 100;
