/** Questions about the place: does an item, a statement begin here? */
import type { Lookahead } from "../lexer";
import { itemKeywords, type Parser } from "../parser";

/**
 * True at a token that begins an item and nothing else, so that an item or a block that
 * did not close ends before it. On the line of other things only the shape of a whole
 * declaration counts.
 */
export function atItem(p: Parser): boolean {
  if (p.at("word")) return atAlias(p) || atOldTemplate(p);
  if (!itemKeywords.has(p.kind)) return false;
  if (!p.newlineBefore) return p.peek(1) === "word";
  return !p.newlineWithin(1) || p.column === 0;
}

/** `type Name =` */
export function atAlias(p: Parser): boolean {
  return (
    p.atWord("type") &&
    p.peek(1) === "word" &&
    (p.peek(2) === "=" || p.newlineBefore) &&
    !p.newlineWithin(1)
  );
}

/** The released toolchain's `string_template`, a word there and here. */
export function atOldTemplate(p: Parser): boolean {
  return p.atWord("string_template") && p.peek(1) === "word";
}

const statementKeywords: ReadonlySet<Lookahead> = new Set<Lookahead>([
  "let",
  "watch",
  "return",
  "assert",
  "while",
  "for",
  "break",
  "continue",
]);

/** A keyword that begins a statement and cannot stand inside an expression. */
export function atStatementKeyword(p: Parser): boolean {
  return statementKeywords.has(p.kind);
}
