/**
 * Expressions: operators by precedence, `catch` behind them, postfixes closer than both.
 *
 * A production that may find nothing returns false, and has reported what it wanted.
 */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { nestedAssignment } from "../syntaxDiagnostics";
import { atCatch, parseCatchClauses } from "./branches";
import { assignmentAhead, operatorAhead, precedences, takeOperator } from "./operators";
import { parsePostfixes } from "./postfixes";
import { parsePrimary } from "./primaries";
import { skipOne, skipWhile } from "./recovery";
import { parseType } from "./types";

const expressionStarts: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "word",
  "int",
  "float",
  "string",
  "rawString",
  "{",
  "(",
  "[",
  "-",
  "!",
  "~",
  "++",
  "--",
  "if",
  "match",
  "throw",
  "env",
]);

export function atExpression(p: Parser): boolean {
  return expressionStarts.has(p.kind);
}

/** An expression where assignments are not allowed: one is reported, and taken. */
export function parseExpression(p: Parser, what = "an expression"): boolean {
  const mark = p.mark();
  if (!parseCatchable(p, what)) return false;
  completeAssignment(p, mark, true);
  return true;
}

/** The same behind `=>`, where an `if` or a `match` ends as it does at the start of a statement. */
export function parseArmExpression(p: Parser): void {
  const mark = p.mark();
  if (parseCatchable(p, "an expression", true)) completeAssignment(p, mark, true);
}

/** expr = … | expr assign_op expr ; at the start of a statement, where it may assign. */
export function parseStatementExpression(p: Parser): boolean {
  const mark = p.mark();
  if (!parseCatchable(p, "a statement", true)) return false;
  completeAssignment(p, mark, false);
  return true;
}

/** An expression without `catch` clauses of its own: what `throw` throws. */
export function parseThrown(p: Parser): boolean {
  return parseBinary(p, 0, "an expression", false);
}

function completeAssignment(p: Parser, mark: Mark, isNested: boolean): void {
  const operator = assignmentAhead(p);
  if (operator === undefined) return;
  if (isNested) p.report(nestedAssignment(p.aheadRange));
  takeOperator(p, operator);
  if (p.enter()) {
    parseExpression(p);
    p.leave();
  } else {
    p.reportTooDeep();
    skipWhile(p, () => !p.at(";") && !p.at("}"));
  }
  p.complete(mark, "assignment");
}

export function parseCatchable(p: Parser, what: string, isStatement = false): boolean {
  const mark = p.mark();
  if (!parseBinary(p, 0, what, isStatement)) return false;
  while (atCatch(p) && !p.isTooHigh) {
    parseCatchClauses(p);
    p.complete(mark, "catch");
    parsePostfixes(p, mark);
    parseOperators(p, mark, 0);
  }
  return true;
}

function parseBinary(p: Parser, least: number, what: string, isStatement = false): boolean {
  const mark = p.mark();
  if (!p.enter()) {
    p.reportTooDeep();
    skipOne(p);
    p.complete(mark, "error");
    return false;
  }
  const found = parseUnary(p, what, isStatement);
  if (found) parseOperators(p, mark, least, isStatement);
  p.leave();
  return found;
}

/** Operators of at least that precedence behind an operand; all are left associative. */
function parseOperators(p: Parser, mark: Mark, least: number, isStatement = false): void {
  if (isStatement && endsStatement(p)) return;
  for (;;) {
    const operator = operatorAhead(p);
    const precedence = operator && precedences[operator];
    if (operator === undefined || precedence === undefined || precedence < least) return;
    if (p.isTooHigh) {
      p.reportTooDeep();
      skipWhile(p, () => !p.at(";") && !p.at("}") && !p.at(")"));
      return;
    }
    takeOperator(p, operator);
    if (operator === "instanceof") parseType(p);
    else parseBinary(p, precedence + 1, "an expression");
    p.complete(mark, "binary");
  }
}

/**
 * `if`, `match` and blocks at the start of a statement end at their brace when the next
 * line begins with what could also go on: `(x)`, `[x]`, `-x`.
 */
function endsStatement(p: Parser): boolean {
  const kind = p.lastNode;
  const isBlockLike = kind === "if" || kind === "match" || kind === "block";
  return isBlockLike && p.newlineBefore && beginsAnew.has(p.kind);
}

const beginsAnew: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "(",
  "[",
  "-",
  "!",
  "{",
  "++",
  "--",
]);

const unaryOperators: ReadonlySet<Lookahead> = new Set<Lookahead>(["-", "!", "~", "++", "--"]);

/** unary = { "-" | "!" | "~" | "++" | "--" } postfix ; */
function parseUnary(p: Parser, what: string, isStatement: boolean): boolean {
  const mark = p.mark();
  if (unaryOperators.has(p.kind)) {
    if (!p.enter()) {
      p.reportTooDeep();
      skipWhile(p, () => unaryOperators.has(p.kind));
      return false;
    }
    p.take();
    parseUnary(p, "an expression", false);
    p.complete(mark, "unary");
    p.leave();
    return true;
  }
  if (!parsePrimary(p, what)) return false;
  if (!(isStatement && endsStatement(p))) parsePostfixes(p, mark);
  return true;
}
