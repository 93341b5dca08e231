/**
 * What parsing a reply comes to: a value, where each part of it came from, and what
 * had to be bent to make it fit.
 *
 * Invariant: types only. Provenance is worked out from text and shape alone, so nobody
 * needs to store it: whoever has a recorded reply can ask again.
 */
import type { TextRange, Value } from "../../base";

export type ParsedReply =
  | { readonly ok: true; readonly value: Value; readonly provenance: Provenance }
  | { readonly ok: false; readonly message: string; readonly causes: readonly Mismatch[] };

/** Why a piece of text is not a value of a type. */
export interface Mismatch {
  readonly message: string;
  /** The way to the value: field names, list indexes, map keys. */
  readonly path: readonly (string | number)[];
  readonly range?: TextRange;
}

/** Where one value came from. */
export interface Provenance {
  /** In the raw text. Missing when no text stood for the value: it is a default. */
  readonly range?: TextRange;
  /** What was bent, in the order it happened. */
  readonly flags: readonly Flag[];
  /** The cost of all flags here and below; lower is better. */
  readonly score: number;
  readonly completion: Completion;
  /** Fields by name, items by index, map values by key. */
  readonly parts: readonly (readonly [string | number, Provenance])[];
}

/** `pending`: its key has not been seen. `incomplete`: the text may go on. */
export type Completion = "pending" | "incomplete" | "complete";

export interface Flag {
  readonly kind: FlagKind;
  readonly cost: number;
  /** The text that was dropped, replaced or taken another way. */
  readonly range?: TextRange;
  /** The key that was not expected, the index of the item that was dropped. */
  readonly key?: string | number;
  /** Why what stood there did not fit. */
  readonly causes?: readonly Mismatch[];
}

export type FlagKind =
  | "optionalDefault"
  | "defaultFromNoValue"
  | "defaultButHadValue"
  | "defaultButHadUnparseableValue"
  | "objectToMap"
  | "objectToString"
  | "objectToPrimitive"
  | "extraKey"
  | "stringToBool"
  | "stringToFloat"
  | "floatToInt"
  | "substringMatch"
  | "impliedKey"
  | "inferredObject"
  | "jsonToString"
  | "singleToArray"
  | "arrayItemParseError"
  | "mapKeyParseError"
  | "mapValueParseError"
  | "objectFromMarkdown"
  | "objectFromFixedJson"
  | "firstMatch"
  | "unionMatch"
  | "incomplete"
  | "pending"
  | "constraintResults";
