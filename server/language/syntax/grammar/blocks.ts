/** block = "{" { header | statement } "}" ; */
import type { Parser } from "../parser";
import { atExpression } from "./expressions";
import { atItem, atStatementKeyword } from "./places";
import { lacksClosing, lacksOpening, skipOne, skipToBrace } from "./recovery";
import { parseStatement } from "./statements";

/**
 * Parses a block, or reports that there is none. Statements that lack only their brace are
 * parsed all the same, and so is the one on the line of an `if` or a loop.
 */
export function expectBlock(p: Parser): boolean {
  if (p.at("{")) {
    parseBlock(p);
    return true;
  }
  p.reportExpected("'{'");
  skipToBrace(p);
  if (p.at("{")) parseBlock(p);
  else if (lacksOpening(p)) parseUnopenedBlock(p);
  else if (!p.newlineBefore && (atStatementKeyword(p) || atExpression(p))) parseLoneStatement(p);
  else return false;
  return true;
}

/** Statements whose `{` is missing, up to their `}`. */
export function parseUnopenedBlock(p: Parser): void {
  const mark = p.mark();
  parseStatements(p);
  p.expect("}", "'}'");
  p.complete(mark, "block");
}

function parseLoneStatement(p: Parser): void {
  const mark = p.mark();
  parseStatement(p);
  p.complete(mark, "block");
}

export function parseBlock(p: Parser): void {
  const mark = p.mark();
  if (!p.enter()) {
    p.reportTooDeep();
    skipOne(p);
    p.complete(mark, "error");
    return;
  }
  p.take();
  p.withObjects(true, () => parseStatements(p));
  p.expect("}", "'}'");
  p.complete(mark, "block");
  p.leave();
}

/** A keyword that begins an item ends the block: its brace is missing. */
export function parseStatements(p: Parser): void {
  while (!p.atEnd && !p.at("}") && !atItem(p)) {
    // An `else` belongs to an `if` whose block lacks its closing brace, an `@@` to a class.
    if ((p.at("else") || p.at("@@")) && lacksClosing(p)) return;
    parseStatement(p);
  }
}
