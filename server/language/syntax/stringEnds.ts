/** Where strings end, also those that lack their end. */
import { charCodes } from "./characters";
import { itemLineWithin, lastLineBeforeItem } from "./itemLine";

/**
 * The end of a quoted string. It may span lines; but a string that would swallow the first
 * line of an item lacks its closing quote, and ends with its line.
 */
export function endOfQuoted(text: string, start: number): number {
  let firstBreak = -1;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === charCodes.quote) {
      const isWhole = firstBreak === -1 || itemLineWithin(text, firstBreak, at) === -1;
      return isWhole ? at + 1 : firstBreak;
    }
    if (code === charCodes.backslash) at++;
    else if (
      firstBreak === -1 &&
      (code === charCodes.lineFeed || code === charCodes.carriageReturn)
    )
      firstBreak = at;
  }
  const swallowsItem = firstBreak !== -1 && itemLineWithin(text, firstBreak, text.length) !== -1;
  return swallowsItem ? firstBreak : text.length;
}

/**
 * The end of a raw string: behind the first quote that exactly `hashes` hashes follow. A
 * string that would swallow an item together with the start of that item's own raw string
 * lacks its end, and so does one that never ends; these stop before the swallowed item.
 */
export function endOfRaw(text: string, start: number, hashes: number): number {
  const contentStart = start + hashes + 1;
  let swallowsOpening = false;
  for (let quote = text.indexOf('"', contentStart); quote !== -1; ) {
    let after = quote + 1;
    while (text.charCodeAt(after) === charCodes.hash) after++;
    if (after - quote - 1 === hashes) {
      const itemLine = swallowsOpening ? itemLineWithin(text, contentStart, quote) : -1;
      return itemLine === -1 ? after : lastLineBeforeItem(text, contentStart, itemLine);
    }
    if (text.charCodeAt(quote - 1) === charCodes.hash) swallowsOpening = true;
    quote = text.indexOf('"', after);
  }
  const itemLine = itemLineWithin(text, contentStart, text.length);
  return itemLine === -1 ? text.length : lastLineBeforeItem(text, contentStart, itemLine);
}
