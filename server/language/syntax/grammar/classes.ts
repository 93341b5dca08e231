/** Classes, and which keywords may name their fields. */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { missingFieldType } from "../syntaxDiagnostics";
import { parseAttributes, parseBlockAttribute } from "./attributes";
import { openBody, parseGenericParameters, parseHeader, parseNoMember } from "./bodies";
import { parseFunction } from "./functions";
import { expectName, isKeyword } from "./names";
import { atItem } from "./places";
import { skipWhile } from "./recovery";
import { parseTypeBuilderOutOfPlace } from "./typeBuilder";
import { parseFieldType } from "./types";

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

function atBodyEnd(p: Parser): boolean {
  if (p.atEnd || p.at("}")) return true;
  return atItem(p) && !p.at("function") && !atKeywordField(p) && !atTypeField(p);
}

/** A field of the name `type`: only an alias has a `=`. */
function atTypeField(p: Parser): boolean {
  return p.atWord("type") && p.peek(2) !== "=";
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
  if (next === ":" || literalStarts.has(next) || next === "(") return true;
  if (next !== "word") return false;
  const after = p.peek(2);
  if (after === "<") return !p.at("class") || p.peekText(1) === "map";
  return p.newlineWithin(2) || !notBehindFieldType.has(after);
}

const literalStarts: ReadonlySet<Lookahead> = new Set<Lookahead>(["string", "int", "-"]);

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

/** What is left of the line is part of the type, up to attributes or to another field. */
function skipBrokenType(p: Parser): void {
  skipWhile(p, () => !p.newlineBefore && !endsBrokenType(p));
}

function endsBrokenType(p: Parser): boolean {
  if (p.at(",")) return p.peek(1) === "word" && (p.peek(2) === "word" || p.peek(2) === ":");
  return p.at("}") || p.at("@") || p.at("@@") || p.at(";");
}
