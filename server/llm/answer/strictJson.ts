/**
 * JSON as its standard says, read into candidates. Differs from `JSON.parse` in three
 * ways: every node knows its place, a repeated key stays, and an integer is exact.
 *
 * Invariant: never throws; text that is not JSON from end to end is undefined.
 */
import type { Candidate, Entry, NumberCandidate } from "./candidate";
import { readEscape } from "./jsonEscape";
import { numberFrom } from "./number";
import type { RawText } from "./rawText";

/** A bare number at the top is incomplete: its next digit may not have arrived. */
export function strictJson(text: RawText): Candidate | undefined {
  const reader = new Reader(text);
  const value = reader.readDocument();
  return value?.kind === "number" ? { ...value, complete: false } : value;
}

/** Enough for any honest reply, and far from the end of the stack. */
const MAX_DEPTH = 127;

class Reader {
  readonly #source: string;
  readonly #end: number;
  #at: number;
  #depth = 0;

  constructor(text: RawText) {
    this.#source = text.source;
    this.#at = text.start;
    this.#end = text.end;
  }

  readDocument(): Candidate | undefined {
    this.#skipSpace();
    const value = this.#readValue();
    if (value === undefined) return undefined;
    this.#skipSpace();
    return this.#at === this.#end ? value : undefined;
  }

  #readValue(): Candidate | undefined {
    const start = this.#at;
    switch (this.#code()) {
      case OPEN_BRACE:
        return this.#nested(() => this.#readObject());
      case OPEN_BRACKET:
        return this.#nested(() => this.#readArray());
      case QUOTE: {
        const value = this.#readString();
        if (value === undefined) return undefined;
        return { kind: "string", value, complete: true, start, end: this.#at };
      }
      case LOWER_T:
        return this.#take("true") ? { kind: "bool", value: true, start, end: this.#at } : undefined;
      case LOWER_F:
        return this.#take("false")
          ? { kind: "bool", value: false, start, end: this.#at }
          : undefined;
      case LOWER_N:
        return this.#take("null") ? { kind: "null", start, end: this.#at } : undefined;
      default:
        return this.#readNumber();
    }
  }

  #nested(read: () => Candidate | undefined): Candidate | undefined {
    if (this.#depth === MAX_DEPTH) return undefined;
    this.#depth++;
    const value = read();
    this.#depth--;
    return value;
  }

  #readObject(): Candidate | undefined {
    const start = this.#at++;
    const entries: Entry[] = [];
    this.#skipSpace();
    if (this.#code() !== CLOSE_BRACE) {
      for (;;) {
        const entry = this.#readEntry();
        if (entry === undefined) return undefined;
        entries.push(entry);
        this.#skipSpace();
        if (this.#code() !== COMMA) break;
        this.#at++;
        this.#skipSpace();
      }
      if (this.#code() !== CLOSE_BRACE) return undefined;
    }
    this.#at++;
    return { kind: "object", entries, complete: true, start, end: this.#at };
  }

  #readEntry(): Entry | undefined {
    const keyStart = this.#at;
    if (this.#code() !== QUOTE) return undefined;
    const key = this.#readString();
    if (key === undefined) return undefined;
    this.#skipSpace();
    if (this.#code() !== COLON) return undefined;
    this.#at++;
    this.#skipSpace();
    const value = this.#readValue();
    return value && { key, keyStart, value };
  }

  #readArray(): Candidate | undefined {
    const start = this.#at++;
    const items: Candidate[] = [];
    this.#skipSpace();
    if (this.#code() !== CLOSE_BRACKET) {
      for (;;) {
        const item = this.#readValue();
        if (item === undefined) return undefined;
        items.push(item);
        this.#skipSpace();
        if (this.#code() !== COMMA) break;
        this.#at++;
        this.#skipSpace();
      }
      if (this.#code() !== CLOSE_BRACKET) return undefined;
    }
    this.#at++;
    return { kind: "array", items, complete: true, start, end: this.#at };
  }

  #readString(): string | undefined {
    const start = ++this.#at;
    for (let at = start; at < this.#end; at++) {
      const code = this.#source.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return this.#source.slice(start, at);
      }
      if (code === BACKSLASH) return this.#readEscapedString(start, at);
      if (code < 0x20) return undefined;
    }
    return undefined;
  }

  /** The rest of a string, from its first backslash on. */
  #readEscapedString(start: number, at: number): string | undefined {
    let value = "";
    let from = start;
    while (at < this.#end) {
      const code = this.#source.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return value + this.#source.slice(from, at);
      }
      if (code < 0x20) return undefined;
      if (code !== BACKSLASH) {
        at++;
        continue;
      }
      const decoded = readEscape(this.#source, at, this.#end);
      if (decoded === undefined) return undefined;
      value += this.#source.slice(from, at) + decoded.text;
      at = decoded.end;
      from = at;
    }
    return undefined;
  }

  #readNumber(): NumberCandidate | undefined {
    const start = this.#at;
    let at = start;
    if (this.#source.charCodeAt(at) === MINUS) at++;
    const digits = at;
    at = skipDigits(this.#source, at);
    if (at === digits) return undefined;
    if (this.#source.charCodeAt(digits) === ZERO && at > digits + 1) return undefined;
    let isFloat = false;
    if (this.#source.charCodeAt(at) === DOT) {
      const fraction = ++at;
      at = skipDigits(this.#source, at);
      if (at === fraction) return undefined;
      isFloat = true;
    }
    if ((this.#source.charCodeAt(at) | 0x20) === LOWER_E) {
      at++;
      const sign = this.#source.charCodeAt(at);
      if (sign === PLUS || sign === MINUS) at++;
      const exponent = at;
      at = skipDigits(this.#source, at);
      if (at === exponent) return undefined;
      isFloat = true;
    }
    if (at > this.#end) return undefined;
    const value = numberFrom(this.#source.slice(start, at), isFloat);
    if (value === undefined) return undefined;
    this.#at = at;
    return { kind: "number", ...value, complete: true, start, end: at };
  }

  #take(word: string): boolean {
    if (!this.#source.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return this.#at <= this.#end;
  }

  #skipSpace(): void {
    while (this.#at < this.#end) {
      const code = this.#source.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  /** NaN at the end, which equals nothing. */
  #code(): number {
    return this.#at < this.#end ? this.#source.charCodeAt(this.#at) : Number.NaN;
  }
}

function skipDigits(source: string, at: number): number {
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    at++;
  }
  return at;
}

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LOWER_E = 0x65;
const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
