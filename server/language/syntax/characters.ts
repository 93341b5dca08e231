/**
 * Characters by code, and where blanks, lines and comments end: what scanning for tokens
 * and reading the trivia between them share.
 */

export const charCodes = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  quote: 34,
  hash: 35,
  dollar: 36,
  star: 42,
  minus: 45,
  dot: 46,
  slash: 47,
  digit0: 48,
  digit9: 57,
  equals: 61,
  backslash: 92,
  openBrace: 123,
  byteOrderMark: 0xfeff,
} as const;

/** Spaces and tabs. */
export function endOfBlanks(text: string, start: number): number {
  let at = start;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== charCodes.space && code !== charCodes.tab) return at;
  }
}

/** Where a line ends: before its line break. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === charCodes.lineFeed || code === charCodes.carriageReturn) break;
  }
  return at;
}

/** Where the comment ends that a slash begins; its start when there is none, as at a header. */
export function endOfComment(text: string, start: number): number {
  switch (text.charCodeAt(start + 1)) {
    case charCodes.slash:
      return text.charCodeAt(start + 2) === charCodes.hash ? start : endOfLine(text, start);
    case charCodes.star: {
      const end = text.indexOf("*/", start + 2);
      return end === -1 ? text.length : end + 2;
    }
    default:
      return start;
  }
}

/** Three slashes and not four. */
export function isDocComment(text: string, start: number): boolean {
  return text.startsWith("///", start) && text.charCodeAt(start + 3) !== charCodes.slash;
}

/** The comments `{// … //}` of old code. */
export class LegacyComments {
  readonly #text: string;
  /** The last `//}` of the text; looked for only when a `{//` turns up. */
  #lastEnd: number | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the comment that a brace begins ends; its start when nothing closes it. */
  endAt(start: number): number {
    this.#lastEnd ??= this.#text.lastIndexOf("//}");
    if (this.#lastEnd < start + 3) return start;
    return this.#text.indexOf("//}", start + 3) + 3;
  }
}
