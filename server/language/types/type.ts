/**
 * Types as the checker thinks of them: plain data, compared by structure.
 *
 * Invariant: a type knows no syntax and no item. A class, enum or alias is its name, and
 * whoever must know more asks an `Environment`. So the signature of an item is worked out
 * from that item alone, and stays the same object when only others change.
 */
import type { MediaKind } from "../../base";

export type Type =
  | SimpleType
  | LiteralType
  | MediaType
  | NamedType
  | OptionalType
  | ListType
  | MapType
  | UnionType
  | FunctionType
  | TypeVariable;

export interface SimpleType {
  readonly kind:
    | "int"
    | "float"
    | "string"
    | "bool"
    | "null"
    /** No value at all: the bottom. */
    | "never"
    /** Accepts everything, usable as nothing specific: the top. */
    | "unknown"
    /** A type as a value: builtins only. */
    | "type"
    /** Of a block without a tail. Not writable. */
    | "void"
    /** What is left after a mistake: fits everywhere, so that one mistake is one diagnostic. */
    | "recovery";
}

export interface LiteralType {
  readonly kind: "literal";
  /** An int is a number, or a bigint beyond 2^53, as in values. */
  readonly value: string | number | bigint | boolean;
  /** Set when it comes from an expression, not from a written type: unions of it are widened. */
  readonly fresh?: true;
}

export interface MediaType {
  readonly kind: "media";
  /** `any` is the parameter of builtins that take every medium. */
  readonly media: MediaKind | "any";
}

/** A class, enum or alias of the project, or a builtin such as `baml.http.Request`. */
export interface NamedType {
  readonly kind: "named";
  readonly name: string;
}

export interface OptionalType {
  readonly kind: "optional";
  readonly inner: Type;
}

export interface ListType {
  readonly kind: "list";
  readonly item: Type;
}

export interface MapType {
  readonly kind: "map";
  readonly key: Type;
  readonly value: Type;
}

/** At least two members, flat, without exact duplicates, as written. */
export interface UnionType {
  readonly kind: "union";
  readonly members: readonly Type[];
}

export interface FunctionType {
  readonly kind: "function";
  readonly params: readonly ParamType[];
  readonly returns: Type;
}

export interface ParamType {
  /** Documentation only: missing in `(int) -> int`. */
  readonly name?: string;
  readonly type: Type;
  /** May be left out of a call: some builtins only, and only at the end. */
  readonly optional?: true;
}

/** `T` in the signature of a builtin; never in a checked program. */
export interface TypeVariable {
  readonly kind: "variable";
  readonly name: string;
}

export const intType: Type = { kind: "int" };
export const floatType: Type = { kind: "float" };
export const stringType: Type = { kind: "string" };
export const boolType: Type = { kind: "bool" };
export const nullType: Type = { kind: "null" };
export const neverType: Type = { kind: "never" };
export const unknownType: Type = { kind: "unknown" };
export const metaType: Type = { kind: "type" };
export const voidType: Type = { kind: "void" };
export const recoveryType: Type = { kind: "recovery" };

export function literalType(value: LiteralType["value"]): Type {
  return { kind: "literal", value };
}

export function freshLiteral(value: LiteralType["value"]): Type {
  return { kind: "literal", value, fresh: true };
}

export function mediaType(media: MediaType["media"]): Type {
  return { kind: "media", media };
}

export function namedType(name: string): Type {
  return { kind: "named", name };
}

/** `T??` is `T?`. */
export function optionalType(inner: Type): Type {
  return inner.kind === "optional" ? inner : { kind: "optional", inner };
}

export function listType(item: Type): Type {
  return { kind: "list", item };
}

export function mapType(key: Type, value: Type): Type {
  return { kind: "map", key, value };
}

export function functionType(params: readonly ParamType[], returns: Type): Type {
  return { kind: "function", params, returns };
}

export function typeVariable(name: string): Type {
  return { kind: "variable", name };
}
