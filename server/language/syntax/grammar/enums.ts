/** Enums. */
import type { Lookahead } from "../lexer";
import type { Mark, Parser } from "../parser";
import { variantType } from "../syntaxDiagnostics";
import { parseAttributes, parseBlockAttribute } from "./attributes";
import { openBody, parseHeader, parseNoMember } from "./bodies";
import { expectName } from "./names";
import { atItem } from "./places";
import { atType, parseType } from "./types";

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
