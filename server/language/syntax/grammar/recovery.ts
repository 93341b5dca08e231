/** How productions find their way back: what they skip, and what they take for granted. */
import type { Lookahead } from "../lexer";
import type { Parser } from "../parser";
import { atItem } from "./places";

/** Takes tokens into an `error` node for as long as the test says so; brackets stay whole. */
export function skipWhile(p: Parser, goesOn: () => boolean): void {
  if (p.atEnd || !goesOn()) return;
  const mark = p.mark();
  do skipOne(p);
  while (!p.atEnd && goesOn());
  p.complete(mark, "error");
}

/** The same token by token, across brackets. */
export function skipTokensWhile(p: Parser, goesOn: () => boolean): void {
  if (p.atEnd || !goesOn()) return;
  const mark = p.mark();
  do p.take();
  while (!p.atEnd && goesOn());
  p.complete(mark, "error");
}

/** Takes the token ahead, and if it opens a bracket, all up to where that closes. */
export function skipOne(p: Parser): void {
  let depth = opening.has(p.kind) ? 1 : 0;
  p.take();
  // A bracket that never closes must not swallow the items behind it.
  while (!p.atEnd && 0 < depth && !p.isItemLineAt(p.index)) {
    if (opening.has(p.kind)) depth++;
    else if (closing.has(p.kind)) depth--;
    p.take();
  }
}

const opening: ReadonlySet<Lookahead> = new Set<Lookahead>(["{", "(", "["]);
const closing: ReadonlySet<Lookahead> = new Set<Lookahead>(["}", ")", "]"]);

/** Goes to the `{` of a body when one stands on this line, across what does not belong there. */
export function skipToBrace(p: Parser): void {
  if (p.at("{") || p.newlineBefore) return;
  const brace = braceOnLine(p);
  if (brace !== undefined) skipTokensWhile(p, () => p.offset < brace);
}

/** Where the first `{` of this line stands that is not half of a template's `{{`. */
function braceOnLine(p: Parser): number | undefined {
  for (let index = p.index; ; index++) {
    const kind = p.kindAt(index);
    if (kind === "end" || (index !== p.index && p.hasBreakBefore(index))) return undefined;
    if (kind !== "{") continue;
    if (p.kindAt(index + 1) !== "{" || p.hasBreakBefore(index + 1)) return p.offsetAt(index);
    index++;
  }
}

/** Skips what is left of the line, but no closing brace. */
export function skipLine(p: Parser): void {
  skipWhile(p, () => !p.newlineBefore && !p.at("}") && !atItem(p));
}

/** Skips at least one token, then on until the test says that something begins. */
export function skipUntil(p: Parser, begins: () => boolean): void {
  let isFirst = true;
  skipWhile(p, () => {
    const goesOn = isFirst || !begins();
    isFirst = false;
    return goesOn;
  });
}

/** True when the item lacks an opening brace: one that is missed was left out. */
export function lacksOpening(p: Parser): boolean {
  return p.braceBalance < 0;
}

/** True when the item lacks a closing brace. */
export function lacksClosing(p: Parser): boolean {
  return 0 < p.braceBalance;
}
