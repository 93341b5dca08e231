/**
 * What an expression of a template stands for: a value of a type of the language, or one
 * of the few things that only templates have.
 *
 * Invariant: what cannot be known is `unchecked`, and silences whatever is asked of it.
 */
import { membersOf, type TypeLookup } from "../../types/expand";
import { namesInType } from "../../types/namesInType";
import {
  boolType,
  floatType,
  intType,
  listType,
  recoveryType,
  stringType,
  type Type,
} from "../../types/type";
import { typeText } from "../../types/typeText";
import { unionOf } from "../../types/unions";
import { baseOf } from "../../types/widening";

export type TemplateType =
  | { readonly kind: "value"; readonly type: Type }
  /** A list of known length: a tuple, or a list as it is written. */
  | { readonly kind: "row"; readonly columns: readonly Type[] }
  /** A list of rows: what `items` and `dictsort` give. */
  | { readonly kind: "rows"; readonly columns: readonly Type[] }
  /** The enum itself, as in `Mood.Up`. */
  | { readonly kind: "enum"; readonly name: string }
  | TemplateFunction
  /** `ctx`, `_` and what they hold. */
  | {
      readonly kind: "object";
      readonly name: string;
      readonly members: ReadonlyMap<string, TemplateType>;
    };

export interface TemplateFunction {
  readonly kind: "function";
  readonly name: string;
  readonly params: readonly TemplateParameter[];
  /** Keywords that are no parameters are welcome. */
  readonly takesMore: boolean;
  readonly returns: Type;
  /** Also means something without parentheses: a text. */
  readonly isText: boolean;
}

export interface TemplateParameter {
  readonly name: string;
  readonly type: Type;
  readonly isOptional: boolean;
}

export function ofType(type: Type): TemplateType {
  return { kind: "value", type };
}

export const unchecked = ofType(recoveryType);
export const text = ofType(stringType);
export const int = ofType(intType);
export const float = ofType(floatType);
export const bool = ofType(boolType);

/** What arithmetic gives when it may be either. */
export const numberType: Type = unionOf([intType, floatType]);

/** The type as the language knows it. */
export function typeOf(found: TemplateType): Type {
  switch (found.kind) {
    case "value":
      return found.type;
    case "row":
      return listType(joinOf(found.columns));
    case "rows":
      return listType(listType(joinOf(found.columns)));
    case "function":
      return found.isText ? stringType : recoveryType;
    case "enum":
    case "object":
      return recoveryType;
    default:
      return found satisfies never;
  }
}

/** What may be any of some types; of none, anything. */
export function joinOf(types: readonly Type[]): Type {
  return types.length === 0 ? recoveryType : unionOf(types);
}

/** The members of a union, or the type alone; none when something about it is unknown. */
export function checkedMembers(types: TypeLookup, type: Type): readonly Type[] {
  const members = membersOf(types, type);
  return members.some(({ kind }) => uncheckedKinds.has(kind)) ? [] : members;
}

const uncheckedKinds: ReadonlySet<Type["kind"]> = new Set([
  "recovery",
  "never",
  "unknown",
  "media",
  "function",
  "type",
  "void",
  "variable",
]);

/** The kind of a type, a literal counting as what it is one of. */
export function baseKind(type: Type): Type["kind"] {
  return type.kind === "literal" ? baseOf(type).kind : type.kind;
}

/** In the words of a diagnostic. */
export function describe(type: Type): string {
  return type === numberType ? "number" : typeText(type);
}

/** True for an alias that leads back to itself, such as `type Json = string | Json[]`. */
export function isRecursiveAlias(types: TypeLookup, type: Type): boolean {
  if (type.kind !== "named") return false;
  // A list of what is left to look at, since aliases can lead far.
  const names = new Set(namesBehind(types, type.name));
  for (const name of names) for (const next of namesBehind(types, name)) names.add(next);
  return names.has(type.name);
}

function namesBehind(types: TypeLookup, name: string): readonly string[] {
  const declared = types.typeNamed(name);
  return declared?.kind === "alias" ? namesInType(declared.type) : [];
}
