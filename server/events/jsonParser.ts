/**
 * JSON that keeps what `JSON.parse` loses: all digits of integers, the difference of an
 * int and a float, and the order of keys.
 *
 * Invariant: any text is fine. What is not JSON gives undefined; nothing throws.
 */
import { float, type Value } from "../base";

/** Undefined when the text is not one JSON document, or is nested too deeply. */
export function parseJson(text: string): Value | undefined {
  return new JsonParser(text).document();
}

class JsonParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Value | undefined {
    const value = this.#value(0);
    this.#skipSpace();
    return this.#at === this.#text.length ? value : undefined;
  }

  #value(depth: number): Value | undefined {
    this.#skipSpace();
    switch (this.#text.charCodeAt(this.#at)) {
      case QUOTE:
        return this.#string();
      case OPEN_BRACE:
        return depth < MAX_DEPTH ? this.#object(depth) : undefined;
      case OPEN_BRACKET:
        return depth < MAX_DEPTH ? this.#array(depth) : undefined;
      case LETTER_T:
        return this.#word("true", true);
      case LETTER_F:
        return this.#word("false", false);
      case LETTER_N:
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): Value | undefined {
    const entries: [string, Value][] = [];
    this.#at++;
    if (this.#takes(CLOSE_BRACE)) return { kind: "map", entries };
    do {
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at) !== QUOTE) return undefined;
      const key = this.#string();
      if (key === undefined || !this.#takes(COLON)) return undefined;
      const value = this.#value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([key, value]);
    } while (this.#takes(COMMA));
    return this.#takes(CLOSE_BRACE) ? { kind: "map", entries } : undefined;
  }

  #array(depth: number): Value | undefined {
    const items: Value[] = [];
    this.#at++;
    if (this.#takes(CLOSE_BRACKET)) return items;
    do {
      const item = this.#value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.#takes(COMMA));
    return this.#takes(CLOSE_BRACKET) ? items : undefined;
  }

  #string(): string | undefined {
    const text = this.#text;
    const start = this.#at;
    let hasEscape = false;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return hasEscape || at - start > MAX_SHARED_LENGTH
          ? unescaped(text.slice(start, at + 1))
          : shared(text.slice(start + 1, at));
      }
      if (code === BACKSLASH) {
        hasEscape = true;
        at++;
      } else if (code < SPACE) {
        return undefined;
      }
    }
    return undefined;
  }

  #number(): Value | undefined {
    return this.#shortInteger() ?? this.#anyNumber();
  }

  /** Most numbers are short integers, for which a pattern is too much. */
  #shortInteger(): number | undefined {
    const text = this.#text;
    const start = this.#at;
    const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
    let at = first;
    let value = 0;
    for (let code = text.charCodeAt(at); code >= DIGIT_0 && code <= DIGIT_9; ) {
      value = value * 10 + (code - DIGIT_0);
      code = text.charCodeAt(++at);
    }
    const next = text.charCodeAt(at);
    const isLonger = next === POINT || next === LETTER_E || next === CAPITAL_E;
    const hasLeadingZero = at > first + 1 && text.charCodeAt(first) === DIGIT_0;
    if (at === first || at - first > SAFE_DIGITS || isLonger || hasLeadingZero) return undefined;
    this.#at = at;
    // `-0` is an int here, and ints have one zero.
    return first === start ? value : -value || 0;
  }

  #anyNumber(): Value | undefined {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) return undefined;
    this.#at = NUMBER.lastIndex;
    const digits = match[0];
    const isFloat = match[1] !== undefined || match[2] !== undefined;
    if (isFloat || digits.length > MAX_DIGITS) return float(Number(digits));
    const exact = BigInt(digits);
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }

  #word<T extends Value>(word: string, value: T): T | undefined {
    if (!this.#text.startsWith(word, this.#at)) return undefined;
    this.#at += word.length;
    return value;
  }

  #takes(code: number): boolean {
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== SPACE && code !== TAB && code !== LINE_FEED && code !== CARRIAGE_RETURN) return;
      this.#at++;
    }
  }
}

/**
 * The same text as a string of its own: a piece of a line would keep the whole line in
 * memory. Ids, names and keys are said again and again, and stay one string as long as no
 * other text takes their slot.
 */
function shared(piece: string): string {
  const middle = piece.charCodeAt(piece.length >> 1);
  const slot = (piece.length * 31 + piece.charCodeAt(0) * 17 + middle * 7) & (SLOTS - 1);
  const text = sharedTexts[slot];
  if (text === piece) return text;
  const copy = JSON.parse(`"${piece}"`) as string;
  sharedTexts[slot] = copy;
  return copy;
}

/** A copy, so that nothing of the line around it is kept. */
function unescaped(literal: string): string | undefined {
  try {
    return JSON.parse(literal);
  } catch {
    // An escape that JSON does not have.
    return undefined;
  }
}

const SLOTS = 4096;
const sharedTexts = new Array<string | undefined>(SLOTS);
/** As long as an id with its quotes, and some. */
const MAX_SHARED_LENGTH = 40;

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

/** So many digits are always a safe integer. */
const SAFE_DIGITS = 15;
/** Longer integers are no data of ours, and reading them exactly takes quadratic time. */
const MAX_DIGITS = 1000;
/** Far deeper than the writer's limit, and far from the end of the stack. */
const MAX_DEPTH = 500;

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const DIGIT_0 = 48;
const DIGIT_9 = 57;
const COLON = 58;
const CAPITAL_E = 69;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const LETTER_E = 101;
const LETTER_F = 102;
const LETTER_N = 110;
const LETTER_T = 116;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
