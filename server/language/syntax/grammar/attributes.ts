/**
 * field_attr = "@" attr_path [ attr_args ] ;
 * block_attr = "@@" attr_path [ attr_args ] ;
 * attr_path  = attr_seg { "." attr_seg } ;
 * attr_args  = "(" [ attr_arg { "," attr_arg } [ "," ] ] ")" ;
 */
import type { Lookahead } from "../lexer";
import type { Parser } from "../parser";
import { unclosedTemplate } from "../syntaxDiagnostics";
import { parseExpression } from "./expressions";
import { parseList } from "./lists";
import { isKeyword } from "./names";
import { parseType } from "./types";

/** True at `@alias`, `@description` and `@skip`, which are never a type's. */
export function atFieldAttribute(p: Parser): boolean {
  if (!p.at("@") || p.peek(1) !== "word") return false;
  const name = p.peekText(1);
  return (name === "alias" || name === "description" || name === "skip") && p.peek(2) !== ".";
}

export function parseAttribute(p: Parser): void {
  const mark = p.mark();
  p.take();
  parseNameAndArguments(p);
  p.complete(mark, "attribute");
}

export function parseAttributes(p: Parser): void {
  while (p.at("@")) parseAttribute(p);
}

export function parseBlockAttribute(p: Parser): void {
  const mark = p.markWithDocs();
  p.take();
  parseNameAndArguments(p);
  p.complete(mark, "blockAttribute");
}

function parseNameAndArguments(p: Parser): void {
  let name = p.newlineBefore ? "" : p.aheadText;
  if (!parseSegment(p)) return;
  while (p.at(".") && !p.newlineBefore) {
    p.take();
    name += `.${p.aheadText}`;
    if (!parseSegment(p)) return;
  }
  // An argument list on the next line would belong to something else.
  if (p.at("(") && !p.newlineBefore) parseArguments(p, name);
}

/** Keywords that may be segments, such as `assert` and `dynamic`, become words. */
function parseSegment(p: Parser): boolean {
  if (!p.newlineBefore && (p.at("word") || isKeyword(p.kind))) {
    p.take("word");
    return true;
  }
  p.reportExpected("an attribute name");
  return false;
}

function parseArguments(p: Parser, attribute: string): void {
  const mark = p.mark();
  p.take();
  parseList(p, {
    close: ")",
    what: "',' or ')'",
    ends: argumentEnds,
    parseElement: () => parseArgument(p, attribute),
  });
  p.complete(mark, "attributeArguments");
}

const argumentEnds: ReadonlySet<Lookahead> = new Set<Lookahead>(["@"]);

/** attr_arg = string | jinja_block | WORD ; any expression is let through for the checks. */
function parseArgument(p: Parser, attribute: string): boolean {
  const mark = p.mark();
  if (p.at("{") && p.peekGlued(1) === "{") takeJinja(p);
  else if (!parsePlainArgument(p, attribute)) return false;
  p.complete(mark, "attributeArgument");
  return true;
}

function parsePlainArgument(p: Parser, attribute: string): boolean {
  if (attribute === "stream.type") return parseType(p);
  if (isKeyword(p.kind) && (p.peek(1) === "," || p.peek(1) === ")")) {
    const mark = p.mark();
    p.take("word");
    p.complete(mark, "name");
    return true;
  }
  return p.withObjects(false, () => parseExpression(p));
}

/** jinja_block = "{{" … "}}" ; read as text, for it is another language. */
function takeJinja(p: Parser): void {
  const { end, isClosed } = endOfJinja(p.text, p.offset);
  p.takeUpTo(end, "jinja");
  if (isClosed) return;
  p.report(unclosedTemplate("expression", p.atEnd ? p.lastCharacterRange : p.aheadRange));
}

/**
 * Behind the `}}` that closes a `{{`. Braces inside pair up, quoted text aside; a lone `}`
 * where `}}` should be, a closing parenthesis too many or the end of the text ends it too.
 */
function endOfJinja(text: string, start: number): { end: number; isClosed: boolean } {
  let braces = 0;
  let parentheses = 0;
  for (let at = start + 2; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") at = endOfQuotedIn(text, at);
    else if (character === "{") braces++;
    else if (character === "}" && 0 < braces) braces--;
    else if (character === "}") {
      const isClosed = text.charAt(at + 1) === "}";
      return { end: isClosed ? at + 2 : at + 1, isClosed };
    } else if (character === "(" || character === "[") parentheses++;
    else if (character === ")" || character === "]") {
      if (parentheses === 0) return { end: withoutBlanks(text, at), isClosed: false };
      parentheses--;
    }
  }
  return { end: text.length, isClosed: false };
}

/** The closing quote; a quote that has none on its line is a character like others. */
function endOfQuotedIn(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n" || character === "\r") return start;
    if (character === "\\") at++;
    else if (character === quote) return at;
  }
  return start;
}

function withoutBlanks(text: string, end: number): number {
  let at = end;
  while (/\s/.test(text.charAt(at - 1))) at--;
  return at;
}
