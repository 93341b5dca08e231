/**
 * Statements. Semicolons are required behind `let` alone; elsewhere one may stand.
 */
import type { Mark, Parser } from "../parser";
import { missingSemicolon, unmatchedDelimiter } from "../syntaxDiagnostics";
import { expectBlock } from "./blocks";
import { parseCondition } from "./branches";
import { atExpression, parseExpression, parseStatementExpression } from "./expressions";
import { expectName } from "./names";
import { atItem, atStatementKeyword } from "./places";
import { skipToBrace, skipUntil } from "./recovery";
import { parseTypeBuilderOutOfPlace } from "./typeBuilder";
import { parseType } from "./types";

export function parseStatement(p: Parser): void {
  const mark = p.markWithDocs();
  switch (p.kind) {
    case ";":
      p.take();
      p.complete(mark, "emptyStatement");
      return;
    case "header":
      p.take();
      p.complete(mark, "header");
      return;
    case "let":
    case "watch":
      parseLet(p, mark);
      return;
    case "return":
      p.take();
      if (!p.at(";") && !p.at("}")) parseExpression(p);
      endStatement(p);
      p.complete(mark, "return");
      return;
    case "assert":
      p.take();
      parseExpression(p);
      endStatement(p);
      p.complete(mark, "assert");
      return;
    case "break":
    case "continue": {
      const { kind } = p;
      p.take();
      endStatement(p);
      p.complete(mark, kind);
      return;
    }
    case "while":
      p.take();
      parseCondition(p, "while");
      expectBlock(p);
      p.complete(mark, "while");
      return;
    case "for":
      parseFor(p, mark);
      return;
    case "type_builder":
      parseTypeBuilderOutOfPlace(p);
      return;
    default:
      parseExpressionStatement(p, mark);
  }
}

/** let_stmt = [ "watch" ] "let" WORD [ ":" type ] "=" expr ";" ; */
export function parseLet(p: Parser, mark: Mark): void {
  const problems = p.problemCount;
  if (p.eat("watch") && !p.eat("let")) p.reportExpected("`let`");
  else p.eat("let");
  parseLetName(p);
  parseInitializer(p);
  endLet(p, mark, problems);
  p.complete(mark, "let");
}

function parseLetName(p: Parser): void {
  expectName(p, "a variable name");
  if (p.eat(":")) parseType(p);
}

function parseInitializer(p: Parser): void {
  if (!p.at("=")) {
    p.reportExpected("'='");
    if (p.newlineBefore) return;
    // The colon before a type may be missing as well.
    if (p.at("word") && isAssignedOnLine(p)) p.muted(() => parseType(p));
    if (!p.at("=") && !atExpression(p)) return;
  }
  p.eat("=");
  parseExpression(p);
}

function isAssignedOnLine(p: Parser): boolean {
  for (let index = p.index; !p.hasBreakBefore(index); index++) {
    const kind = p.kindAt(index);
    if (kind === "=") return true;
    if (kind === "end" || kind === ";" || kind === "(" || kind === "{") return false;
  }
  return false;
}

/** One mistake, one problem: a statement that is broken otherwise may lack its semicolon. */
function endLet(p: Parser, mark: Mark, problemsBefore: number): void {
  if (p.eat(";")) return;
  if (p.problemCount === problemsBefore && !atSurplus(p)) {
    p.reportAlso(missingSemicolon(p.rangeFrom(mark)));
    return;
  }
  endStatement(p);
}

/** Takes an optional semicolon, and before it what the line has too much. */
function endStatement(p: Parser): void {
  if (p.eat(";")) return;
  if (!atSurplus(p)) return;
  reportSurplus(p);
  p.skipWhile(() => !p.newlineBefore && !p.at(";") && !p.at("}") && !atItem(p));
  p.eat(";");
}

/** True at what neither ends nor begins a statement, on the line of the one before. */
function atSurplus(p: Parser): boolean {
  if (p.newlineBefore || p.atEnd || p.at("}") || p.at("header") || p.at(";")) return false;
  return !atExpression(p) && !atStatementKeyword(p) && !atItem(p);
}

function reportSurplus(p: Parser): void {
  if (p.at(")") || p.at("]")) p.report(unmatchedDelimiter(p.aheadText, p.aheadRange));
  else p.reportExpected("';'");
}

function parseExpressionStatement(p: Parser, mark: Mark): void {
  if (!atExpression(p)) {
    parseNoStatement(p);
    return;
  }
  parseStatementExpression(p);
  endStatement(p);
  p.complete(mark, "expressionStatement");
}

/** What begins no statement, up to where one may begin. */
function parseNoStatement(p: Parser): void {
  if (p.at(")") || p.at("]")) p.report(unmatchedDelimiter(p.aheadText, p.aheadRange));
  else p.reportExpected("a statement");
  skipUntil(
    p,
    () =>
      p.at("}") ||
      p.at(";") ||
      p.at("header") ||
      atItem(p) ||
      (p.newlineBefore && (atExpression(p) || atStatementKeyword(p))),
  );
  p.eat(";");
}

/** for_stmt = "for" "(" for_head ")" block | "for" WORD "in" expr block ; */
function parseFor(p: Parser, mark: Mark): void {
  p.take();
  if (p.at("(")) parseForHead(p);
  else parseBareForHead(p);
  expectBlock(p);
  p.complete(mark, "for");
}

/** WORD "in" expr ; what else stands before the brace was reported. */
function parseBareForHead(p: Parser): void {
  const problems = p.problemCount;
  if (p.at("let")) {
    p.reportExpected("'(' or a variable name");
    p.take();
  }
  expectName(p, "'(' or a variable name");
  if (p.expect("in", "`in`")) p.withObjects(false, () => parseExpression(p));
  if (p.problemCount === problems) return;
  skipToBrace(p);
  if (!p.at("{")) p.forgive();
}

function parseForHead(p: Parser): void {
  p.take();
  p.withObjects(true, () => {
    if (p.at("let")) parseForLet(p);
    else if (p.at("word") && p.peek(1) === "in") {
      p.take();
      parseIteration(p);
    } else if (p.at(";")) {
      p.take();
      parseCounting(p);
    } else parseForWithoutLet(p);
  });
  closeHead(p);
}

/** `let x in xs`, or `let i = 0; …`: the word behind the name decides. */
function parseForLet(p: Parser): void {
  const mark = p.mark();
  const problems = p.problemCount;
  p.take();
  parseLetName(p);
  if (!p.at("in") && !p.at("=") && p.at("word")) {
    p.reportExpected("'in' or '='");
    p.muted(() => parseType(p));
    if (!p.at("in") && !p.at("=")) p.forgive();
  }
  if (p.at("in")) {
    parseIteration(p);
    return;
  }
  parseInitializer(p);
  if (!p.eat(";") && p.problemCount === problems) p.reportExpected("';'");
  p.complete(mark, "let");
  if (!p.at(")")) parseCounting(p);
}

function parseIteration(p: Parser): void {
  p.take();
  parseExpression(p);
}

/** [ expr ] [ ";" ] [ expr ], behind the initialiser */
function parseCounting(p: Parser): void {
  if (!p.at(";") && !p.at(")")) parseExpression(p);
  p.eat(";");
  if (p.at(")") || !atExpression(p)) return;
  const mark = p.mark();
  parseStatementExpression(p);
  p.complete(mark, "forUpdate");
}

/** `for (i = 0; …)`: an initialiser must be a `let`. */
function parseForWithoutLet(p: Parser): void {
  if (!parseStatementExpression(p) || p.at(")")) return;
  if (!p.at(";")) return;
  p.reportExpected("')'");
  p.take();
  p.muted(() => parseCounting(p));
}

function closeHead(p: Parser): void {
  if (p.eat(")")) return;
  p.reportExpected("')'");
  p.skipWhile(() => !p.at(")") && !p.at("{") && !p.at("}") && !p.newlineBefore);
  if (!p.eat(")")) p.forgive();
}
