/**
 * Patterns of `match` and `catch` (2.7): what each tests for and binds. Unions and
 * parentheses are opened; what is in them binds nothing.
 */

import { intFromBigint, unreachable } from "../../base";
import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode, Token } from "../syntax/tree";
import {
  flatPatterns,
  type LiteralPatternView,
  type NamePatternView,
  type PatternView,
  type TypedPatternView,
  type VariantPatternView,
} from "../syntax/views/patterns";
import type { CheckedPattern } from "./checkedItem";
import type { Checking } from "./checking";
import { expanded } from "./expand";
import { recordVariant } from "./paths";
import { namedType, recoveryType, type Type } from "./type";
import { builtinType, isMediaKind } from "./typeNames";
import { lowerChecked, recordTypeName, unknownType } from "./writtenTypes";

/** One alternative of a pattern, read by its names. */
export type Reading =
  | { readonly kind: "anything"; readonly node: SyntaxNode; readonly binding?: Token }
  | {
      readonly kind: "type";
      readonly node: SyntaxNode;
      readonly type: Type;
      readonly binding?: Token;
    }
  | {
      readonly kind: "literal";
      readonly node: SyntaxNode;
      readonly value: PatternValue;
      /** As written: floats are told apart by it. */
      readonly text: string;
    }
  | {
      readonly kind: "variant";
      readonly node: SyntaxNode;
      readonly enumName: string;
      readonly variant: string;
    }
  /** A mistake that was reported. */
  | { readonly kind: "broken"; readonly node: SyntaxNode };

export type PatternValue = Extract<CheckedPattern, { readonly kind: "literal" }>["value"];

/** The alternatives of a pattern, with everything wrong in it reported. */
export function readPattern(
  c: Checking,
  pattern: PatternView | undefined,
  place: "match" | "catch",
): readonly Reading[] {
  const alternatives = pattern ? flatPatterns(pattern) : [];
  return alternatives.map((one) => {
    const forbidden = place === "catch" ? forbiddenName(one) : undefined;
    if (forbidden) c.report(forbiddenType(one.syntax, forbidden));
    return forbidden ? { kind: "broken", node: one.syntax } : readOne(c, one);
  });
}

/** What is caught must have a type, or be everything (E0093). */
function forbiddenName(pattern: PatternView): string | undefined {
  const type = pattern.kind === "typedPattern" ? pattern.type : undefined;
  const name = type?.kind === "namedType" ? type.name : undefined;
  if (name === "any" || name === "unknown") return name;
  return pattern.kind === "namePattern" && pattern.name?.text === "unknown" ? "unknown" : undefined;
}

function forbiddenType(pattern: SyntaxNode, type: string): Diagnostic {
  return {
    code: "E0093",
    severity: "error",
    range: pattern.range,
    message: `type \`${type}\` is not allowed in catch bindings`,
    hint: "Leave the type out to catch everything.",
  };
}

/** Declares what a pattern binds, of the given type, and notes what it tests. */
export function bind(c: Checking, reading: Reading, kind: "pattern" | "catch", type: Type): void {
  const name = "binding" in reading ? reading.binding : undefined;
  const local = name && c.declare(name, { kind, type, isWatched: false });
  recordReading(c, reading, local && { local });
}

/** Of an alternative among several, which binds nothing. */
export function recordReading(
  c: Checking,
  reading: Reading,
  bound?: Pick<Extract<CheckedPattern, { readonly kind: "binding" }>, "local">,
): void {
  const checked = checkedPattern(reading, bound);
  if (checked) c.recordPattern(reading.node, checked);
}

function checkedPattern(
  reading: Reading,
  bound?: Pick<Extract<CheckedPattern, { readonly kind: "binding" }>, "local">,
): CheckedPattern | undefined {
  switch (reading.kind) {
    case "anything":
      return bound ? { kind: "binding", ...bound } : { kind: "wildcard" };
    case "type":
      return { kind: "type", type: reading.type, ...bound };
    case "literal":
      return { kind: "literal", value: reading.value };
    case "variant":
      return { kind: "variant", enumName: reading.enumName, variant: reading.variant };
    case "broken":
      return undefined;
    default:
      return unreachable(reading, "pattern");
  }
}

function readOne(c: Checking, pattern: PatternView): Reading {
  switch (pattern.kind) {
    case "literalPattern":
      return readLiteral(pattern);
    case "variantPattern":
      return readVariant(c, pattern);
    case "typedPattern":
      return readTyped(c, pattern);
    case "namePattern":
      return readName(c, pattern);
    case "unionPattern":
    case "parenthesizedPattern":
      return { kind: "broken", node: pattern.syntax };
    default:
      return unreachable(pattern, "pattern");
  }
}

function readTyped(c: Checking, pattern: TypedPatternView): Reading {
  const type = pattern.type ? lowerChecked(c, pattern.type) : recoveryType;
  const name = pattern.name?.text === "_" ? undefined : pattern.name;
  return { kind: "type", node: pattern.syntax, type, ...(name && { binding: name }) };
}

/** A word that names a type tests for it; any other word is a binding (2.7). */
function readName(c: Checking, pattern: NamePatternView): Reading {
  const { name, syntax: node } = pattern;
  if (!name) return { kind: "broken", node };
  if (pattern.isWildcard) return { kind: "anything", node };
  const type = bareType(c, name.text);
  if (!type) return { kind: "anything", node, binding: name };
  recordTypeName(c, [name], name.text);
  return { kind: "type", node, type };
}

function bareType(c: Checking, name: string): Type | undefined {
  if (bareTypes.has(name) || isMediaKind(name)) return builtinType(name);
  return c.environment.typeNamed(name) && namedType(name);
}

const bareTypes: ReadonlySet<string> = new Set([
  "int",
  "string",
  "bool",
  "float",
  "null",
  "unknown",
]);

function readVariant(c: Checking, pattern: VariantPatternView): Reading {
  const { syntax: node, enumName, variant } = pattern;
  if (!variant) return { kind: "broken", node };
  const words = pattern.segments.slice(0, -1);
  const type = expanded(c.environment, namedType(enumName));
  const declared = type.kind === "named" ? c.environment.typeNamed(type.name) : undefined;
  recordTypeName(c, words, enumName);
  if (declared?.kind !== "enum") {
    c.report(unknownType(c, words, enumName));
    return { kind: "broken", node };
  }
  if (!recordVariant(c, declared, variant)) return { kind: "broken", node };
  return { kind: "variant", node, enumName: declared.name, variant: variant.text };
}

function readLiteral(pattern: LiteralPatternView): Reading {
  const { syntax: node, number, string, word, isNegative } = pattern;
  const sign = isNegative ? "-" : "";
  if (number) {
    const text = sign + number.text;
    const value = number.kind === "int" ? intFromBigint(BigInt(text)) : { float: Number(text) };
    return { kind: "literal", node, value, text };
  }
  if (string) return { kind: "literal", node, value: string.value, text: string.value };
  switch (word?.text) {
    case "null":
      return { kind: "literal", node, value: null, text: "null" };
    case "true":
    case "false":
      return { kind: "literal", node, value: word.text === "true", text: word.text };
    default:
      return { kind: "broken", node };
  }
}
