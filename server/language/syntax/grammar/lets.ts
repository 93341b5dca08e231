/** `let`: in blocks, at the top level and at the head of a loop. */
import type { Mark, Parser } from "../parser";
import { missingSemicolon } from "../syntaxDiagnostics";
import { atExpression, parseExpression } from "./expressions";
import { expectName } from "./names";
import { atSurplus, endStatement } from "./statements";
import { parseType } from "./types";

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

export function parseLetName(p: Parser): void {
  expectName(p, "a variable name");
  if (p.eat(":")) parseType(p);
}

export function parseInitializer(p: Parser): void {
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
