/**
 * Values inside a machine.
 *
 * An int is a JavaScript number within ±(2^53−1), or a bigint outside; so the common
 * arithmetic is that of the hardware, and the rest is still exact. A float is boxed,
 * because `3` and `3.0` differ also when they flow through a union or a container.
 * Arrays and maps are JavaScript's own, an instance holds its fields by slot.
 *
 * Invariant: a bigint is never within ±(2^53−1), a number is never −0, NaN or a
 * fraction. So equal ints are `===`, and no operation asks twice what it holds.
 *
 * Invariant: one object for each enum variant, function and handle of an image or a
 * machine: the language compares them by identity.
 */
import type { FloatValue, MediaKind, OpaqueValue } from "../base";
import type { VmFunction } from "./function";

export type VmValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | VmFloat
  | VmArray
  | VmMap
  | VmInstance
  | VmVariant
  | VmFunction
  | VmMedia
  | VmHandle
  | VmPanicText;

export type VmArray = VmValue[];
export type VmMap = Map<string, VmValue>;

export class VmFloat {
  constructor(readonly value: FloatValue["value"]) {}
}

/** A class as instances see it. Instances are of one class when `declared` is one object. */
export class VmClass {
  readonly slots: ReadonlyMap<string, number>;
  /** The fields of an instance that has none yet, to be copied. */
  readonly blank: readonly VmValue[];
  /** Itself; or, when fields were added at run time, the class that the program declares. */
  readonly declared: VmClass;

  constructor(
    readonly name: string,
    /** In declaration order; slots are indices into it, hidden ones last. */
    readonly fields: readonly string[],
    /** How many of `fields` users see. */
    readonly visible: number = fields.length,
    declared?: VmClass,
  ) {
    this.slots = new Map(fields.map((field, slot) => [field, slot]));
    this.blank = fields.map(() => null);
    this.declared = declared ?? this;
  }
}

export class VmInstance {
  constructor(
    readonly cls: VmClass,
    readonly fields: VmValue[],
  ) {}
}

export class VmVariant {
  constructor(
    readonly enumName: string,
    readonly name: string,
  ) {}
}

export class VmMedia {
  constructor(
    readonly media: MediaKind,
    readonly source: "url" | "base64" | "file",
    readonly content: string,
    readonly mimeType: string | undefined,
  ) {}
}

/** What someone else holds: a file, a prompt, a collector, a type. Only its identity is here. */
export class VmHandle {
  constructor(
    readonly what: OpaqueValue["what"],
    readonly label: string | undefined,
    readonly id: number | undefined,
  ) {}
}

/** What a handler sees of `baml.sys.panic`. It is of no type, so only an untyped arm takes it. */
export class VmPanicText {
  constructor(readonly text: string) {}
}

/** The name of a value's kind, as messages show it. */
export function kindName(value: VmValue): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "number":
    case "bigint":
      return "int";
    case "string":
      return "string";
    default:
      return objectKindName(value);
  }
}

function objectKindName(
  value: Exclude<VmValue, null | boolean | number | bigint | string>,
): string {
  if (value instanceof VmFloat) return "float";
  if (Array.isArray(value)) return "array";
  if (value instanceof Map) return "map";
  if (value instanceof VmInstance) return value.cls.name;
  if (value instanceof VmVariant) return value.enumName;
  if (value instanceof VmMedia) return value.media;
  if (value instanceof VmHandle) return value.what;
  if (value instanceof VmPanicText) return "panic";
  return "function";
}
