/**
 * Values without quotes: words, numbers, sentences. What ends them depends on where they
 * stand; the hard question is whether a comma belongs to the sentence.
 */
import type { PlainCandidate } from "./candidate";
import { looseNumber } from "./number";
import { part, type RawText, textOf, trimmed } from "./rawText";
import type { Position } from "./repair";

export interface ReadValue {
  readonly value: PlainCandidate;
  /** Where reading goes on: at what ended the value. */
  readonly end: number;
}

/** `at` is the first character of the value. */
export function readUnquoted(text: RawText, at: number, position: Position): ReadValue {
  const end = endOf(text, at, position);
  return { value: wordFrom(trimmed(part(text, at, end)), end < text.end), end };
}

function endOf(text: RawText, at: number, position: Position): number {
  switch (position) {
    case "top":
      return endBefore(text, at, OPEN_BRACE, OPEN_BRACKET);
    case "key":
      return endBefore(text, at, COLON, COLON);
    case "arrayItem":
      return endBefore(text, at, COMMA, CLOSE_BRACKET);
    case "objectValue":
      return endOfObjectValue(text, at);
  }
}

function endBefore({ source, end }: RawText, from: number, one: number, other: number): number {
  let at = from;
  while (at < end) {
    const code = source.charCodeAt(at);
    if (code === one || code === other) break;
    at++;
  }
  return at;
}

function endOfObjectValue(text: RawText, start: number): number {
  const { source, end } = text;
  let isOneWord = true;
  let at = start;
  for (; at < end; at++) {
    const code = source.charCodeAt(at);
    if (code === CLOSE_BRACE) break;
    if (code === COMMA && commaEndsValue(text, { start, comma: at, isOneWord })) break;
    if (code === SPACE || code === OPEN_PAREN) isOneWord = false;
  }
  return at;
}

interface CommaInValue {
  readonly start: number;
  readonly comma: number;
  /** No space and no parenthesis so far: such a comma is not part of a sentence. */
  readonly isOneWord: boolean;
}

function commaEndsValue(text: RawText, { start, comma, isOneWord }: CommaInValue): boolean {
  const { source, end } = text;
  let at = comma + 1;
  if (at >= end || source.charCodeAt(at) === NEWLINE) return true;
  if (source.charCodeAt(at) !== SPACE) return false;
  if (isOneWord || isScalar(part(text, start, comma))) return true;
  while (at < end && source.charCodeAt(at) === SPACE) at++;
  if (at >= end) return false;
  const code = source.charCodeAt(at);
  if (code === NEWLINE || code === DOUBLE_QUOTE) return true;
  return code === SLASH && at + 1 < end && "/*".includes(source.charAt(at + 1));
}

/** No scalar is longer, so a long sentence with many commas is not looked at for each. */
const MAX_SCALAR = 400;

function isScalar(text: RawText): boolean {
  const { source, start, end } = trimmed(text);
  if (end - start > MAX_SCALAR) return false;
  const content = source.slice(start, end);
  return /^(?:true|false|null)$/i.test(content) || looseNumber(content) !== undefined;
}

function wordFrom(text: RawText, complete: boolean): PlainCandidate {
  const content = textOf(text);
  const place = { start: text.start, end: text.end };
  if (content === "true" || content === "false") {
    return { kind: "bool", value: content === "true", ...place };
  }
  if (content === "null") return { kind: "null", ...place };
  const number = looseNumber(content);
  if (number) return { kind: "number", ...number, complete, ...place };
  return { kind: "string", value: content, complete, ...place };
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const OPEN_PAREN = 0x28;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
