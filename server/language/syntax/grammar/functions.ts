/** Functions of both kinds, and template strings. */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import {
  headerInLlmFunction,
  missingLlmField,
  missingParameterType,
  notInLlmFunction,
  oldFunctionSyntax,
  repeatedLlmField,
} from "../syntaxDiagnostics";
import { parseBlock, parseUnopenedBlock } from "./blocks";
import { parseHeader } from "./classes";
import { parseList } from "./lists";
import { atString, expectName, isKeyword, takeString, takeTemplate } from "./names";
import { atItem } from "./places";
import { lacksOpening, skipToBrace, skipUntil } from "./recovery";
import { parseTypeBuilder } from "./typeBuilder";
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

/** The first word at brace depth 1 that tells; none of them means an expression body. */
function isLlmBody(p: Parser): boolean {
  let depth = p.at("{") ? 0 : 1;
  for (let index = p.index; ; index++) {
    const kind = p.kindAt(index);
    if (kind === "end" || (expressionWords.has(kind) && depth === 1)) return false;
    if (opening.has(kind)) depth++;
    else if (closing.has(kind)) {
      depth--;
      if (depth <= 0) return false;
    } else if (depth === 1 && isLlmField(p, index, kind)) {
      if (!notBehindField.has(p.kindAt(index + 1))) return true;
      if (p.kindAt(index + 1) === "=") return false;
    }
  }
}

/** `client` or `prompt`, unless it is a member; it may still be a variable. */
function isLlmField(p: Parser, index: number, kind: Lookahead): boolean {
  return (kind === "client" || isPromptAt(p, index, kind)) && p.kindAt(index - 1) !== ".";
}

function isPromptAt(p: Parser, index: number, kind: Lookahead): boolean {
  return kind === "word" && p.isTextAt(index, "prompt");
}

const opening: ReadonlySet<Lookahead> = new Set<Lookahead>(["{", "(", "["]);
const closing: ReadonlySet<Lookahead> = new Set<Lookahead>(["}", ")", "]"]);

const expressionWords: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "let",
  "return",
  "if",
  "while",
  "for",
  "throw",
  "catch",
  "catch_all",
  "assert",
]);

const notBehindField: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "&=",
  "|=",
  "^=",
  "<<=",
  "==",
  "!=",
  "<=",
  "<",
  ">",
  "<<",
  "&&",
  "||",
  "&",
  "|",
  "^",
  "+",
  "-",
  "*",
  "/",
  "%",
  ".",
  "(",
  "[",
  ",",
  ")",
  "]",
  ";",
  "instanceof",
  "catch",
  "catch_all",
]);

/** llm_body = "{" { client_field | prompt_field } "}" ; */
function parseLlmBody(p: Parser): void {
  const mark = p.mark();
  const found: LlmFields = { client: false, prompt: false, misfit: false };
  p.eat("{");
  while (!p.atEnd && !p.at("}") && !atNextItem(p)) parseLlmMember(p, found);
  if (p.at("}")) {
    if (!found.misfit) reportMissingFields(p, found);
    p.take();
  } else p.expect("}", "'}'");
  p.complete(mark, "llmBody");
}

interface LlmFields {
  client: boolean;
  prompt: boolean;
  /** Something else stands in the body: it may be the missing field, misspelt. */
  misfit: boolean;
}

function parseLlmMember(p: Parser, found: LlmFields): void {
  if (p.at("client")) {
    if (found.client) p.report(repeatedLlmField("client", p.aheadRange));
    found.client = true;
    parseClientField(p);
  } else if (p.atWord("prompt")) {
    if (found.prompt) p.report(repeatedLlmField("prompt", p.aheadRange));
    found.prompt = true;
    parsePromptField(p);
  } else if (p.at("header")) {
    p.report(headerInLlmFunction(p.aheadRange));
    parseHeader(p);
  } else if (p.at("type_builder")) {
    parseTypeBuilder(p);
  } else {
    found.misfit = true;
    p.report(notInLlmFunction(p.aheadText, p.aheadRange));
    skipMisfit(p);
  }
}

function skipMisfit(p: Parser): void {
  skipUntil(p, () => p.at("}") || atLlmMember(p) || atNextItem(p));
}

function atLlmMember(p: Parser): boolean {
  return p.at("client") || p.atWord("prompt") || p.at("header") || p.at("type_builder");
}

/** A declaration, `client` among them: as a field it has no `<` and no block. */
function atNextItem(p: Parser): boolean {
  if (!p.at("client")) return atItem(p);
  return p.newlineBefore && (p.peek(1) === "<" || (p.peek(1) === "word" && p.peek(2) === "{"));
}

function reportMissingFields(p: Parser, found: LlmFields): void {
  if (!found.client) p.report(missingLlmField("client", p.aheadRange));
  else if (!found.prompt) p.report(missingLlmField("prompt", p.aheadRange));
}

/** client_field = "client" [ ":" ] ( quoted_string | client_word ) ; */
function parseClientField(p: Parser): void {
  const mark = p.markWithDocs();
  p.take();
  p.eat(":");
  if (atString(p)) takeString(p);
  else if (p.at("word") && !(p.newlineBefore && p.atWord("prompt"))) takeClientWord(p);
  else p.reportExpected("a client");
  p.complete(mark, "clientField");
}

/** A word and what follows on its line, up to a brace, a comment, or the prompt. */
function takeClientWord(p: Parser): void {
  let index = p.index;
  while (!endsClientWord(p, index + 1)) index++;
  p.takeUpTo(p.endOffsetAt(index), "clientWord");
}

function endsClientWord(p: Parser, index: number): boolean {
  const kind = p.kindAt(index);
  if (kind === "end" || kind === "header" || kind === "{" || kind === "}") return true;
  return p.isAfterBreakOrComment(index) || isPromptField(p, index, kind);
}

function isPromptField(p: Parser, index: number, kind: Lookahead): boolean {
  if (!isPromptAt(p, index, kind)) return false;
  const next = p.kindAt(index + 1);
  return next === "rawString" || next === "string" || next === ":";
}

/** prompt_field = "prompt" [ ":" ] string ; */
function parsePromptField(p: Parser): void {
  const mark = p.markWithDocs();
  p.take();
  p.eat(":");
  if (atString(p)) takeTemplate(p);
  else p.reportExpected("a prompt string");
  p.complete(mark, "promptField");
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
    p.skipWhile(() => !p.newlineBefore && !atItem(p));
  }
  p.complete(mark, "templateString");
}
