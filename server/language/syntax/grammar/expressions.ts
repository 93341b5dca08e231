/**
 * Expressions: operators by precedence, `catch` behind them, postfixes closer than both.
 *
 * A production that may find nothing returns false, and has reported what it wanted.
 */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { mapComma, nestedAssignment, notAnExpression } from "../syntaxDiagnostics";
import { parseBlock } from "./blocks";
import { atCatch, parseCatchClauses, parseIf, parseMatch } from "./branches";
import { parseList } from "./lists";
import { atString, isKeyword, takeInt, takeString } from "./names";
import { assignmentAhead, operatorAhead, precedences, takeOperator } from "./operators";
import { atStatementKeyword } from "./places";
import { parseStatement } from "./statements";
import { parseType, parseTypeArguments } from "./types";

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

/** expr = … | expr assign_op expr ; at the start of a statement, where it may assign. */
export function parseStatementExpression(p: Parser): boolean {
  const mark = p.mark();
  if (!parseCatchable(p, "a statement", true)) return false;
  completeAssignment(p, mark, false);
  return true;
}

/** An expression without `catch` clauses of its own: what `throw` throws. */
function parseThrown(p: Parser): boolean {
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
    p.skipWhile(() => !p.at(";") && !p.at("}"));
  }
  p.complete(mark, "assignment");
}

function parseCatchable(p: Parser, what: string, isStatement = false): boolean {
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
    p.skipOne();
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
      p.skipWhile(() => !p.at(";") && !p.at("}") && !p.at(")"));
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
      p.skipWhile(() => unaryOperators.has(p.kind));
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

function parsePostfixes(p: Parser, mark: Mark): void {
  for (;;) {
    if (p.isTooHigh) {
      if (postfixStarts.has(p.kind)) p.reportTooDeep();
      p.skipWhile(() => postfixStarts.has(p.kind) || p.at("word"));
      return;
    }
    switch (p.kind) {
      case "(":
        parseArguments(p);
        p.complete(mark, "call");
        break;
      case "[":
        parseIndex(p, mark);
        break;
      case ".":
        parseMember(p, mark);
        break;
      case "<":
        if (!atTypeArguments(p)) return;
        parseTypeArguments(p);
        p.complete(mark, "typeApplication");
        break;
      case "{":
        if (!atObject(p)) return;
        parseObject(p, mark);
        break;
      default:
        return;
    }
  }
}

const postfixStarts: ReadonlySet<Lookahead> = new Set<Lookahead>(["(", "[", "."]);

function parseArguments(p: Parser): void {
  const mark = p.mark();
  p.take();
  p.withObjects(true, () =>
    parseList(p, { close: ")", what: "',' or ')'", parseElement: () => parseExpression(p) }),
  );
  p.complete(mark, "arguments");
}

function parseIndex(p: Parser, mark: Mark): void {
  p.take();
  p.withObjects(true, () => parseCatchable(p, "an expression"));
  p.expect("]", "']'");
  p.complete(mark, "index");
}

function parseMember(p: Parser, mark: Mark): void {
  p.take();
  if (!eatMemberName(p) && !p.eat("accessor")) p.reportExpected("a name");
  p.complete(mark, "member");
}

/** A word, or a keyword that stands right behind its dot: a field may be called `client`. */
function eatMemberName(p: Parser): boolean {
  if (p.eat("word")) return true;
  if (!isKeyword(p.kind) || !p.isGluedBefore) return false;
  p.take("word");
  return true;
}

/**
 * `<` begins type arguments when a word and then `>`, `,` or `<` follow, and when the
 * bracket closes: `f(a < b, c)` is a comparison.
 */
function atTypeArguments(p: Parser): boolean {
  if (p.peek(1) !== "word") return false;
  const after = p.peek(2);
  if (after !== ">" && after !== "," && after !== "<") return false;
  let depth = 0;
  for (let index = p.index; ; index++) {
    const kind = p.kindAt(index);
    if (kind === "<") depth++;
    else if (kind === ">" && --depth === 0) return true;
    else if (!typeArgumentKinds.has(kind)) return false;
  }
}

const typeArgumentKinds: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "word",
  ".",
  ",",
  ">",
  "[",
  "]",
  "?",
  "|",
  "string",
  "int",
]);

/** Only a name or a path is constructed, and not what looks like a block of statements. */
function atObject(p: Parser): boolean {
  const operand = p.lastNode;
  if ((operand !== "name" && operand !== "path") || !p.allowsObjects) return false;
  const next = p.peek(1);
  if (next === "word") return !notBehindKey.has(p.peek(2));
  return objectStarts.has(next) || (isKeyword(next) && p.peek(2) === ":");
}

const objectStarts: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "}",
  "...",
  "string",
  "rawString",
  "end",
]);

const notBehindKey: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  ";",
  "(",
  ".",
  "[",
]);

/** object_body = "{" { ( field_init | "..." expr ) "," } [ field_init | "..." expr ] "}" ; */
function parseObject(p: Parser, mark: Mark): void {
  p.take();
  p.withObjects(true, () =>
    parseList(p, {
      close: "}",
      what: "',' or '}'",
      parseElement: () => (p.at("...") ? parseSpread(p) : parseEntry(p, "objectField")),
      atElement: () => p.at("...") || atKey(p),
      reportMissingComma: () => reportMissingComma(p, "field"),
    }),
  );
  p.complete(mark, "object");
}

function parseSpread(p: Parser): boolean {
  const mark = p.mark();
  p.take();
  parseExpression(p);
  p.complete(mark, "spread");
  return true;
}

/** ( WORD | string ) ":" expr */
function parseEntry(p: Parser, kind: "mapEntry" | "objectField"): boolean {
  if (!atKey(p)) {
    p.reportExpected(kind === "mapEntry" ? "a key" : "a field name");
    return false;
  }
  const mark = p.mark();
  if (atString(p)) takeString(p);
  else p.take("word");
  if (p.expect(":", "':'") || (atExpression(p) && !p.newlineBefore)) parseExpression(p);
  p.complete(mark, kind);
  return true;
}

function atKey(p: Parser): boolean {
  return p.at("word") || atString(p) || (isKeyword(p.kind) && p.peek(1) === ":");
}

function reportMissingComma(p: Parser, kind: "entry" | "field"): void {
  p.report(mapComma(kind, p.atEnd ? undefined : p.aheadText, p.aheadRange));
}

function parsePrimary(p: Parser, what: string): boolean {
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
  p.skipWhile(() => !p.at(")") && !p.newlineBefore && !atStop(p));
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

/** `{` begins a map when `}`, a string, or a word and a colon follow; else a block. */
export function atMap(p: Parser): boolean {
  const next = p.peek(1);
  if (next === "}" || next === "string" || next === "rawString") return true;
  return (next === "word" || isKeyword(next)) && p.peek(2) === ":";
}

/** map_lit = "{" [ map_entry { "," map_entry } [ "," ] ] "}" ; */
function parseMap(p: Parser, mark: Mark): void {
  p.take();
  p.withObjects(true, () =>
    parseList(p, {
      close: "}",
      what: "',' or '}'",
      parseElement: () => parseEntry(p, "mapEntry"),
      atElement: () => atKey(p),
      reportMissingComma: () => reportMissingComma(p, "entry"),
    }),
  );
  p.complete(mark, "map");
}
