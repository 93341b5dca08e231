/**
 * Lines that begin an item, found in text that a string without an end would swallow.
 * A guess: it is asked only when a string spans lines in a way that strings seldom do.
 */

/** `class Name {`, `function name(`, `type Name =` and the like, at the first column. */
const itemLine =
  /^(?:(?:class|enum|function|test|generator|retry_policy|template_string|type)[ \t]+\w+[ \t]*[({=<#]|client(?:<\w+>|[ \t])[ \t]*\w+[ \t]*\{)/m;

/** Where the first such line starts between two offsets; -1 when there is none. */
export function itemLineWithin(text: string, start: number, end: number): number {
  const found = text.slice(start, end).search(itemLine);
  return found <= 0 ? -1 : start + found;
}

/**
 * Where the last line that may belong to a string ends, when an item begins at an offset:
 * blank lines, comments and a closing brace before the item are not the string's.
 */
export function lastLineBeforeItem(text: string, start: number, item: number): number {
  let end = item;
  while (start < end) {
    const lineStart = text.lastIndexOf("\n", end - 2) + 1;
    if (lineStart <= start || !/^\s*$|^\/\/|^\}/.test(text.slice(lineStart, end))) break;
    end = lineStart;
  }
  return Math.max(start, endWithoutBreak(text, end));
}

function endWithoutBreak(text: string, end: number): number {
  if (text.endsWith("\r\n", end)) return end - 2;
  const last = text.charAt(end - 1);
  return last === "\n" || last === "\r" ? end - 1 : end;
}
