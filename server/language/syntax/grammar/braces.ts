/** Maps and constructors: entries between braces, with commas between them. */
import type { Mark, Parser } from "../parser";
import { mapComma } from "../syntaxDiagnostics";
import { atExpression, parseExpression } from "./expressions";
import { parseList } from "./lists";
import { atString, isKeyword, takeString } from "./names";

/** `{` begins a map when `}`, a string, or a word and a colon follow; else a block. */
export function atMap(p: Parser): boolean {
  const next = p.peek(1);
  if (next === "}" || next === "string" || next === "rawString") return true;
  return (next === "word" || isKeyword(next)) && p.peek(2) === ":";
}

/** map_lit = "{" [ map_entry { "," map_entry } [ "," ] ] "}" ; */
export function parseMap(p: Parser, mark: Mark): void {
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

/** object_body = "{" { ( field_init | "..." expr ) "," } [ field_init | "..." expr ] "}" ; */
export function parseObject(p: Parser, mark: Mark): void {
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
