/** What filters and methods of texts share. Characters are code points, as in Rust. */

const PUNCTUATION = /[!-/:-@[-`{-~]/;
const SPACE = /\p{White_Space}/u;

export function capitalized(text: string): string {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("").toLowerCase();
}

/** Every word begins upper-case; a word begins after white space and ASCII punctuation. */
export function titled(text: string): string {
  let atStart = true;
  let result = "";
  for (const character of text) {
    const isBorder = PUNCTUATION.test(character) || SPACE.test(character);
    if (isBorder) result += character;
    else result += atStart ? character.toUpperCase() : character.toLowerCase();
    atStart = isBorder;
  }
  return result;
}

/** Without white space at the given ends, or without any of the characters of `dropped`. */
export function trimmed(
  text: string,
  dropped: string | undefined,
  ends: "both" | "start" | "end" = "both",
): string {
  const isDropped = (character: string) =>
    dropped === undefined ? SPACE.test(character) : dropped.includes(character);
  let start = 0;
  let end = text.length;
  for (; ends !== "end" && start < end; start += characterAt(text, start).length) {
    if (!isDropped(characterAt(text, start))) break;
  }
  for (; ends !== "start" && start < end; end -= characterBefore(text, end).length) {
    if (!isDropped(characterBefore(text, end))) break;
  }
  return text.slice(start, end);
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}

function characterBefore(text: string, end: number): string {
  const pair = characterAt(text, Math.max(0, end - 2));
  return pair.length === 2 && end >= 2 ? pair : text[end - 1]!;
}

/** At white space when there is no separator; at most `most` times, when that is not negative. */
export function splitText(
  text: string,
  separator: string | undefined,
  most: number | undefined,
): string[] {
  const limit = most === undefined || most < 0 ? Number.POSITIVE_INFINITY : most;
  if (separator === undefined) return splitAtSpace(text, limit);
  const parts = separator === "" ? ["", ...text, ""] : text.split(separator);
  if (parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function splitAtSpace(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (const { 0: word, index } of text.matchAll(/\P{White_Space}+/gu)) {
    if (parts.length >= limit) return [...parts, trimmed(text.slice(index), undefined, "end")];
    parts.push(word);
  }
  return parts;
}

/** Without line ends, which are `\n` and `\r\n`; the last one ends a line and begins none. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  const complete = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  return complete.map((line) => line.replace(/\r$/, ""));
}
