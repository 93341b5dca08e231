/**
 * type         = type_postfix { "|" type_postfix } ;
 * type_postfix = type_primary { "[" "]" | "?" | attribute } ;
 * type_primary = string | [ "-" ] INT | "true" | "false" | type_name [ "<" type { "," type } ">" ]
 *              | "(" [ fn_param { "," fn_param } [ "," ] ] ")" [ "->" type ] ;
 */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import {
  expected,
  floatType,
  namedTypeInParentheses,
  surplusBrackets,
  tupleType,
} from "../syntaxDiagnostics";
import { atFieldAttribute, parseAttribute } from "./attributes";
import { parseList } from "./lists";
import { atString, takeInt, takeString } from "./names";
import { skipOne, skipTokensWhile, skipWhile } from "./recovery";

const typeStarts: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "word",
  "string",
  "rawString",
  "int",
  "float",
  "-",
  "(",
]);

export function atType(p: Parser): boolean {
  return typeStarts.has(p.kind);
}

/** A type where every attribute behind it is its own. Reports when there is none. */
export function parseType(p: Parser, what = "a type"): boolean {
  return parseWholeType(p, what, true);
}

/** The type of a field or an alias: `alias`, `description` and `skip` are left to those. */
export function parseFieldType(p: Parser): boolean {
  return parseWholeType(p, "a type", false);
}

function parseWholeType(p: Parser, what: string, ownsAttributes: boolean): boolean {
  if (!parseUnion(p, what, ownsAttributes)) return false;
  if (p.at(">")) parseSurplusBrackets(p);
  return true;
}

function parseUnion(p: Parser, what: string, ownsAttributes: boolean): boolean {
  const mark = p.mark();
  if (!p.enter()) {
    p.reportTooDeep();
    skipOne(p);
    p.complete(mark, "error");
    return false;
  }
  const found = parsePostfix(p, what, ownsAttributes);
  const isUnion = p.at("|");
  if (isUnion) {
    while (p.eat("|")) parsePostfix(p, "a type", ownsAttributes);
    p.complete(mark, "unionType");
  }
  p.leave();
  return found || isUnion;
}

function parsePostfix(p: Parser, what: string, ownsAttributes: boolean): boolean {
  const mark = p.mark();
  if (!parsePrimary(p, what)) return false;
  for (;;) {
    if (p.isTooHigh) return tooHigh(p);
    if (p.at("[")) {
      // A field may not begin with a bracket, so this is one without its end, or with a size.
      p.take();
      if (!p.expect("]", "']'") && p.at("int")) {
        p.take();
        p.eat("]");
      }
      p.complete(mark, "listType");
    } else if (p.at("?")) {
      p.take();
      p.complete(mark, "optionalType");
    } else if (p.at("@") && (ownsAttributes || !atFieldAttribute(p))) {
      while (p.at("@") && (ownsAttributes || !atFieldAttribute(p))) parseAttribute(p);
      p.complete(mark, "attributedType");
    } else return true;
  }
}

function tooHigh(p: Parser): true {
  p.reportTooDeep();
  skipWhile(p, () => p.at("[") || p.at("]") || p.at("?"));
  return true;
}

function parsePrimary(p: Parser, what: string): boolean {
  const mark = p.mark();
  switch (p.kind) {
    case "(":
      parseParenthesized(p, mark);
      return true;
    case "-":
    case "int":
      parseIntType(p, mark);
      return true;
    case "float":
      p.report(floatType(p.aheadText, p.aheadRange));
      p.take();
      p.complete(mark, "literalType");
      return true;
    case "word":
      parseNamed(p, mark);
      return true;
    default:
      if (!atString(p)) {
        p.reportExpected(what);
        return false;
      }
      takeString(p);
      p.complete(mark, "literalType");
      return true;
  }
}

/** The sign is part of the literal. */
function parseIntType(p: Parser, mark: Mark): void {
  const isNegative = p.eat("-");
  if (p.at("int")) takeInt(p, isNegative);
  else p.reportExpected("a type");
  p.complete(mark, "literalType");
}

function parseNamed(p: Parser, mark: Mark): void {
  const text = p.aheadText;
  p.take();
  if (text === "true" || text === "false") {
    p.complete(mark, "literalType");
    return;
  }
  while (p.at(".") && p.peek(1) === "word") {
    p.take();
    p.take();
  }
  if (p.at("<")) parseTypeArguments(p);
  p.complete(mark, "namedType");
}

/** "<" type { "," type } ">" */
export function parseTypeArguments(p: Parser): void {
  const mark = p.mark();
  p.take();
  for (;;) {
    const found = parseUnion(p, "a type", true);
    if (p.eat(",")) continue;
    if (p.at(">") || !found) break;
    p.reportExpected("',' or '>'");
    // Only a comma is missing, or a bar.
    if (p.newlineBefore || !atType(p)) break;
  }
  closeTypeArguments(p);
  p.complete(mark, "typeArguments");
}

function closeTypeArguments(p: Parser): void {
  if (p.eat(">")) return;
  p.reportExpected("',' or '>'");
  if (isClosedOnLine(p)) skipTokensWhile(p, () => !p.at(">"));
  p.eat(">");
}

/** True when the bracket closes on this line, behind what belongs between brackets. */
function isClosedOnLine(p: Parser): boolean {
  for (let index = p.index; !p.hasBreakBefore(index); index++) {
    const kind = p.kindAt(index);
    if (kind === ">") return true;
    if (notInTypeArguments.has(kind)) return false;
  }
  return false;
}

const notInTypeArguments: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "end",
  "{",
  "}",
  ")",
  ";",
  "=",
  "@",
  "->",
]);

/** Parameters of a function type, or a type in parentheses. */
function parseParenthesized(p: Parser, mark: Mark): void {
  p.take();
  let count = 0;
  let isNamed = false;
  const problems = p.problemCount;
  parseList(p, {
    close: ")",
    what: "',' or ')'",
    ends: notInParentheses,
    atElement: () => atType(p),
    parseElement: () => {
      if (p.at("word") && p.peek(1) === ":") isNamed = true;
      count++;
      return parseFunctionTypeParameter(p);
    },
  });
  if (p.at("->")) {
    p.take();
    parseUnion(p, "a type", true);
    p.complete(mark, "functionType");
    return;
  }
  const range = p.rangeFrom(mark);
  if (p.problemCount !== problems) p.forgive();
  else if (isNamed) p.report(namedTypeInParentheses(range));
  else if (1 < count) p.report(tupleType(range));
  else if (count === 0) p.report(expected("a type", "()", range));
  p.complete(mark, "parenthesizedType");
}

const notInParentheses: ReadonlySet<Lookahead> = new Set<Lookahead>(["{", "->", "=", "@"]);

/** fn_param = [ WORD ":" ] type ; */
function parseFunctionTypeParameter(p: Parser): boolean {
  const mark = p.mark();
  if (p.at("word") && p.peek(1) === ":") {
    p.take();
    p.take();
  }
  const found = parseUnion(p, "a type", true);
  p.complete(mark, "functionTypeParameter");
  return found;
}

/** The `>` that `map<string, int>>` has too many. */
function parseSurplusBrackets(p: Parser): void {
  const mark = p.mark();
  let count = 0;
  while (p.eat(">")) count++;
  p.report(surplusBrackets(count, p.rangeFrom(mark)));
  p.complete(mark, "error");
}
