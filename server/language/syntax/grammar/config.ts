/** Config blocks: clients, retry policies, generators, tests, and the values in them. */
import type { Lookahead } from "../lexer";
import type { NodeKind } from "../nodeKinds";
import type { Mark, Parser } from "../parser";
import { bareWords, testParameters, unmatchedDelimiter } from "../syntaxDiagnostics";
import { parseAttributes, parseBlockAttribute } from "./attributes";
import { openBody, parseGenericParameters, parseHeader } from "./bodies";
import { atString, expectName, isKeyword, takeInt, takeString } from "./names";
import { atItem } from "./places";
import { parseEnvReference } from "./primaries";
import { lacksOpening, skipOne, skipUntil, skipWhile } from "./recovery";
import { parseTypeBuilder } from "./typeBuilder";

/** client_def = "client" [ "<" WORD ">" ] WORD config_block ; */
export function parseClient(p: Parser, mark: Mark = p.markWithDocs()): void {
  p.take();
  if (p.at("<")) parseGenericParameters(p);
  parseNameAndBlock(p, mark, "client");
}

export function parseRetryPolicy(p: Parser, mark: Mark = p.markWithDocs()): void {
  p.take();
  parseNameAndBlock(p, mark, "retryPolicy");
}

export function parseGenerator(p: Parser, mark: Mark = p.markWithDocs()): void {
  p.take();
  parseNameAndBlock(p, mark, "generator");
}

/** test_def = "test" WORD test_block ; */
export function parseTest(p: Parser, mark: Mark = p.markWithDocs()): void {
  p.take();
  const name = p.at("word") ? p.aheadText : "";
  expectName(p, "a name for the test");
  if (p.at("(")) parseTestParameters(p, name);
  parseBlockOf(p, mark, "test");
}

function parseTestParameters(p: Parser, name: string): void {
  const mark = p.mark();
  skipOne(p);
  p.reportAlso(testParameters(name, p.rangeFrom(mark)));
  p.complete(mark, "error");
}

function parseNameAndBlock(p: Parser, mark: Mark, kind: NodeKind): void {
  expectName(p, `a name for the ${kind === "retryPolicy" ? "retry policy" : kind}`);
  parseBlockOf(p, mark, kind);
}

function parseBlockOf(p: Parser, mark: Mark, kind: NodeKind): void {
  parseConfigBlock(p);
  p.complete(mark, kind);
}

/** config_block = "{" { ( config_item | block_attr | type_builder ) [ "," ] } "}" ; */
function parseConfigBlock(p: Parser): void {
  const mark = p.mark();
  if (!p.enter()) {
    p.reportTooDeep();
    skipOne(p);
    p.complete(mark, "error");
    return;
  }
  if (openBody(p)) {
    while (!p.atEnd && !p.at("}") && !(atItem(p) && !atKey(p))) parseMember(p);
    p.expect("}", "'}'");
  }
  if (p.hasTakenSince(mark)) p.complete(mark, "configBlock");
  p.leave();
}

function parseMember(p: Parser): void {
  if (p.at("@@")) parseBlockAttribute(p);
  else if (p.at("header")) parseHeader(p);
  else if (p.at("type_builder") && !atKeywordKey(p)) parseTypeBuilder(p);
  else if (atKey(p)) parseItem(p);
  else {
    const isStray = p.at(")") || p.at("]");
    p.report((isStray ? unmatchedDelimiter : bareWords)(p.aheadText, p.aheadRange));
    skipUntil(p, () => p.newlineBefore || p.at("}") || atItem(p));
  }
  p.eat(",");
}

/** config_key = WORD | string | keyword, when a value follows ; */
function atKey(p: Parser): boolean {
  return p.at("word") || atString(p) || atKeywordKey(p);
}

/** A keyword with a value on its line, and not at the head of a declaration. */
function atKeywordKey(p: Parser): boolean {
  if (!isKeyword(p.kind)) return false;
  const next = p.peek(1);
  if (next === ":") return true;
  if (p.newlineWithin(1) || (p.at("type_builder") && next === "{")) return false;
  if (next !== "word") return valueStarts.has(next);
  const after = p.peek(2);
  return !(p.newlineBefore && (after === "{" || after === "(" || after === "<"));
}

/** config_item = config_key [ ":" ] config_value { field_attr } ; */
function parseItem(p: Parser): void {
  const mark = p.markWithDocs();
  const keyRange = p.aheadRange;
  const key = p.aheadText;
  if (atString(p)) takeString(p);
  else p.take("word");
  const hasColon = p.eat(":");
  if (!hasColon && p.newlineBefore && atItemOnNextLine(p)) {
    p.report(bareWords(key, keyRange));
    if (lacksOpening(p)) parseUnopenedBlock(p);
  } else if (!parseValue(p)) p.reportExpected(`a value for \`${key}\``);
  parseAttributes(p);
  p.complete(mark, "configItem");
}

/** The items of a block whose `{` is missing, up to its `}`. */
function parseUnopenedBlock(p: Parser): void {
  const mark = p.mark();
  while (!p.atEnd && !p.at("}") && !(atItem(p) && !atKey(p))) parseMember(p);
  p.expect("}", "'}'");
  p.complete(mark, "configBlock");
}

/** True when the word on the next line has a value of its own, so is no value itself. */
function atItemOnNextLine(p: Parser): boolean {
  if (!p.at("word")) return p.at("@@") || p.at("}");
  const next = p.peek(1);
  return (next === ":" || next === "word" || valueStarts.has(next)) && !p.newlineWithin(1);
}

const valueStarts: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "word",
  "string",
  "rawString",
  "int",
  "float",
  "-",
  "env",
  "{",
  "[",
]);

/** Says whether there was a value; what is wrong inside it is reported. */
function parseValue(p: Parser): boolean {
  switch (p.kind) {
    case "{":
      parseConfigBlock(p);
      return true;
    case "[":
      parseArray(p);
      return true;
    case "-":
    case "int":
    case "float":
      parseNumber(p);
      return true;
    case "string":
    case "rawString":
    case "env":
      parseStringExpression(p);
      return true;
    default:
      return parseOptionalBareText(p);
  }
}

/** A word and what is glued to it, `//` too; a path begins with dots or a slash. */
function parseOptionalBareText(p: Parser): boolean {
  const end = endOfBareText(p);
  const isMore = p.endOffset < end;
  const isWord = p.at("word") || atKeywordValue(p);
  if (!isWord && !(isMore && atPath(p)) && !atLetter(p)) return false;
  const mark = p.mark();
  if (isWord && !isMore) p.take("word");
  else p.takeUpTo(end, "bareText");
  p.complete(mark, "configWord");
  parseNoBareWord(p);
  return true;
}

function atPath(p: Parser): boolean {
  return p.at(".") || p.at("...") || p.at("/");
}

/** A letter that no name can have, as in `Élodie`. */
function atLetter(p: Parser): boolean {
  return p.at("error") && /^\p{L}/u.test(p.aheadText);
}

/** The end of the unquoted text ahead, in the file. */
function endOfBareText(p: Parser): number {
  BARE_TEXT.lastIndex = p.offset;
  return p.offset + (BARE_TEXT.exec(p.text)?.[0].length ?? 0);
}

/** Up to blanks, brackets, quotes, and what else ends or begins something. */
const BARE_TEXT = /(?:[^\s{}[\]()<>,;'"#@/]|\/(?!\*))+/y;

/** A keyword on the line of its key, with nothing behind it: not the head of a declaration. */
function atKeywordValue(p: Parser): boolean {
  if (!isKeyword(p.kind) || p.newlineBefore) return false;
  const next = p.peek(1);
  return p.newlineWithin(1) || next === "," || next === "}" || next === "]";
}

/** number = [ "-" ] ( INT | FLOAT ) ; */
function parseNumber(p: Parser): void {
  const mark = p.mark();
  const isNegative = p.eat("-");
  if (p.at("int")) takeInt(p, isNegative);
  else p.expect("float", "a number");
  p.complete(mark, "configNumber");
  parseNoBareWord(p);
}

/** What is glued to a bare word, as in `hello'world`, makes it text that needs quotes. */
function parseNoBareWord(p: Parser): void {
  if (p.newlineBefore || !(p.at("error") || (p.isGluedBefore && notGlued.has(p.kind)))) return;
  p.report(bareWords(p.aheadText, p.aheadRange));
  skipLine(p);
}

const notGlued: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "@",
  "#",
  "(",
  ".",
  "/",
  ":",
  "::",
  "word",
  "int",
  "float",
  "\\",
  "+",
  "*",
  "&",
  "=",
]);

/** string_expr = string { "+" expr } ; `env.X` may begin one as well. */
function parseStringExpression(p: Parser): void {
  const mark = p.mark();
  parseStringOperand(p);
  while (p.at("+") && !p.isTooHigh) {
    p.take();
    if (!parseStringOperand(p)) p.reportExpected("a string");
    p.complete(mark, "binary");
  }
}

function parseStringOperand(p: Parser): boolean {
  const mark = p.mark();
  if (p.at("env")) {
    parseEnvReference(p);
    return true;
  }
  if (atString(p)) takeString(p);
  else if (p.at("int")) takeInt(p);
  else if (!p.eat("float") && !p.eat("word")) return false;
  p.complete(mark, "literal");
  return true;
}

/** config_array = "[" [ config_elem { [ "," ] config_elem } [ "," ] ] "]" ; */
function parseArray(p: Parser): void {
  const mark = p.mark();
  if (!p.enter()) {
    p.reportTooDeep();
    skipOne(p);
    p.complete(mark, "error");
    return;
  }
  p.take();
  while (!p.at("]") && !atArrayEnd(p)) {
    if (!parseValue(p)) {
      p.reportExpected("a value");
      skipWhile(p, () => !p.at(",") && !p.at("]") && !atArrayEnd(p) && !valueStarts.has(p.kind));
    }
    p.eat(",");
  }
  p.expect("]", "',' or ']'");
  p.complete(mark, "configArray");
  p.leave();
}

/** What no array holds, or what begins an item of the block around it. */
function atArrayEnd(p: Parser): boolean {
  if (p.atEnd || p.at("}") || p.at("@@") || p.at("type_builder") || atItem(p)) return true;
  if (!p.newlineBefore || !p.at("word") || p.newlineWithin(1)) return false;
  const next = p.peek(1);
  return next === "{" || next === "[" || next === ":";
}

function skipLine(p: Parser): void {
  skipUntil(p, () => p.newlineBefore || p.at("}") || p.at("]") || p.at(",") || atItem(p));
}
