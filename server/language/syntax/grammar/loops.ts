/** Loops. */
import type { Mark, Parser } from "../parser";
import { expectBlock } from "./blocks";
import { parseCondition } from "./branches";
import { atExpression, parseExpression, parseStatementExpression } from "./expressions";
import { parseInitializer, parseLetName } from "./lets";
import { expectName } from "./names";
import { skipToBrace, skipWhile } from "./recovery";
import { parseType } from "./types";

/** while_stmt = "while" paren_cond block ; */
export function parseWhile(p: Parser, mark: Mark): void {
  p.take();
  parseCondition(p, "while");
  expectBlock(p);
  p.complete(mark, "while");
}

/** for_stmt = "for" "(" for_head ")" block | "for" WORD "in" expr block ; */
export function parseFor(p: Parser, mark: Mark): void {
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
  skipWhile(p, () => !p.at(")") && !p.at("{") && !p.at("}") && !p.newlineBefore);
  if (!p.eat(")")) p.forgive();
}
