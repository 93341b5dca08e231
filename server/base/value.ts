/**
 * Values as they stand outside a machine: arguments, results, what events record.
 *
 * A value is plain data. It can be structured-cloned to a worker and written to a
 * file, and it holds no reference into a running program.
 *
 * Invariant: a JavaScript `number` is always an **int**. A float is a `FloatValue`,
 * also when it is whole: `3` and `3.0` are different values of the language.
 */

export type Value =
  | null
  | boolean
  | string
  /** An int from −(2^53−1) to 2^53−1. */
  | number
  /** An int outside that range, within 64 signed bits (hosts may hand in wider ones). */
  | bigint
  | FloatValue
  | readonly Value[]
  | MapValue
  | InstanceValue
  | VariantValue
  | MediaValue
  | CheckedValue
  | OpaqueValue
  | TruncatedValue;

export interface FloatValue {
  readonly kind: "float";
  readonly value: number;
}

/** Entries in insertion order; keys are unique. */
export interface MapValue {
  readonly kind: "map";
  readonly entries: readonly (readonly [string, Value])[];
}

/** Fields in declaration order. */
export interface InstanceValue {
  readonly kind: "instance";
  readonly className: string;
  readonly fields: readonly (readonly [string, Value])[];
}

export interface VariantValue {
  readonly kind: "variant";
  readonly enumName: string;
  readonly name: string;
}

export type MediaKind = "image" | "audio" | "pdf" | "video";

export interface MediaValue {
  readonly kind: "media";
  readonly media: MediaKind;
  /** `file` holds a path relative to the file that named it. */
  readonly source: "url" | "base64" | "file";
  readonly content: string;
  readonly mimeType?: string;
  /** Set where a record left out the content, which is then empty. */
  readonly omitted?: { readonly bytes: number; readonly sha256: string };
}

/** A value with the results of its `@check`s. Consumers that do not care look through it. */
export interface CheckedValue {
  readonly kind: "checked";
  readonly value: Value;
  readonly checks: readonly CheckResult[];
}

export interface CheckResult {
  readonly name: string;
  /** The text between `{{` and `}}`, trimmed. */
  readonly expression: string;
  readonly passed: boolean;
}

/** What has no form of its own outside the machine, or outside the process that made it. */
export interface OpaqueValue {
  readonly kind: "opaque";
  readonly what:
    | "function"
    | "class"
    | "enum"
    | "future"
    | "promptAst"
    | "type"
    | "collector"
    | "resource"
    | "handle";
  /** The function's name, the type in BAML spelling, the collector's name. */
  readonly label?: string;
  /** The identity of a collector or handle within its process. */
  readonly id?: number;
}

/** Where a limit, or a cycle, cut a copied value short. Always shown, never taken for data. */
export interface TruncatedValue {
  readonly kind: "truncated";
  readonly what: "string" | "array" | "depth" | "cycle" | "bytes";
  /** UTF-8 bytes of the whole string, or of the bytes. */
  readonly bytes?: number;
  readonly chars?: number;
  /** The items that were left out. */
  readonly items?: number;
  readonly head?: string;
  /** For a cycle: how many levels up the value points. */
  readonly levels?: number;
}

export function float(value: number): FloatValue {
  return { kind: "float", value };
}

export function map(entries: readonly (readonly [string, Value])[]): MapValue {
  return { kind: "map", entries };
}

/** True for the kinds that are objects with a `kind`: not for null, scalars and arrays. */
export function isTagged(
  value: Value,
): value is Exclude<Value, null | boolean | string | number | bigint | readonly Value[]> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value without its check results, at every depth that is reached by checks alone. */
export function unchecked(value: Value): Exclude<Value, CheckedValue> {
  return isTagged(value) && value.kind === "checked" ? unchecked(value.value) : value;
}

/** An int as the language counts: wrapped to 64 signed bits, and a `number` when it fits one. */
export function intFromBigint(value: bigint): number | bigint {
  const wrapped = BigInt.asIntN(64, value);
  return wrapped >= MIN_SAFE && wrapped <= MAX_SAFE ? Number(wrapped) : wrapped;
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_SAFE = BigInt(Number.MIN_SAFE_INTEGER);
