/** `if`, `match` and `catch`: expressions with arms and blocks. */
import type { Lookahead } from "../lexer";
import type { NodeKind } from "../nodeKinds";
import type { Mark, Parser } from "../parser";
import { missingConditionParentheses } from "../syntaxDiagnostics";
import { expectBlock, parseBlock } from "./blocks";
import { atMap } from "./braces";
import { atExpression, parseArmExpression, parseExpression } from "./expressions";
import { atPattern, parsePattern } from "./patterns";
import { atItem, atStatementKeyword } from "./places";
import { lacksClosing, lacksOpening, skipOne, skipToBrace, skipWhile } from "./recovery";
import { parseType } from "./types";

/** if_expr = "if" paren_cond block [ "else" ( if_expr | block ) ] ; */
export function parseIf(p: Parser): void {
  const mark = p.mark();
  if (!p.enter()) {
    p.reportTooDeep();
    skipWhile(p, () => !p.at("}") && !p.at(";"));
    return;
  }
  p.take();
  parseCondition(p, "if");
  const hasThen = expectBlock(p);
  if (hasThen && p.eat("else")) {
    if (p.at("if")) parseIf(p);
    else expectBlock(p);
  }
  p.complete(mark, "if");
  p.leave();
}

/** A condition, which must be in parentheses; without them it is taken all the same. */
export function parseCondition(p: Parser, keyword: "if" | "while"): void {
  const mark = p.mark();
  if (p.at("{") || !atExpression(p)) {
    p.reportExpected("'('");
    return;
  }
  const problems = p.problemCount;
  p.withObjects(false, () => parseExpression(p));
  if (p.lastNode === "parenthesized") return;
  const range = p.rangeFrom(mark);
  // `if x) {` lost its opening parenthesis: that is one mistake.
  skipWhile(p, () => p.at(")"));
  if (p.problemCount === problems) p.reportAlso(missingConditionParentheses(keyword, range));
}

/** match_expr = "match" "(" expr [ ":" type ] ")" "{" match_arm { match_arm } "}" ; */
export function parseMatch(p: Parser): void {
  const mark = p.mark();
  p.take();
  const isOpen = p.expect("(", "'('");
  if (isOpen || (atExpression(p) && !p.at("{"))) {
    p.withObjects(isOpen, () => parseExpression(p));
    if (p.eat(":")) parseType(p);
    if (isOpen) p.expect(")", "')'");
    else skipWhile(p, () => p.at(")"));
  }
  if (openArms(p)) parseArms(p, "matchArm");
  p.complete(mark, "match");
}

export function atCatch(p: Parser): boolean {
  return p.at("catch") || p.at("catch_all");
}

/** { ( "catch" | "catch_all" ) "(" pattern ")" "{" catch_arm { catch_arm } "}" } */
export function parseCatchClauses(p: Parser): void {
  while (atCatch(p)) {
    const mark = p.mark();
    p.take();
    const isOpen = p.expect("(", "'('");
    if (isOpen || atPattern(p)) parsePattern(p);
    if (isOpen) p.expect(")", "')'");
    else skipWhile(p, () => p.at(")"));
    if (openArms(p)) parseArms(p, "catchArm");
    p.complete(mark, "catchClause");
  }
}

/** Takes the `{` of arms; without one there are arms when the item lacks a brace. */
function openArms(p: Parser): boolean {
  if (p.eat("{")) return true;
  p.reportExpected("'{'");
  skipToBrace(p);
  return p.eat("{") || lacksOpening(p);
}

function parseArms(p: Parser, kind: "matchArm" | "catchArm"): void {
  p.withObjects(true, () => {
    while (!p.atEnd && !p.at("}") && !atItem(p) && !endsArms(p)) parseArm(p, kind);
  });
  p.expect("}", "'}'");
}

/** True behind arms whose closing brace is missing: at a statement, or another clause. */
function endsArms(p: Parser): boolean {
  const isForeign = atCatch(p) || atStatementKeyword(p) || foreignToArms.has(p.kind);
  return isForeign && lacksClosing(p);
}

const foreignToArms: ReadonlySet<Lookahead> = new Set<Lookahead>([";", "if", "match"]);

/** pattern [ "if" expr ] "=>" ( block | expr ) [ "," ] ; only `match` has guards. */
function parseArm(p: Parser, kind: NodeKind): void {
  const mark = p.markWithDocs();
  if (!parsePattern(p)) {
    skipArm(p, mark);
    return;
  }
  if (kind === "matchArm" && p.eat("if")) parseExpression(p, "a guard");
  if (p.expect("=>", "'=>'")) {
    parseArmBody(p);
    p.eat(",");
  } else skipRest(p);
  p.complete(mark, kind);
}

/** A block stands alone: what follows it is the next arm. */
function parseArmBody(p: Parser): void {
  if (p.at("{") && (p.peek(1) === "}" || !atMap(p))) parseBlock(p);
  else parseArmExpression(p);
}

function skipArm(p: Parser, mark: Mark): void {
  const before = p.index;
  skipRest(p);
  if (p.index === before) skipOne(p);
  if (p.hasTakenSince(mark)) p.complete(mark, "error");
}

/** Skips to the next arm: behind a comma, or to a line that begins with a pattern. */
function skipRest(p: Parser): void {
  skipWhile(p, () => !p.at(",") && !p.at("}") && !atItem(p) && !(p.newlineBefore && atPattern(p)));
  p.eat(",");
}
