/**
 * The scanner: text in, tokens out, one at a time, as the parser asks for them.
 *
 * Strings and comments are whole tokens. `>` is always a token of its own, so that type
 * arguments can close one by one; the parser joins `>>`, `>=` and `>>=` in expressions.
 *
 * Invariant: tokens lie end to end from where scanning began. What a token is depends on
 * the text from its start alone, except where the parser asks for another reading.
 */
import { itemLineWithin, lastLineBeforeItem } from "./itemLine";
import { type Keyword, keywords, type TokenKind } from "./tokens";

/** What stands at an index past the last token. */
export type Lookahead = TokenKind | "end";

export class Lexer {
  readonly text: string;
  readonly #kinds: TokenKind[] = [];
  readonly #starts: number[] = [];
  /** Where the token after the last known one starts. */
  #end = 0;
  #kind: TokenKind = "error";
  /** The last `//}` of the text; asked for only when a `{//` turns up. */
  #lastLegacyEnd: number | undefined;
  #readsLegacyComments = true;
  #sawLegacyComment = false;

  constructor(text: string) {
    this.text = text;
  }

  kindAt(index: number): Lookahead {
    while (this.#kinds.length <= index) {
      if (this.#end === this.text.length) return "end";
      this.#scan();
    }
    return this.#kinds[index]!;
  }

  /** The end of the text for an index past the last token. */
  startAt(index: number): number {
    return this.kindAt(index) === "end" ? this.text.length : this.#starts[index]!;
  }

  endAt(index: number): number {
    if (this.kindAt(index) === "end") return this.text.length;
    return this.#starts[index + 1] ?? this.#end;
  }

  textAt(index: number): string {
    return this.text.slice(this.startAt(index), this.endAt(index));
  }

  /** Forgets all tokens, and scans on from an offset: index 0 is the token there. */
  restart(offset: number): void {
    this.#kinds.length = 0;
    this.#starts.length = 0;
    this.#end = offset;
  }

  /** The index of the token that starts at an offset; what was scanned across it is read again. */
  resume(offset: number): number {
    let index = this.#starts.length;
    while (0 < index && offset <= this.#starts[index - 1]!) index--;
    if (this.#starts[index] === offset || this.#end === offset) return index;
    this.#kinds.length = index;
    this.#starts.length = index;
    this.#end = offset;
    return index;
  }

  /**
   * Says whether `{// … //}` is a comment from the token at an index on: it is outside
   * expressions. Tokens ahead are read again.
   */
  readLegacyComments(on: boolean, fromIndex: number): void {
    if (this.#readsLegacyComments === on) return;
    this.#readsLegacyComments = on;
    if (fromIndex < this.#kinds.length) {
      this.#end = this.#starts[fromIndex]!;
      this.#kinds.length = fromIndex;
      this.#starts.length = fromIndex;
    }
  }

  /** True when a `{//` was read: whether it begins a comment depends on the text behind it. */
  get sawLegacyComment(): boolean {
    return this.#sawLegacyComment;
  }

  forgetHowRead(): void {
    this.#sawLegacyComment = false;
  }

  get readsLegacyComments(): boolean {
    return this.#readsLegacyComments;
  }

  #scan(): void {
    const start = this.#end;
    const end = this.#scanFrom(start);
    this.#kinds.push(this.#kind);
    this.#starts.push(start);
    this.#end = end;
  }

  /** Sets the kind and returns the end of the token that starts at an offset. */
  #scanFrom(start: number): number {
    const { text } = this;
    const code = text.charCodeAt(start);
    if (code < 128 && isWordStart[code] === 1) return this.#scanWord(start);
    switch (code) {
      case SPACE:
      case TAB:
        this.#kind = "whitespace";
        return endOfBlanks(text, start);
      case LF:
        this.#kind = "newline";
        return start + 1;
      case CR:
        this.#kind = "newline";
        return text.charCodeAt(start + 1) === LF ? start + 2 : start + 1;
      case BYTE_ORDER_MARK:
        this.#kind = start === 0 ? "whitespace" : "error";
        return start + 1;
      case QUOTE:
        this.#kind = "string";
        return endOfQuoted(text, start);
      case HASH:
        return this.#scanHash(start);
      case SLASH:
        return this.#scanSlash(start);
      case DOLLAR:
        return this.#scanDollar(start);
      case OPEN_BRACE:
        return this.#scanBrace(start);
      default:
        if (DIGIT_0 <= code && code <= DIGIT_9) return this.#scanNumber(start);
        return this.#scanPunctuator(start, code);
    }
  }

  #scanWord(start: number): number {
    const end = endOfWord(this.text, start + 1);
    this.#kind = keywordAt(this.text, start, end) ?? "word";
    return end;
  }

  #scanNumber(start: number): number {
    const { text } = this;
    const end = endOfDigits(text, start + 1);
    this.#kind = "int";
    if (text.charCodeAt(end) !== DOT || !isDigit(text.charCodeAt(end + 1))) return end;
    this.#kind = "float";
    return endOfDigits(text, end + 2);
  }

  #scanHash(start: number): number {
    let quote = start + 1;
    while (this.text.charCodeAt(quote) === HASH) quote++;
    if (this.text.charCodeAt(quote) !== QUOTE) {
      this.#kind = "#";
      return start + 1;
    }
    this.#kind = "rawString";
    return endOfRaw(this.text, start, quote - start);
  }

  #scanSlash(start: number): number {
    const { text } = this;
    switch (text.charCodeAt(start + 1)) {
      case SLASH:
        this.#kind = kindOfLineComment(text, start);
        return endOfLine(text, start);
      case STAR: {
        const end = text.indexOf("*/", start + 2);
        this.#kind = "comment";
        return end === -1 ? text.length : end + 2;
      }
      case EQUALS:
        this.#kind = "/=";
        return start + 2;
      default:
        this.#kind = "/";
        return start + 1;
    }
  }

  #scanDollar(start: number): number {
    const next = this.text.charCodeAt(start + 1);
    if (128 <= next || isWordStart[next] !== 1) {
      this.#kind = "$";
      return start + 1;
    }
    this.#kind = "accessor";
    let end = start + 2;
    while (isWordPartAt(this.text, end) && this.text.charCodeAt(end) !== MINUS) end++;
    return end;
  }

  #scanBrace(start: number): number {
    const { text } = this;
    if (this.#readsLegacyComments && text.startsWith("//", start + 1)) {
      this.#sawLegacyComment = true;
      this.#lastLegacyEnd ??= text.lastIndexOf("//}");
      if (start + 3 <= this.#lastLegacyEnd) {
        this.#kind = "comment";
        return text.indexOf("//}", start + 3) + 3;
      }
    }
    this.#kind = "{";
    return start + 1;
  }

  #scanPunctuator(start: number, code: number): number {
    const { text } = this;
    const candidates = code < 128 ? punctuatorsByFirst[code] : undefined;
    if (!candidates) {
      this.#kind = "error";
      return isLeadSurrogate(code) && isTrailSurrogate(text.charCodeAt(start + 1))
        ? start + 2
        : start + 1;
    }
    for (const candidate of candidates) {
      if (candidate.length === 1 || text.startsWith(candidate, start)) {
        this.#kind = candidate as TokenKind;
        return start + candidate.length;
      }
    }
    throw new Error("a punctuator that is not its own shortest form");
  }
}

/** Where a line comment or a header ends: before the line break. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) break;
  }
  return at;
}

/**
 * The end of a quoted string. It may span lines; but a string that would swallow the first
 * line of an item lacks its closing quote, and ends with its line.
 */
function endOfQuoted(text: string, start: number): number {
  let firstBreak = -1;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const isWhole = firstBreak === -1 || itemLineWithin(text, firstBreak, at) === -1;
      return isWhole ? at + 1 : firstBreak;
    }
    if (code === BACKSLASH) at++;
    else if (firstBreak === -1 && (code === LF || code === CR)) firstBreak = at;
  }
  const swallowsItem = firstBreak !== -1 && itemLineWithin(text, firstBreak, text.length) !== -1;
  return swallowsItem ? firstBreak : text.length;
}

/**
 * The end of a raw string: behind the first quote that exactly `hashes` hashes follow. A
 * string that would swallow an item together with the start of that item's own raw string
 * lacks its end, and so does one that never ends; these stop before the swallowed item.
 */
function endOfRaw(text: string, start: number, hashes: number): number {
  const contentStart = start + hashes + 1;
  let swallowsOpening = false;
  for (let quote = text.indexOf('"', contentStart); quote !== -1; ) {
    let after = quote + 1;
    while (text.charCodeAt(after) === HASH) after++;
    if (after - quote - 1 === hashes) {
      const itemLine = swallowsOpening ? itemLineWithin(text, contentStart, quote) : -1;
      return itemLine === -1 ? after : lastLineBeforeItem(text, contentStart, itemLine);
    }
    if (text.charCodeAt(quote - 1) === HASH) swallowsOpening = true;
    quote = text.indexOf('"', after);
  }
  const itemLine = itemLineWithin(text, contentStart, text.length);
  return itemLine === -1 ? text.length : lastLineBeforeItem(text, contentStart, itemLine);
}

function kindOfLineComment(text: string, start: number): TokenKind {
  const third = text.charCodeAt(start + 2);
  if (third === HASH) return "header";
  return third === SLASH && text.charCodeAt(start + 3) !== SLASH ? "docComment" : "comment";
}

function keywordAt(text: string, start: number, end: number): Keyword | undefined {
  const candidates = keywordsByFirst[text.charCodeAt(start)];
  if (!candidates) return undefined;
  for (const candidate of candidates) {
    if (candidate.length === end - start && text.startsWith(candidate, start)) return candidate;
  }
  return undefined;
}

function endOfBlanks(text: string, start: number): number {
  let at = start + 1;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== TAB) return at;
  }
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (isWordPartAt(text, at)) at++;
  return at;
}

function isWordPartAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 && isWordPart[code] === 1;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function isDigit(code: number): boolean {
  return DIGIT_0 <= code && code <= DIGIT_9;
}

function isLeadSurrogate(code: number): boolean {
  return 0xd800 <= code && code <= 0xdbff;
}

function isTrailSurrogate(code: number): boolean {
  return 0xdc00 <= code && code <= 0xdfff;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const STAR = 42;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const DIGIT_0 = 48;
const DIGIT_9 = 57;
const EQUALS = 61;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const BYTE_ORDER_MARK = 0xfeff;

const isWordStart = asciiTable(/[A-Za-z_]/);
const isWordPart = asciiTable(/[A-Za-z0-9_-]/);

function asciiTable(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) =>
    pattern.test(String.fromCharCode(code)) ? 1 : 0,
  );
}

const keywordsByFirst = byFirstCharacter(keywords);

/** The longest first; strings, comments and what begins with `>` are scanned elsewhere. */
const punctuatorsByFirst = byFirstCharacter(
  [
    "}",
    "(",
    ")",
    "[",
    "]",
    "::",
    ":",
    ",",
    ";",
    "...",
    ".",
    "->",
    "=>",
    "@@",
    "@",
    "|",
    "||",
    "|=",
    "?",
    "=",
    "==",
    "+",
    "++",
    "+=",
    "-",
    "--",
    "-=",
    "*",
    "*=",
    "%",
    "%=",
    "&",
    "&&",
    "&=",
    "^",
    "^=",
    "<",
    "<<",
    "<<=",
    "<=",
    ">",
    "!",
    "!=",
    "~",
    "\\",
  ].sort((a, b) => b.length - a.length),
);

function byFirstCharacter<T extends string>(words: readonly T[]): readonly (T[] | undefined)[] {
  const table: (T[] | undefined)[] = Array.from({ length: 128 }, () => undefined);
  for (const word of words) {
    const first = word.charCodeAt(0);
    table[first] = [...(table[first] ?? []), word];
  }
  return table;
}
