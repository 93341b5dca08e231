/**
 * type_builder = "type_builder" [ ":" ] "{" { tb_entry } "}" ;
 * tb_entry     = class_def | enum_def | type_alias | "dynamic" ( class_def | enum_def ) ;
 */
import type { Parser } from "../parser";
import { incompleteDynamic, misplacedTypeBuilder, notInTypeBuilder } from "../syntaxDiagnostics";
import { openBody } from "./bodies";
import { parseClass } from "./classes";
import { parseEnum } from "./enums";
import { atItem } from "./places";
import { skipUntil, skipWhile } from "./recovery";
import { parseTypeAlias } from "./typeAliases";

export function parseTypeBuilder(p: Parser): void {
  const mark = p.markWithDocs();
  p.take();
  p.eat(":");
  if (openBody(p)) {
    while (!p.atEnd && !p.at("}") && !atForeignItem(p)) parseEntry(p);
    p.expect("}", "'}'");
  }
  p.complete(mark, "typeBuilder");
}

/** A `type_builder` where the tree has no place for one: in a class, among statements. */
export function parseTypeBuilderOutOfPlace(p: Parser): void {
  const mark = p.mark();
  p.reportAlso(misplacedTypeBuilder(p.aheadRange));
  p.muted(() => parseTypeBuilder(p));
  p.complete(mark, "error");
}

function parseEntry(p: Parser): void {
  switch (p.kind) {
    case "class":
      parseClass(p);
      return;
    case "enum":
      parseEnum(p);
      return;
    case "dynamic":
      parseDynamic(p);
      return;
    default:
      if (p.atWord("type") && p.peek(1) === "word") parseTypeAlias(p);
      else parseNoEntry(p);
  }
}

function parseDynamic(p: Parser): void {
  const mark = p.markWithDocs();
  p.take();
  if (p.at("class")) parseClass(p);
  else if (p.at("enum")) parseEnum(p);
  else {
    p.report(incompleteDynamic(p.aheadRange));
    skipWhile(p, () => !p.newlineBefore && !p.at("}") && !atEntry(p));
  }
  p.complete(mark, "dynamic");
}

function parseNoEntry(p: Parser): void {
  p.report(notInTypeBuilder(p.aheadText, p.aheadRange));
  skipUntil(p, () => p.at("}") || atEntry(p) || atForeignItem(p));
}

function atEntry(p: Parser): boolean {
  return p.at("class") || p.at("enum") || p.at("dynamic") || p.atWord("type");
}

/** An item that no type builder holds, or a class at the first column: a brace is missing. */
function atForeignItem(p: Parser): boolean {
  return atItem(p) && (!atEntry(p) || p.column === 0);
}
