/**
 * Statements. Semicolons are required behind `let` alone; elsewhere one may stand.
 */
import type { Mark, Parser } from "../parser";
import { unmatchedDelimiter } from "../syntaxDiagnostics";
import { atExpression, parseExpression, parseStatementExpression } from "./expressions";
import { parseLet } from "./lets";
import { parseFor, parseWhile } from "./loops";
import { atItem, atStatementKeyword } from "./places";
import { skipUntil, skipWhile } from "./recovery";
import { parseTypeBuilderOutOfPlace } from "./typeBuilder";

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
      parseWhile(p, mark);
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

/** Takes an optional semicolon, and before it what the line has too much. */
export function endStatement(p: Parser): void {
  if (p.eat(";")) return;
  if (!atSurplus(p)) return;
  reportSurplus(p);
  skipWhile(p, () => !p.newlineBefore && !p.at(";") && !p.at("}") && !atItem(p));
  p.eat(";");
}

/** True at what neither ends nor begins a statement, on the line of the one before. */
export function atSurplus(p: Parser): boolean {
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
