/** block = "{" { header | statement } "}" ; */
import type { Parser } from "../parser";
import { atItem } from "./places";
import { parseStatement } from "./statements";

/** Parses a block, or reports that there is none. */
export function expectBlock(p: Parser): boolean {
  if (p.at("{")) {
    parseBlock(p);
    return true;
  }
  p.reportExpected("'{'");
  return false;
}

export function parseBlock(p: Parser): void {
  const mark = p.mark();
  if (!p.enter()) {
    p.reportTooDeep();
    p.skipOne();
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
  while (!p.atEnd && !p.at("}") && !atItem(p)) parseStatement(p);
}
