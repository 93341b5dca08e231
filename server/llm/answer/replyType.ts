/**
 * Shapes made ready for parsing: names as the model was told them, matchers built, and,
 * for a reply that is still arriving, fields that may be missing.
 *
 * Invariant: plain data but for matchers; `replyTypeMaker` makes it of shapes.
 */
import type { Constraint } from "../../base";
import type { StringMatcher } from "./stringMatch";

export type ReplyType = ReplyForm & ReplyMarks;

export type ReplyForm =
  | { readonly kind: "int" | "float" | "string" | "bool" | "null" | "unknown" }
  /** What no text can stand for: media and functions. */
  | { readonly kind: "impossible" }
  | {
      readonly kind: "literal";
      readonly value: string | number | bigint | boolean;
      /** For a string. */
      readonly matcher?: StringMatcher;
    }
  | ReplyEnum
  | ReplyClass
  | { readonly kind: "list"; readonly item: ReplyType }
  | { readonly kind: "map"; readonly key: ReplyType; readonly value: ReplyType }
  | ReplyUnion
  | { readonly kind: "alias"; readonly name: string; readonly resolve: () => ReplyType };

export interface ReplyMarks {
  readonly constraints: readonly Constraint[];
  /** In partial mode: appears only when complete. */
  readonly done: boolean;
  /** In partial mode: is not even made from what is incomplete, so that a union looks further. */
  readonly wholeOnly: boolean;
  /** In partial mode: is shown with how far it has come. */
  readonly withState: boolean;
  /** In BAML spelling, for messages. */
  readonly text: string;
}

export interface ReplyEnum {
  readonly kind: "enum";
  readonly name: string;
  /** Of each value that is not skipped. */
  readonly valueNames: readonly string[];
  readonly byRenderedName: ReadonlyMap<string, string>;
  readonly matcher: StringMatcher;
}

export interface ReplyClass {
  readonly kind: "class";
  readonly name: string;
  /** All of them, in declaration order. */
  readonly fields: readonly ReplyField[];
  /** The position of a field by its exact name, as rendered. */
  readonly byName: ReadonlyMap<string, number>;
  /** The position of a field by the normal form of its name; the first one has it. */
  readonly byNormalForm: ReadonlyMap<string, number>;
  /** The positions of fields that the model was told of. */
  readonly told: readonly number[];
}

export interface ReplyField {
  readonly name: string;
  readonly renderedName: string;
  readonly type: ReplyType;
  /** Null stands for it when it is absent. */
  readonly optional: boolean;
  /** The model was not told of it: always null. */
  readonly skip: boolean;
  /** In partial mode: its object appears once this is there. What may be null is there at once. */
  readonly notNull: boolean;
}

export interface ReplyUnion {
  readonly kind: "union";
  /** Without null. */
  readonly members: readonly ReplyType[];
  readonly optional: boolean;
}

/** A type by itself, for a step on the way to another. */
export function plainType(kind: "int" | "bool"): ReplyType {
  return { kind, constraints: [], done: false, wholeOnly: false, withState: false, text: kind };
}
