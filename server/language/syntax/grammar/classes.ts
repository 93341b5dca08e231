/** Classes, enums and type aliases. */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { missingFieldType, variantType } from "../syntaxDiagnostics";
import { parseAttributes, parseBlockAttribute } from "./attributes";
import { parseFunction } from "./functions";
import { expectName, isKeyword } from "./names";
import { atItem } from "./places";
import { lacksOpening, skipToBrace, skipUntil } from "./recovery";
import { parseTypeBuilderOutOfPlace } from "./typeBuilder";
import { atType, parseFieldType, parseType } from "./types";

/** class_def = "class" WORD [ generic_params ] "{" { class_member } "}" ; */
export function parseClass(p: Parser, mark: Mark = p.markWithDocs()): void {
  const { column } = p;
  p.take();
  expectName(p, "a class name");
  if (p.at("<")) parseGenericParameters(p);
  if (openBody(p)) {
    const body: ClassBody = { column, methodsBelong: undefined };
    while (!atBodyEnd(p) && !(p.at("function") && !belongs(p, body))) parseMember(p);
    p.expect("}", "'}'");
  }
  p.complete(mark, "class");
}

/** generic_params = "<" WORD { "," WORD } [ "," ] ">" ; */
export function parseGenericParameters(p: Parser): void {
  const mark = p.mark();
  p.take();
  while (!p.at(">") && !p.at("{") && !p.atEnd) {
    if (!p.expect("word", "a type parameter")) break;
    if (!p.eat(",")) break;
  }
  p.expect(">", "'>'");
  p.complete(mark, "genericParameters");
}

/**
 * Takes the `{` of a body, or reports that there is none. The body of a declaration that
 * only lost its brace is parsed all the same.
 */
export function openBody(p: Parser): boolean {
  if (p.eat("{")) return true;
  p.reportExpected("'{'");
  skipToBrace(p);
  if (p.eat("{")) return true;
  if (p.atEnd || p.at("}") || atItem(p)) return false;
  return lacksOpening(p) || !p.at("header");
}

function atBodyEnd(p: Parser): boolean {
  if (p.atEnd || p.at("}")) return true;
  return atItem(p) && !p.at("function") && !atKeywordField(p);
}

function parseMember(p: Parser): void {
  switch (p.kind) {
    case "@@":
      parseBlockAttribute(p);
      return;
    case "function":
      parseFunction(p, { isMethod: true });
      return;
    case "header":
      parseHeader(p);
      return;
    case "type_builder":
      if (!atKeywordField(p)) {
        parseTypeBuilderOutOfPlace(p);
        return;
      }
  }
  if (p.at("word") || atKeywordField(p)) parseField(p);
  else parseNoMember(p, "a field");
}

/** field = WORD [ ":" ] type { field_attr } [ "," | ";" ] ; */
function parseField(p: Parser): void {
  const mark = p.markWithDocs();
  const name = p.aheadText;
  const nameRange = p.aheadRange;
  p.take("word");
  const hasColon = p.eat(":");
  if (!hasColon && (p.newlineBefore || p.at("@") || p.at("}"))) {
    p.reportAlso(missingFieldType(name, nameRange));
  } else {
    const problems = p.problemCount;
    parseFieldType(p);
    if (p.problemCount !== problems) skipBrokenType(p);
  }
  parseAttributes(p);
  if (!p.eat(",")) p.eat(";");
  p.complete(mark, "field");
}

/**
 * A keyword that names a field: the start of a type follows on its line, and not what
 * follows a keyword in a declaration.
 */
function atKeywordField(p: Parser): boolean {
  if (!isKeyword(p.kind) || p.at("function")) return false;
  // A keyword alone on a line that is indented is a field without a type.
  if (p.newlineWithin(1)) return p.newlineBefore && 0 < p.column && !p.at("dynamic");
  const next = p.peek(1);
  if (next === ":" || next === "string" || next === "int" || next === "(") return true;
  if (next !== "word") return false;
  const after = p.peek(2);
  if (after === "<") return !p.at("class") || p.peekText(1) === "map";
  return p.newlineWithin(2) || !notBehindFieldType.has(after);
}

const notBehindFieldType: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "{",
  "(",
  "=",
  "rawString",
  ":",
]);

/** What a class knows of the methods that stand no deeper than the class itself. */
interface ClassBody {
  readonly column: number;
  methodsBelong: boolean | undefined;
}

/**
 * True when a `function` in a class is its method. One that is not indented may be the next
 * item, behind a class without its closing brace; then nothing closes the class later.
 */
function belongs(p: Parser, body: ClassBody): boolean {
  if (!p.newlineBefore || body.column < p.column) return true;
  body.methodsBelong ??= bodyCloses(p);
  return body.methodsBelong;
}

/** Looks for a `}` that closes more than was opened from here on, before another item. */
function bodyCloses(p: Parser): boolean {
  let depth = 0;
  for (let index = p.index; ; index++) {
    const kind = p.kindAt(index);
    if (kind === "end") return false;
    if (kind === "{") depth++;
    else if (kind === "}" && --depth < 0) return true;
    else if (depth === 0 && otherItems.has(kind)) return false;
  }
}

const otherItems: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "class",
  "enum",
  "generator",
  "test",
  "retry_policy",
  "template_string",
]);

/** enum_def = "enum" WORD "{" { enum_variant [ "," ] | block_attr } "}" ; */
export function parseEnum(p: Parser, mark: Mark = p.markWithDocs()): void {
  p.take();
  expectName(p, "an enum name");
  if (openBody(p)) {
    while (!p.atEnd && !p.at("}") && !atItem(p)) parseEnumMember(p);
    p.expect("}", "'}'");
  }
  p.complete(mark, "enum");
}

function parseEnumMember(p: Parser): void {
  if (p.at("@@")) parseBlockAttribute(p);
  else if (p.at("header")) parseHeader(p);
  else if (p.at("word")) parseVariant(p);
  else parseNoMember(p, "an enum variant");
}

/** enum_variant = WORD { field_attr } ; */
function parseVariant(p: Parser): void {
  const mark = p.markWithDocs();
  const name = p.aheadText;
  p.take();
  if (atVariantType(p)) parseVariantType(p, name);
  parseAttributes(p);
  p.eat(",");
  p.complete(mark, "variant");
}

/** A second word on the line is another variant, unless it can only be a type. */
function atVariantType(p: Parser): boolean {
  if (p.newlineBefore) return false;
  if (p.at(":")) return true;
  if (!p.at("word")) return atType(p);
  return typeWords.has(p.aheadText) || behindTypeName.has(p.peek(1));
}

function parseVariantType(p: Parser, variant: string): void {
  const mark = p.mark();
  p.eat(":");
  const typeMark = p.mark();
  if (!p.newlineBefore && atType(p)) p.muted(() => parseType(p));
  p.reportAlso(variantType(variant, p.rangeFrom(p.hasTakenSince(typeMark) ? typeMark : mark)));
  p.complete(mark, "error");
}

const typeWords: ReadonlySet<string> = new Set([
  "int",
  "float",
  "string",
  "bool",
  "null",
  "map",
  "image",
  "audio",
  "pdf",
  "video",
]);

const behindTypeName: ReadonlySet<Lookahead> = new Set<Lookahead>(["[", "|", "?", "<"]);

/** type_alias = "type" WORD "=" type { field_attr } [ ";" ] ; */
export function parseTypeAlias(p: Parser, mark: Mark = p.markWithDocs()): void {
  p.take();
  expectName(p, "a name for the type");
  if (p.expect("=", "'='") || (!p.newlineBefore && atType(p))) parseFieldType(p);
  parseAttributes(p);
  p.eat(";");
  p.complete(mark, "typeAlias");
}

/** A header comment, wherever one may stand. */
export function parseHeader(p: Parser): void {
  const mark = p.mark();
  p.take();
  p.complete(mark, "header");
}

/** Reports what is no member, and skips it up to where one may begin. */
export function parseNoMember(p: Parser, what: string): void {
  p.reportExpected(what);
  skipUntil(p, () => p.newlineBefore || p.at("}") || p.at("@@") || atItem(p));
}

/** What is left of the line is part of the type, up to attributes or to another field. */
function skipBrokenType(p: Parser): void {
  p.skipWhile(() => !p.newlineBefore && !endsBrokenType(p));
}

function endsBrokenType(p: Parser): boolean {
  if (p.at(",")) return p.peek(1) === "word" && (p.peek(2) === "word" || p.peek(2) === ":");
  return p.at("}") || p.at("@") || p.at("@@") || p.at(";");
}
