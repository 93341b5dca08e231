/** Functions of both kinds, and template strings. */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { missingParameterType, oldFunctionSyntax } from "../syntaxDiagnostics";
import { parseBlock, parseUnopenedBlock } from "./blocks";
import { parseList } from "./lists";
import { isLlmBody, parseLlmBody } from "./llmBodies";
import { atString, expectName, isKeyword, takeTemplate } from "./names";
import { atItem } from "./places";
import { lacksOpening, skipToBrace, skipWhile } from "./recovery";
import { atType, parseType } from "./types";

/** function_def = "function" WORD params "->" type [ "throws" type ] body ; */
export function parseFunction(
  p: Parser,
  { isMethod }: { readonly isMethod: boolean },
  mark: Mark = p.markWithDocs(),
): void {
  // Whether `{//` begins a comment is known when the body's kind is known.
  p.withLegacyComments(false, () => {
    p.take();
    const name = p.at("word") ? p.aheadText : "";
    expectName(p, "a function name");
    if (p.at("{")) {
      p.report(oldFunctionSyntax(name, p.aheadRange));
      p.muted(() => parseBody(p));
    } else {
      parseSignature(p, isMethod);
      parseBody(p);
    }
  });
  p.complete(mark, "function");
}

function parseSignature(p: Parser, isMethod: boolean): void {
  parseFunctionParameters(p, isMethod);
  if (p.eat("->")) parseType(p, "a return type");
  else {
    p.reportExpected("return type (->)");
    if (!p.newlineBefore && atType(p)) p.muted(() => parseType(p));
  }
  if (p.at("throws")) parseThrows(p);
  if (p.at("{")) return;
  p.reportExpected("'{'");
  skipToBrace(p);
}

/** Parameters, also behind a parenthesis that is missing. */
function parseFunctionParameters(p: Parser, isMethod: boolean): void {
  if (p.at("(")) {
    const mark = p.mark();
    p.take();
    parseParameters(p, isMethod, mark);
    return;
  }
  p.reportExpected("'('");
  const next = p.peek(1);
  if (p.at(")") || (p.at("word") && (next === ":" || next === "," || next === ")"))) {
    parseParameters(p, isMethod, p.mark());
  }
}

function parseThrows(p: Parser): void {
  const mark = p.mark();
  p.take();
  parseType(p);
  p.complete(mark, "throws");
}

/** params = "(" [ param { "," param } [ "," ] ] ")" ; */
function parseParameters(p: Parser, isMethod: boolean, mark: Mark): void {
  let isFirst = true;
  parseList(p, {
    close: ")",
    what: "',' or ')'",
    ends: parameterEnds,
    atElement: () => p.at("word"),
    parseElement: () => {
      const found = parseParameter(p, isMethod && isFirst);
      isFirst = false;
      return found;
    },
  });
  p.complete(mark, "parameters");
}

const parameterEnds: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "->",
  "{",
  "string",
  "rawString",
]);

/** param = "self" | WORD ":" type ; */
function parseParameter(p: Parser, maybeSelf: boolean): boolean {
  const mark = p.markWithDocs();
  const name = p.aheadText;
  const nameRange = p.aheadRange;
  if (isKeyword(p.kind) && p.peek(1) === ":") {
    p.reportExpected("a parameter name");
    p.take("word");
  } else if (p.at(":")) p.reportExpected("a parameter name");
  else if (!p.expect("word", "a parameter")) return false;
  if (p.eat(":")) parseType(p, "type annotation");
  else if (!p.newlineBefore && atType(p) && !(p.at("word") && p.peek(1) === ":")) {
    p.reportExpected("':'");
    parseType(p);
  } else if (!(maybeSelf && name === "self")) {
    p.reportAlso(missingParameterType(name, nameRange));
    p.forgive();
  }
  p.complete(mark, "parameter");
  return true;
}

/** body = llm_body | block ; what is ahead at brace depth 1 decides. */
function parseBody(p: Parser): void {
  if (p.atEnd || p.at("}") || atItem(p)) return;
  if (!p.at("{") && !lacksOpening(p) && (p.at("header") || p.at("@@"))) return;
  let isLlm = false;
  p.withLegacyCommentsBehind(true, () => {
    isLlm = isLlmBody(p);
    if (isLlm) parseLlmBody(p);
  });
  if (isLlm) return;
  if (p.at("{")) parseBlock(p);
  else parseUnopenedBlock(p);
}

/** template_def = ( "template_string" | "string_template" ) WORD [ [ "=" ] params ] string ; */
export function parseTemplateString(p: Parser, mark: Mark = p.markWithDocs()): void {
  p.take("template_string");
  expectName(p, "a name for the template");
  p.eat("=");
  if (p.at("(")) {
    const parameters = p.mark();
    p.take();
    parseParameters(p, false, parameters);
  }
  if (atString(p)) takeTemplate(p);
  else {
    p.reportExpected("a template string");
    skipWhile(p, () => !p.newlineBefore && !atItem(p));
  }
  p.complete(mark, "templateString");
}
