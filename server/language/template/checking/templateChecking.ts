/**
 * The state of checking one template: what was found so far, and which names and facts
 * hold where the checker stands.
 *
 * Invariant: a state is a value, so branches start from the same one and are joined. An
 * expression is visited once, so nothing is reported twice.
 */
import type { TemplateExpression, TextRange } from "../../../base";
import type { Diagnostic } from "../../diagnostics";
import type { Environment } from "../../types/environment";
import type { Type } from "../../types/type";
import type { ConditionEffect } from "./conditions";
import { joinOf, ofType, type TemplateType, typeOf, unchecked } from "./templateType";

/** What is known at a place of the template. */
export interface TemplateState {
  /** Parameters, and what `for`, `set` and `macro` brought in. */
  readonly names: ReadonlyMap<string, TemplateType>;
  readonly facts: Facts;
}

/** The types of names and paths, such as `pet` and `pet.owner`, that conditions narrowed. */
export type Facts = ReadonlyMap<string, Type>;

export const noFacts: Facts = new Map();

type Problem = Pick<Diagnostic, "code" | "range" | "message" | "hint" | "suggestions">;

export class TemplateChecking {
  readonly environment: Environment;
  state: TemplateState;
  /** Of conditions that were asked for it: chains of them are asked over and over. */
  readonly effects = new Map<TemplateExpression, ConditionEffect>();
  readonly #source: string;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #types = new Map<TemplateExpression, TemplateType>();
  #depth = 0;

  constructor(source: string, environment: Environment, names: ReadonlyMap<string, TemplateType>) {
    this.#source = source;
    this.environment = environment;
    this.state = { names, facts: noFacts };
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** Every problem of a template is a warning (7.1). */
  report({ code, range, message, hint, suggestions }: Problem): void {
    this.#diagnostics.push({
      code,
      severity: "warning",
      range,
      message,
      ...(hint && { hint }),
      ...(suggestions && suggestions.length > 0 && { suggestions }),
    });
  }

  /** Operators and postfixes in a row nest without end; what is too deep is not looked at. */
  nested(action: () => TemplateType): TemplateType {
    if (MAX_DEPTH <= this.#depth) return unchecked;
    this.#depth++;
    const result = action();
    this.#depth--;
    return result;
  }

  /** An expression as it is written, in one line. */
  textOf({ start, end }: TextRange): string {
    return this.#source.slice(start, end).replace(/\s+/g, " ");
  }

  record(expression: TemplateExpression, type: TemplateType): void {
    this.#types.set(expression, type);
  }

  /** False for what was too deep to look at. */
  wasVisited(expression: TemplateExpression): boolean {
    return this.#types.has(expression);
  }

  /** Of an expression that was visited. */
  typeAt(expression: TemplateExpression): TemplateType {
    return this.#types.get(expression) ?? unchecked;
  }

  /** A new meaning ends what was known of the name before. */
  declare(name: string, type: TemplateType): void {
    const names = new Map(this.state.names).set(name, type);
    this.state = { names, facts: without(this.state.facts, name) };
  }

  assume(facts: Facts): void {
    if (facts.size === 0) return;
    this.state = { ...this.state, facts: new Map([...this.state.facts, ...facts]) };
  }

  /** Runs `action` from the state as it is, and answers the state at its end; the own one stays. */
  branch<T>(facts: Facts, action: () => T): readonly [T, TemplateState] {
    const before = this.state;
    this.assume(facts);
    const result = action();
    const end = this.state;
    this.state = before;
    return [result, end];
  }

  /** Goes on behind branches that began where the checker stands. */
  join(ends: readonly TemplateState[]): void {
    const assigned = new Set(ends.flatMap((end) => this.#assignedIn(end)));
    for (const name of assigned) {
      this.declare(name, joined(ends.flatMap((end) => end.names.get(name) ?? [])));
    }
  }

  #assignedIn({ names }: TemplateState): readonly string[] {
    const before = this.state.names;
    if (names === before) return [];
    return [...names.keys()].filter((name) => names.get(name) !== before.get(name));
  }
}

const MAX_DEPTH = 500;

function joined(types: readonly TemplateType[]): TemplateType {
  const [first, ...others] = types;
  if (!first || others.every((other) => other === first)) return first ?? unchecked;
  return ofType(joinOf(types.map(typeOf)));
}

function without(facts: Facts, name: string): Facts {
  const kept = [...facts].filter(([path]) => path !== name && !path.startsWith(`${name}.`));
  return kept.length === facts.size ? facts : new Map(kept);
}
