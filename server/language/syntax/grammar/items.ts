/** item = class_def | enum_def | function_def | type_alias | … | let_stmt | header ; */
import type { Mark, Parser } from "../parser";
import {
  notAnItem,
  unknownAliasKeyword,
  unknownItemKeyword,
  unmatchedDelimiter,
} from "../syntaxDiagnostics";
import { parseClass } from "./classes";
import { parseClient, parseGenerator, parseRetryPolicy, parseTest } from "./config";
import { parseEnum } from "./enums";
import { parseFunction, parseTemplateString } from "./functions";
import { parseLet } from "./lets";
import { atItem, atOldTemplate } from "./places";
import { skipOne } from "./recovery";
import { parseTypeAlias } from "./typeAliases";
import { parseTypeBuilderOutOfPlace } from "./typeBuilder";

/** Parses what is ahead into one node, an `error` node when it is no item. */
export function parseItem(p: Parser): void {
  const mark = p.markWithDocs();
  switch (p.kind) {
    case "class":
      parseClass(p, mark);
      return;
    case "enum":
      parseEnum(p, mark);
      return;
    case "function":
      parseFunction(p, { isMethod: false }, mark);
      return;
    case "client":
      parseClient(p, mark);
      return;
    case "retry_policy":
      parseRetryPolicy(p, mark);
      return;
    case "generator":
      parseGenerator(p, mark);
      return;
    case "test":
      parseTest(p, mark);
      return;
    case "template_string":
      parseTemplateString(p, mark);
      return;
    case "let":
    case "watch":
      p.withLegacyComments(false, () => parseLet(p, mark));
      return;
    case "header":
      p.take();
      p.complete(mark, "header");
      return;
    case "type_builder":
      parseTypeBuilderOutOfPlace(p);
      p.complete(mark, "error");
      return;
    default:
      if (p.atWord("type") && p.peek(1) === "word") parseTypeAlias(p, mark);
      else if (atOldTemplate(p)) parseTemplateString(p, mark);
      else parseNoItem(p, mark);
  }
}

function parseNoItem(p: Parser, mark: Mark): void {
  if (p.at("word") && p.peek(1) === "word" && p.peek(2) === "{") skipUnknownBlock(p);
  else if (p.at("word") && p.peek(1) === "word" && p.peek(2) === "=") skipUnknownAlias(p);
  else skipRun(p);
  p.complete(mark, "error");
}

/** WORD WORD "{" … "}" */
function skipUnknownBlock(p: Parser): void {
  p.report(unknownItemKeyword(p.aheadText, p.aheadRange));
  p.take();
  p.take();
  skipOne(p);
}

/** WORD WORD "=" and the rest of the line */
function skipUnknownAlias(p: Parser): void {
  p.report(unknownAliasKeyword(p.aheadText, p.aheadRange));
  p.take();
  while (!p.atEnd && !p.newlineBefore && !atItem(p)) skipOne(p);
}

/** Reported once, however long it is. */
function skipRun(p: Parser): void {
  if (p.at("}") || p.at(")") || p.at("]")) {
    p.report(unmatchedDelimiter(p.aheadText, p.aheadRange));
  } else p.report(notAnItem(p.aheadText, p.aheadRange));
  do skipOne(p);
  while (!p.atEnd && !beginsItem(p));
}

function beginsItem(p: Parser): boolean {
  return atItem(p) || p.at("header") || (p.at("let") && p.newlineBefore);
}
