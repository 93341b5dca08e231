/**
 * Strings with quotes of any kind, in text where quotes are not reliable: a quote ends a
 * string only when what follows it looks like the end of a value.
 */
import type { TextCandidate } from "./candidate";
import { dedented } from "./dedented";
import { hexUnit } from "./jsonEscape";
import type { RawText } from "./rawText";
import type { Position } from "./repair";

export interface ReadText {
  readonly value: TextCandidate;
  /** Where reading goes on. */
  readonly end: number;
}

/** `at` is the opening quote. */
export function readQuoted(text: RawText, at: number, position: Position): ReadText {
  const quote = text.source.charAt(at);
  if (quote !== "'" && text.source.startsWith(quote.repeat(3), at) && at + 3 <= text.end) {
    return quote === '"' ? readTripleQuoted(text, at) : readFencedString(text, at);
  }
  return readPlainQuoted(text, at, position);
}

function readPlainQuoted(text: RawText, start: number, position: Position): ReadText {
  const { source, end } = text;
  const quote = source.charCodeAt(start);
  const escapes = quote === DOUBLE_QUOTE;
  let value = "";
  let from = start + 1;
  let doubleQuotes = 0;
  let at = from;
  while (at < end) {
    const code = source.charCodeAt(at);
    if (code === quote) {
      if (closesString(text, at + 1, { position, quote, doubleQuotes })) {
        value += source.slice(from, at);
        return { value: textNode(value, true, start, at + 1), end: at + 1 };
      }
      if (code === DOUBLE_QUOTE) doubleQuotes++;
      at++;
    } else if (code === BACKSLASH && escapes) {
      const decoded = readEscape(text, at);
      value += source.slice(from, at) + decoded.text;
      at = decoded.end;
      from = at;
    } else {
      if (code === DOUBLE_QUOTE) doubleQuotes++;
      at++;
    }
  }
  value += source.slice(from, end);
  return { value: textNode(value, false, start, end), end };
}

interface ClosingTest {
  readonly position: Position;
  readonly quote: number;
  /** Within the string so far; an odd one has its partner still to come. */
  readonly doubleQuotes: number;
}

/** Whether the quote before `next` ends the string. */
function closesString(text: RawText, next: number, test: ClosingTest): boolean {
  const { source, end } = text;
  if (next >= end) return true;
  const { position } = test;
  const code = source.charCodeAt(next);
  if (code === test.quote) return false;
  switch (code) {
    case COLON:
      return position === "key";
    case CLOSE_BRACE:
      return position === "key" || position === "objectValue";
    case CLOSE_BRACKET:
      return position === "objectValue" || position === "arrayItem";
    case COMMA:
      return (
        (position === "objectValue" || position === "arrayItem") && test.doubleQuotes % 2 === 0
      );
    case SPACE:
    case TAB:
    case NEWLINE:
      return closesAfterSpace(text, next, position);
    case OPEN_BRACE:
    case OPEN_BRACKET:
    case DOUBLE_QUOTE:
    case SINGLE_QUOTE:
      return position === "top";
    default:
      return false;
  }
}

function closesAfterSpace({ source, end }: RawText, from: number, position: Position): boolean {
  let at = from;
  while (at < end && isBlank(source.charCodeAt(at))) at++;
  if (at >= end) return true;
  switch (source.charCodeAt(at)) {
    case CLOSE_BRACE:
      return position === "key" || position === "objectValue";
    case COLON:
      return position === "key";
    case COMMA:
      return position === "objectValue" || position === "arrayItem";
    case CLOSE_BRACKET:
      return position === "objectValue" || position === "arrayItem";
    case SLASH: {
      const second = source.charCodeAt(at + 1);
      return at + 1 < end && (second === SLASH || second === STAR);
    }
    default:
      return false;
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === NEWLINE;
}

/** A backslash that begins no escape stands for itself. */
function readEscape(
  { source, end }: RawText,
  at: number,
): { readonly text: string; readonly end: number } {
  const letter = at + 1 < end ? source.charAt(at + 1) : "";
  if (letter === "u") {
    const unit = hexUnit(source, at + 2, end);
    if (unit !== undefined) return { text: String.fromCharCode(unit), end: at + 6 };
  }
  const text = escapes[letter];
  return text === undefined ? { text: "\\", end: at + 1 } : { text, end: at + 2 };
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  "\\": "\\",
  '"': '"',
};

/** `"""…"""`: two quotes together end it, and the two characters after them are skipped. */
function readTripleQuoted({ source, end }: RawText, start: number): ReadText {
  const from = start + 3;
  for (let at = source.indexOf('"', from); at >= 0 && at < end; at = source.indexOf('"', at + 1)) {
    if (at + 1 === end || source.charCodeAt(at + 1) === DOUBLE_QUOTE) {
      const after = Math.min(at + 4, end);
      return { value: textNode(dedented(source.slice(from, at)), true, start, after), end: after };
    }
  }
  return { value: textNode(dedented(source.slice(from, end)), false, start, end), end };
}

/** Three backticks to three backticks; the language on the first line is dropped. */
function readFencedString({ source, end }: RawText, start: number): ReadText {
  const from = start + 3;
  const found = source.indexOf("```", from);
  const complete = found >= 0 && found + 3 <= end;
  const content = source.slice(from, complete ? found : end);
  const newline = content.indexOf("\n");
  const value = newline < 0 ? content : dedented(content.slice(newline + 1));
  const after = complete ? found + 3 : end;
  return { value: textNode(value, complete, start, after), end: after };
}

function textNode(value: string, complete: boolean, start: number, end: number): TextCandidate {
  return { kind: "string", value, complete, start, end };
}

const TAB = 0x09;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const STAR = 0x2a;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
