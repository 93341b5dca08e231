/** Type aliases. */
import type { Mark, Parser } from "../parser";
import { parseAttributes } from "./attributes";
import { expectName } from "./names";
import { atType, parseFieldType } from "./types";

/** type_alias = "type" WORD "=" type { field_attr } [ ";" ] ; */
export function parseTypeAlias(p: Parser, mark: Mark = p.markWithDocs()): void {
  p.take();
  expectName(p, "a name for the type");
  if (p.expect("=", "'='") || (!p.newlineBefore && atType(p))) parseFieldType(p);
  parseAttributes(p);
  p.eat(";");
  p.complete(mark, "typeAlias");
}
