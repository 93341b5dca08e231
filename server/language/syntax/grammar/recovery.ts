/** How productions find their way back: what they skip, and what they take for granted. */
import type { Parser } from "../parser";
import { atItem } from "./places";

/** Goes to the `{` of a body when one stands on this line, across what does not belong there. */
export function skipToBrace(p: Parser): void {
  if (p.at("{") || p.newlineBefore) return;
  const brace = braceOnLine(p);
  if (brace !== undefined) p.skipTokensWhile(() => p.offset < brace);
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
  p.skipWhile(() => !p.newlineBefore && !p.at("}") && !atItem(p));
}

/** Skips at least one token, then on until the test says that something begins. */
export function skipUntil(p: Parser, begins: () => boolean): void {
  let isFirst = true;
  p.skipWhile(() => {
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
