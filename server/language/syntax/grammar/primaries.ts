/** The operands of expressions. */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { notAnExpression } from "../syntaxDiagnostics";
import { parseBlock } from "./blocks";
import { atMap, parseMap } from "./braces";
import { parseIf, parseMatch } from "./branches";
import { parseExpression, parseThrown } from "./expressions";
import { parseList } from "./lists";
import { takeInt, takeString } from "./names";
import { atStatementKeyword } from "./places";
import { eatMemberName } from "./postfixes";
import { skipWhile } from "./recovery";
import { parseStatement } from "./statements";

export function parsePrimary(p: Parser, what: string): boolean {
  const mark = p.mark();
  switch (p.kind) {
    case "word":
      parseWord(p, mark);
      return true;
    case "int":
      takeInt(p);
      p.complete(mark, "literal");
      return true;
    case "float":
      p.take();
      p.complete(mark, "literal");
      return true;
    case "string":
    case "rawString":
      takeString(p);
      p.complete(mark, "literal");
      return true;
    case "(":
      parseParenthesized(p, mark);
      return true;
    case "[":
      parseArray(p, mark);
      return true;
    case "{":
      if (atMap(p)) parseMap(p, mark);
      else parseBlock(p);
      return true;
    case "if":
      parseIf(p);
      return true;
    case "match":
      parseMatch(p);
      return true;
    case "throw":
      p.take();
      parseThrown(p);
      p.complete(mark, "throw");
      return true;
    case "env":
      parseEnvReference(p);
      return true;
    default:
      return parseNoExpression(p, what);
  }
}

/** A statement where only an expression may stand is reported once, and taken whole. */
function parseNoExpression(p: Parser, what: string): boolean {
  if (!p.newlineBefore && atStatementKeyword(p) && what === "an expression") {
    const mark = p.mark();
    p.report(notAnExpression(p.aheadText, p.aheadRange));
    p.muted(() => parseStatement(p));
    p.complete(mark, "error");
    return false;
  }
  p.reportExpected(what);
  return false;
}

/** A literal word, a name, or a path of names. */
function parseWord(p: Parser, mark: Mark): void {
  const text = p.aheadText;
  p.take();
  if (text === "true" || text === "false" || text === "null") {
    p.complete(mark, "literal");
    return;
  }
  let kind: "name" | "path" = "name";
  while (p.at(".") && p.peek(1) !== "accessor") {
    kind = "path";
    p.take();
    if (!eatMemberName(p)) {
      p.reportExpected("a name");
      break;
    }
  }
  p.complete(mark, kind);
}

/** "env" "." WORD */
export function parseEnvReference(p: Parser): void {
  const mark = p.mark();
  p.take();
  if (p.expect(".", "'.'") && !eatMemberName(p)) p.reportExpected("the name of a variable");
  p.complete(mark, "envReference");
}

function parseParenthesized(p: Parser, mark: Mark): void {
  p.take();
  p.withObjects(true, () => parseExpression(p));
  closeParenthesis(p);
  p.complete(mark, "parenthesized");
}

function closeParenthesis(p: Parser): void {
  if (p.eat(")")) return;
  p.reportExpected("')'");
  if (p.newlineBefore || atStop(p)) return;
  skipWhile(p, () => !p.at(")") && !p.newlineBefore && !atStop(p));
  p.eat(")");
}

function atStop(p: Parser): boolean {
  return stops.has(p.kind);
}

const stops: ReadonlySet<Lookahead> = new Set<Lookahead>([";", "{", "}", "]", "header", "let"]);

/** array = "[" [ expr { [ "," ] expr } [ "," ] ] "]" ; */
function parseArray(p: Parser, mark: Mark): void {
  p.take();
  p.withObjects(true, () =>
    parseList(p, {
      close: "]",
      what: "',' or ']'",
      commasAreOptional: true,
      parseElement: () => parseExpression(p),
    }),
  );
  p.complete(mark, "array");
}
