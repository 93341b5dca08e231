/**
 * pattern      = pattern_elem { "|" pattern_elem } ;
 * pattern_elem = "(" pattern ")" | [ "-" ] ( INT | FLOAT ) | string
 *              | WORD "." WORD { "." WORD } | WORD ":" type | WORD ;
 */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { takeInt, takeString } from "./names";
import { skipOne } from "./recovery";
import { parseType } from "./types";

const patternStarts: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "(",
  "-",
  "int",
  "float",
  "string",
  "rawString",
  "word",
]);

export function atPattern(p: Parser): boolean {
  return patternStarts.has(p.kind);
}

/** Reports and returns false when there is none. */
export function parsePattern(p: Parser): boolean {
  const mark = p.mark();
  if (!p.enter()) {
    p.reportTooDeep();
    skipOne(p);
    p.complete(mark, "error");
    return false;
  }
  const found = parseElement(p);
  if (found && p.at("|")) {
    while (p.eat("|") && parseElement(p));
    p.complete(mark, "unionPattern");
  }
  p.leave();
  return found;
}

function parseElement(p: Parser): boolean {
  const mark = p.mark();
  switch (p.kind) {
    case "(":
      p.take();
      parsePattern(p);
      p.expect(")", "')'");
      p.complete(mark, "parenthesizedPattern");
      return true;
    case "-":
      p.take();
      if (p.at("int")) takeInt(p, true);
      else p.expect("float", "a number");
      p.complete(mark, "literalPattern");
      return true;
    case "int":
      takeInt(p);
      p.complete(mark, "literalPattern");
      return true;
    case "float":
      p.take();
      p.complete(mark, "literalPattern");
      return true;
    case "string":
    case "rawString":
      takeString(p);
      p.complete(mark, "literalPattern");
      return true;
    case "word":
      parseWord(p, mark);
      return true;
    default:
      p.reportExpected("a pattern");
      return false;
  }
}

function parseWord(p: Parser, mark: Mark): void {
  const text = p.aheadText;
  p.take();
  if (text === "null" || text === "true" || text === "false") {
    p.complete(mark, "literalPattern");
  } else if (p.eat(":")) {
    parseType(p);
    p.complete(mark, "typedPattern");
  } else if (p.at(".")) {
    while (p.eat(".") && p.expect("word", "a variant"));
    p.complete(mark, "variantPattern");
  } else p.complete(mark, "namePattern");
}
