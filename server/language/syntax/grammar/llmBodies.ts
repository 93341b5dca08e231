/** The bodies of LLM functions: how they are told from others, and what they hold. */
import type { Lookahead } from "../lexer";
import type { Parser } from "../parser";
import {
  headerInLlmFunction,
  missingLlmField,
  notInLlmFunction,
  repeatedLlmField,
} from "../syntaxDiagnostics";
import { parseHeader } from "./bodies";
import { atString, takeString, takeTemplate } from "./names";
import { atItem } from "./places";
import { skipUntil } from "./recovery";
import { parseTypeBuilder } from "./typeBuilder";

/** The first word at brace depth 1 that tells; none of them means an expression body. */
export function isLlmBody(p: Parser): boolean {
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
export function parseLlmBody(p: Parser): void {
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
