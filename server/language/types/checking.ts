/**
 * The state of checking one item: what was found so far, and where in the item the checker
 * stands. Every function of the checker takes it first.
 *
 * Invariant: an expression is visited once, so nothing is reported twice.
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { Scope } from "../names/scope";
import type { SyntaxNode, Token } from "../syntax/tree";
import type { CheckedItem, CheckedPattern, Local, Meaning } from "./checkedItem";
import type { Environment } from "./environment";
import { afterPossible, branchOf, type Flow, startFlow } from "./flow";
import type { TypeParameters } from "./lowerType";
import type { Required } from "./requirement";
import type { Facts } from "./throwFacts";
import type { Type } from "./type";

/** A local while its body is checked. */
export interface Variable extends Local {
  /** Changes once, when a container that started empty gets its first element. */
  type: Type;
  /** Set until then. */
  startsEmpty?: "list" | "map";
  /** What a catch binding may hold. */
  facts?: Facts;
}

/** A function, a method or the value of a constant: what is checked as one body. */
export interface Body {
  /** `Parse`, `Person.greet` or the name of a constant. */
  readonly key: string;
  /** What `return` must deliver; undefined in a constant. */
  readonly returns?: Required;
  readonly callees: Set<string>;
  readonly constants: Set<string>;
  loopDepth: number;
  /** What may be thrown and is not caught; replaced while a `catch` collects its own. */
  thrown: Set<string>;
  /** Holds a `return`. */
  mayReturn: boolean;
  /** Set at the end: no path returns. */
  diverges: boolean;
}

export class Checking {
  readonly node: SyntaxNode;
  #environment: Environment;
  /** The `T` of the class around, which are `unknown`. */
  typeParameters: TypeParameters = new Set();
  flow: Flow = startFlow;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #types = new Map<SyntaxNode, Type>();
  readonly #meanings = new Map<Token, Meaning>();
  readonly #patterns = new Map<SyntaxNode, CheckedPattern>();
  readonly #floats = new Set<SyntaxNode>();
  #scope = new Scope<Variable>();
  #scopeEnd: number;
  #body: Body = newBody("");

  constructor(node: SyntaxNode, environment: Environment) {
    this.node = node;
    this.#environment = environment;
    this.#scopeEnd = node.end;
  }

  get environment(): Environment {
    return this.#environment;
  }

  get body(): Body {
    return this.#body;
  }

  /** Everything that was found; nothing may be recorded any more. */
  finish(): CheckedItem {
    const types = this.#types;
    const patterns = this.#patterns;
    const floats = this.#floats;
    const meanings = this.#meanings;
    return {
      node: this.node,
      diagnostics: this.#diagnostics,
      meanings,
      typeOf: (expression) => types.get(expression),
      meaningOf: (word) => meanings.get(word),
      patternOf: (pattern) => patterns.get(pattern),
      becomesFloat: (expression) => floats.has(expression),
    };
  }

  report(diagnostic: Diagnostic): void {
    this.#diagnostics.push(diagnostic);
  }

  recordType(expression: SyntaxNode, type: Type): void {
    this.#types.set(expression, type);
  }

  typeOf(expression: SyntaxNode): Type | undefined {
    return this.#types.get(expression);
  }

  recordMeaning(word: Token, meaning: Meaning): void {
    this.#meanings.set(word, meaning);
  }

  meaningOf(word: Token | undefined): Meaning | undefined {
    return word && this.#meanings.get(word);
  }

  recordPattern(pattern: SyntaxNode, checked: CheckedPattern): void {
    this.#patterns.set(pattern, checked);
  }

  recordFloat(expression: SyntaxNode): void {
    this.#floats.add(expression);
  }

  /** Runs `action` as the check of one body, and answers what was collected. */
  inBody(body: Body, action: () => void): Body {
    const outer = this.#body;
    this.#body = body;
    this.flow = startFlow;
    action();
    body.diverges = this.flow.diverged && !body.mayReturn;
    this.#body = outer;
    return body;
  }

  /** Runs `action` in a project that knows more than the real one. */
  inEnvironment(environment: Environment, action: () => void): void {
    const outer = this.#environment;
    this.#environment = environment;
    action();
    this.#environment = outer;
  }

  /** Runs `action` in a scope of its own, which ends where the node does. */
  inScope<T>(node: SyntaxNode, action: () => T): T {
    const outer = this.#scope;
    const outerEnd = this.#scopeEnd;
    this.#scope = new Scope(outer);
    this.#scopeEnd = node.end;
    const result = action();
    this.#scope = outer;
    this.#scopeEnd = outerEnd;
    return result;
  }

  declare(
    declaration: Token,
    variable: Omit<Variable, "name" | "declaration" | "scope">,
  ): Variable {
    const scope: TextRange = { start: declaration.end, end: this.#scopeEnd };
    const declared: Variable = { ...variable, name: declaration.text, declaration, scope };
    this.#scope.declare(declared.name, declared);
    this.recordMeaning(declaration, { kind: "local", local: declared, use: "declare" });
    return declared;
  }

  find(name: string): Variable | undefined {
    return this.#scope.find(name);
  }

  visibleNames(): readonly string[] {
    return [...this.#scope.visible()].map((variable) => variable.name);
  }

  /** The type of a local at this point. */
  typeOfLocal(local: Local): Type {
    return this.flow.narrowed.get(local) ?? local.type;
  }

  /** Runs `action` from a given flow, and answers the flow at its end; the own one stays. */
  branch(start: Flow, action: () => void): Flow {
    const before = this.flow;
    this.flow = branchOf(start);
    action();
    const end = this.flow;
    this.flow = before;
    return end;
  }

  /** Runs what may happen partly or not at all: only what it assigned is known to change. */
  possibly(start: Flow, action: () => void): Flow {
    const end = this.branch(start, action);
    this.flow = afterPossible(this.flow, end);
    return end;
  }

  /** Runs `action` and answers what it may throw, which is not added to the body's own. */
  collectThrown(action: () => void): Set<string> {
    const outer = this.#body.thrown;
    this.#body.thrown = new Set();
    action();
    const thrown = this.#body.thrown;
    this.#body.thrown = outer;
    return thrown;
  }

  addThrown(facts: Iterable<string>): void {
    for (const fact of facts) this.#body.thrown.add(fact);
  }
}

export function newBody(key: string, returns?: Required): Body {
  const collected = { callees: new Set<string>(), constants: new Set<string>() };
  const state = { loopDepth: 0, thrown: new Set<string>(), mayReturn: false, diverges: false };
  return { key, ...(returns && { returns }), ...collected, ...state };
}
