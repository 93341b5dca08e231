/**
 * Reads JSON with the mistakes that models make: bare and single-quoted words, comments,
 * missing commas and brackets, quotes inside strings, text cut off in the middle.
 *
 * Invariant: never fails and never goes back. Whatever the text, each character is met a
 * bounded number of times, and the nesting is kept in a list, not on the call stack.
 */
import type { Candidate, Entry, PlainCandidate } from "./candidate";
import type { RawText } from "./rawText";
import { isSpace } from "./rawText";
import { readQuoted } from "./repairQuoted";
import { readUnquoted } from "./repairUnquoted";
import { textForm } from "./textForm";

/** Where a value stands: it decides where an unmarked or badly marked one ends. */
export type Position = "top" | "key" | "objectValue" | "arrayItem";

/** The values found, in order. With several, only objects and arrays count. */
export function repairedValues(text: RawText): readonly PlainCandidate[] {
  const values = new Repair(text).run();
  return values.length <= 1 ? values : values.filter(isCollection);
}

function isCollection({ kind }: PlainCandidate): boolean {
  return kind === "object" || kind === "array";
}

type Open = OpenObject | OpenArray;

interface OpenObject {
  readonly kind: "object";
  readonly start: number;
  readonly entries: Entry[];
  /** A key whose value has not come yet. */
  key: { readonly text: string; readonly start: number } | undefined;
}

interface OpenArray {
  readonly kind: "array";
  readonly start: number;
  readonly items: Candidate[];
}

/** Deeper nesting is taken for text. Later steps walk the tree on the call stack. */
const MAX_DEPTH = 127;

class Repair {
  readonly #text: RawText;
  readonly #open: Open[] = [];
  readonly #found: PlainCandidate[] = [];
  #at: number;

  constructor(text: RawText) {
    this.#text = text;
    this.#at = text.start;
  }

  run(): readonly PlainCandidate[] {
    const { source, end } = this.#text;
    while (this.#at < end) this.#step(source.charCodeAt(this.#at));
    while (this.#open.length > 0) this.#close(false);
    return this.#found;
  }

  #step(code: number): void {
    const open = this.#open.at(-1);
    if (open?.kind === "object" && code === CLOSE_BRACE) this.#closeHere();
    else if (open?.kind === "array" && code === CLOSE_BRACKET) this.#closeHere();
    else if (open && code === COMMA) this.#at++;
    else if (open?.kind === "object" && code === COLON) this.#at++;
    else if (isSpace(code)) this.#at++;
    else this.#begin(code);
  }

  #begin(code: number): void {
    if (code === OPEN_BRACE) {
      this.#beginCollection({ kind: "object", start: this.#at, entries: [], key: undefined });
    } else if (code === OPEN_BRACKET) {
      this.#beginCollection({ kind: "array", start: this.#at, items: [] });
    } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK) {
      this.#take(readQuoted(this.#text, this.#at, this.#position()));
    } else if (code === SLASH) {
      this.#beginSlash();
    } else {
      this.#take(readUnquoted(this.#text, this.#at, this.#position()));
    }
  }

  #beginCollection(open: Open): void {
    if (this.#open.length >= MAX_DEPTH) {
      this.#take(readUnquoted(this.#text, this.#at, this.#position()));
      return;
    }
    this.#open.push(open);
    this.#at++;
  }

  #beginSlash(): void {
    const { source, end } = this.#text;
    const next = this.#at + 1 < end ? source.charAt(this.#at + 1) : "";
    if (next === "/") this.#skipPast("\n");
    else if (next === "*") this.#skipPast("*/");
    else if (this.#open.at(-1)?.kind === "object") {
      this.#take(readUnquoted(this.#text, this.#at, this.#position()));
    } else this.#at++;
  }

  #skipPast(mark: string): void {
    const { source, end } = this.#text;
    const found = source.indexOf(mark, this.#at + 2);
    this.#at = found < 0 || found + mark.length > end ? end : found + mark.length;
  }

  #position(): Position {
    const open = this.#open.at(-1);
    if (open === undefined) return "top";
    if (open.kind === "array") return "arrayItem";
    return open.key === undefined ? "key" : "objectValue";
  }

  #take({ value, end }: { readonly value: PlainCandidate; readonly end: number }): void {
    // A value is at least one character, so that every step goes on.
    this.#at = Math.max(end, this.#at + 1);
    this.#add(value);
  }

  #closeHere(): void {
    this.#at++;
    this.#close(true);
  }

  #close(complete: boolean): void {
    const open = this.#open.pop();
    if (open === undefined) throw new Error("no collection is open: nothing can be closed");
    const place = { start: open.start, end: this.#at };
    if (open.kind === "array") this.#add({ kind: "array", items: open.items, complete, ...place });
    else this.#add({ kind: "object", entries: open.entries, complete, ...place });
  }

  #add(value: PlainCandidate): void {
    const open = this.#open.at(-1);
    if (open === undefined) {
      this.#found.push(value);
    } else if (open.kind === "array") {
      open.items.push(value);
    } else if (open.key === undefined) {
      open.key = { text: textForm(value), start: value.start };
    } else {
      open.entries.push({ key: open.key.text, keyStart: open.key.start, value });
      open.key = undefined;
    }
  }
}

const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const BACKTICK = 0x60;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
