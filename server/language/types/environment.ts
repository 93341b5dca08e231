/**
 * All that the checker of one item may ask about the rest of the project.
 *
 * Invariant: every answer is compared by identity later. As long as the same questions get
 * the same objects, an item need not be checked again.
 */
import type { Effects } from "./effects";
import type { TypeSignature, ValueSignature } from "./signature";
import type { Type } from "./type";

export interface Environment {
  /** A class, enum or alias, builtin ones included. */
  typeNamed(name: string): TypeSignature | undefined;
  /** A function, template string or constant of the project. */
  valueNamed(name: string): ValueSignature | undefined;
  /** The type of a constant without an annotation. */
  constantType(name: string): Type;
  /** What a call of a function or method may throw, and whether it returns at all. */
  effectsOf(functionKey: string): Effects;
  /** The names that a misspelled one could have meant. */
  namesOf(space: NameSpace): readonly string[];
}

export type NameSpace =
  | "types"
  | "values"
  | "clients"
  | "retryPolicies"
  /** What the generators of the project write, as in `python/pydantic`. */
  | "outputTypes";
