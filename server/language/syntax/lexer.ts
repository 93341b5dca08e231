/**
 * The scanner: text in, tokens out, one at a time, as the parser asks for them.
 *
 * Strings are whole tokens. Trivia is skipped: it can be read again from the text between
 * two tokens (see `trivia.ts`), and what the parser wants to know of it is kept beside the
 * token that follows. `>` is always a token of its own, so that type arguments can close
 * one by one; the parser joins `>>`, `>=` and `>>=` in expressions.
 *
 * Invariant: what a token is depends on the text from its start alone, except where the
 * parser asks for another reading.
 */
import {
  charCodes,
  endOfBlanks,
  endOfComment,
  endOfLine,
  isDocComment,
  LegacyComments,
} from "./characters";
import { endOfQuoted, endOfRaw } from "./stringEnds";
import { type Keyword, keywords, punctuators, type TokenKind } from "./tokens";

/** What stands at an index past the last token. */
export type Lookahead = TokenKind | "end";

export class Lexer {
  readonly text: string;
  readonly #legacy: LegacyComments;
  #readsLegacyComments = true;
  #sawLegacyComment = false;

  // The tokens by index. The arrays only grow, so that they are allocated once.
  readonly #kinds: Lookahead[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #breaks: boolean[] = [];
  readonly #docs: number[] = [];
  #count = 0;

  /** Where scanning goes on, and what the trivia skipped there holds so far. */
  #offset = 0;
  #hasBreak = false;
  #docStart = -1;
  /** Set by whatever scans a token. */
  #kind: Lookahead = "end";

  constructor(text: string) {
    this.text = text;
    this.#legacy = new LegacyComments(text);
  }

  kindAt(index: number): Lookahead {
    while (this.#count <= index) this.#scan();
    return this.#kinds[index]!;
  }

  /** The end of the text for an index past the last token. */
  startAt(index: number): number {
    if (this.#count <= index) this.kindAt(index);
    return this.#starts[index]!;
  }

  endAt(index: number): number {
    if (this.#count <= index) this.kindAt(index);
    return this.#ends[index]!;
  }

  /** True when a line ends between the token before and the one at an index. */
  hasBreakBefore(index: number): boolean {
    if (this.#count <= index) this.kindAt(index);
    return this.#breaks[index]!;
  }

  /** Where the doc comment directly before a token starts; -1 when there is none. */
  docStartBefore(index: number): number {
    if (this.#count <= index) this.kindAt(index);
    return this.#docs[index]!;
  }

  textAt(index: number): string {
    return this.text.slice(this.startAt(index), this.endAt(index));
  }

  isTextAt(index: number, text: string): boolean {
    const start = this.startAt(index);
    return this.#ends[index]! - start === text.length && this.text.startsWith(text, start);
  }

  /** Forgets all tokens and scans on from an offset, where an item begins: its token is index 0. */
  restart(offset: number): void {
    this.#count = 0;
    this.#offset = offset;
    this.#sawLegacyComment = false;
  }

  /** The index of the token at or behind an offset; what was scanned across it is read again. */
  resume(offset: number): number {
    let index = this.#count;
    while (0 < index && offset <= this.#starts[index - 1]!) index--;
    if (index === this.#count || this.#starts[index] !== offset) {
      this.#count = index;
      this.#offset = offset;
    }
    return index;
  }

  /**
   * Says whether `{// … //}` is a comment behind an offset, where the token at an index is
   * looked for: it is one outside expressions.
   */
  readLegacyComments(on: boolean, index: number, offset: number): void {
    if (this.#readsLegacyComments === on) return;
    this.#readsLegacyComments = on;
    if (index < this.#count) {
      this.#count = index;
      this.#offset = offset;
    }
  }

  get readsLegacyComments(): boolean {
    return this.#readsLegacyComments;
  }

  /** True when a `{//` was read: whether it begins a comment depends on the text behind it. */
  get sawLegacyComment(): boolean {
    return this.#sawLegacyComment;
  }

  #scan(): void {
    const start = this.#skipTrivia(this.#offset);
    const index = this.#count++;
    const end = this.#scanToken(start);
    this.#kinds[index] = this.#kind;
    this.#starts[index] = start;
    this.#ends[index] = end;
    this.#breaks[index] = this.#hasBreak;
    this.#docs[index] = this.#docStart;
    this.#offset = end;
  }

  /** Returns the offset of the next token, and notes what it skipped. */
  #skipTrivia(from: number): number {
    const { text } = this;
    let at = from;
    let breaks = 0;
    this.#hasBreak = false;
    this.#docStart = -1;
    for (;;) {
      switch (text.charCodeAt(at)) {
        case charCodes.space:
        case charCodes.tab:
          at = endOfBlanks(text, at);
          continue;
        case charCodes.carriageReturn:
          if (text.charCodeAt(at + 1) === charCodes.lineFeed) at++;
          at++;
          break;
        case charCodes.lineFeed:
          at++;
          break;
        case charCodes.byteOrderMark:
          if (at !== 0) return at;
          at++;
          continue;
        case charCodes.slash:
        case charCodes.openBrace: {
          const end = this.#endOfComment(at);
          if (end === at) return at;
          this.#noteComment(at, end);
          at = end;
          breaks = 0;
          continue;
        }
        default:
          return at;
      }
      // A line ended; a blank line parts a doc comment from what follows.
      this.#hasBreak = true;
      if (1 < ++breaks) this.#docStart = -1;
    }
  }

  #endOfComment(start: number): number {
    const { text } = this;
    if (text.charCodeAt(start) === charCodes.slash) return endOfComment(text, start);
    if (!text.startsWith("//", start + 1)) return start;
    this.#sawLegacyComment = true;
    return this.#readsLegacyComments ? this.#legacy.endAt(start) : start;
  }

  #noteComment(start: number, end: number): void {
    const { text } = this;
    if (isDocComment(text, start)) {
      if (this.#docStart === -1 && isFirstOnLine(text, start)) this.#docStart = start;
    } else if (!this.#hasBreak && !text.startsWith("//", start)) {
      this.#hasBreak = /[\r\n]/.test(text.slice(start, end));
    }
  }

  /** Sets the kind and returns the end of the token that starts at an offset. */
  #scanToken(start: number): number {
    const { text } = this;
    if (start === text.length) {
      this.#kind = "end";
      return start;
    }
    const code = text.charCodeAt(start);
    if (code < 128 && isWordStart[code] === 1) return this.#scanWord(start);
    switch (code) {
      case charCodes.quote:
        this.#kind = "string";
        return endOfQuoted(text, start);
      case charCodes.hash:
        return this.#scanHash(start);
      case charCodes.slash:
        return this.#scanSlash(start);
      case charCodes.dollar:
        return this.#scanDollar(start);
      default:
        if (isDigit(code)) return this.#scanNumber(start);
        return this.#scanPunctuator(start, code);
    }
  }

  #scanWord(start: number): number {
    const { text } = this;
    let end = start + 1;
    for (; ; end++) {
      const code = text.charCodeAt(end);
      if (!(code < 128) || isWordPart[code] === 0) break;
    }
    this.#kind = keywordAt(text, start, end) ?? "word";
    return end;
  }

  #scanNumber(start: number): number {
    const { text } = this;
    const end = endOfDigits(text, start + 1);
    this.#kind = "int";
    if (text.charCodeAt(end) !== charCodes.dot || !isDigit(text.charCodeAt(end + 1))) return end;
    this.#kind = "float";
    return endOfDigits(text, end + 2);
  }

  #scanHash(start: number): number {
    let quote = start + 1;
    while (this.text.charCodeAt(quote) === charCodes.hash) quote++;
    if (this.text.charCodeAt(quote) !== charCodes.quote) {
      this.#kind = "#";
      return start + 1;
    }
    this.#kind = "rawString";
    return endOfRaw(this.text, start, quote - start);
  }

  /** What is no comment: a header, or an operator. */
  #scanSlash(start: number): number {
    const { text } = this;
    if (text.startsWith("//", start)) {
      this.#kind = "header";
      return endOfLine(text, start);
    }
    const isAssignment = text.charCodeAt(start + 1) === charCodes.equals;
    this.#kind = isAssignment ? "/=" : "/";
    return isAssignment ? start + 2 : start + 1;
  }

  #scanDollar(start: number): number {
    const { text } = this;
    const next = text.charCodeAt(start + 1);
    if (!(next < 128) || isWordStart[next] === 0) {
      this.#kind = "$";
      return start + 1;
    }
    this.#kind = "accessor";
    let end = start + 2;
    for (; ; end++) {
      const code = text.charCodeAt(end);
      if (!(code < 128) || isWordPart[code] === 0 || code === charCodes.minus) return end;
    }
  }

  #scanPunctuator(start: number, code: number): number {
    const { text } = this;
    const candidates = code < 128 ? punctuatorsByFirst[code] : undefined;
    if (!candidates) {
      this.#kind = "error";
      return isPairAt(text, start) ? start + 2 : start + 1;
    }
    for (const candidate of candidates) {
      if (candidate.length === 1 || text.startsWith(candidate, start)) {
        this.#kind = candidate;
        return start + candidate.length;
      }
    }
    throw new Error("a punctuator that is not its own shortest form");
  }
}

function isFirstOnLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (0 <= at && isBlank(text.charCodeAt(at))) at--;
  const code = text.charCodeAt(at);
  return at < 0 || code === charCodes.lineFeed || code === charCodes.carriageReturn;
}

function isBlank(code: number): boolean {
  return code === charCodes.space || code === charCodes.tab || code === charCodes.byteOrderMark;
}

function keywordAt(text: string, start: number, end: number): Keyword | undefined {
  const candidates = keywordsByFirst[text.charCodeAt(start)];
  if (!candidates) return undefined;
  for (const candidate of candidates) {
    if (candidate.length === end - start && text.startsWith(candidate, start)) return candidate;
  }
  return undefined;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function isDigit(code: number): boolean {
  return charCodes.digit0 <= code && code <= charCodes.digit9;
}

/** True at a character that takes two code units. */
function isPairAt(text: string, at: number): boolean {
  return 0xffff < text.codePointAt(at)!;
}

const isWordStart = asciiTable(/[A-Za-z_]/);
const isWordPart = asciiTable(/[A-Za-z0-9_-]/);

function asciiTable(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) =>
    pattern.test(String.fromCharCode(code)) ? 1 : 0,
  );
}

const keywordsByFirst = byFirstCharacter(keywords);

/** The longest first; what begins with `>`, `/`, `$`, `#` or a quote is scanned elsewhere. */
const punctuatorsByFirst = byFirstCharacter(
  punctuators
    .filter((punctuator) => punctuator === ">" || !punctuator.startsWith(">"))
    .toSorted((left, right) => right.length - left.length),
);

function byFirstCharacter<T extends string>(words: readonly T[]): readonly (T[] | undefined)[] {
  const table: (T[] | undefined)[] = Array.from({ length: 128 }, () => undefined);
  for (const word of words) {
    const first = word.charCodeAt(0);
    table[first] = [...(table[first] ?? []), word];
  }
  return table;
}
