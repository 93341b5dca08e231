/**
 * Strings and numbers inside template tags.
 *
 * Invariant: each function is called where its literal begins, and answers with a
 * literal's token or a `bad` one.
 */
import { textRange } from "../../base";
import type { TemplateToken } from "./tokens";

/** `source[start]` is the opening quote. */
export function scanString(source: string, start: number): TemplateToken {
  const quote = source[start];
  let at = start + 1;
  while (at < source.length && source[at] !== quote) at += source[at] === "\\" ? 2 : 1;
  if (at >= source.length) {
    return bad("syntax error: unexpected end of string", start, source.length);
  }
  const text = decodeEscapes(source.slice(start + 1, at));
  if (text === undefined) return bad("bad string escape", start, at + 1);
  return { kind: "string", text, range: textRange(start, at + 1) };
}

function decodeEscapes(text: string): string | undefined {
  let good = true;
  const decoded = text.replace(ESCAPE, (written, body: string | undefined) => {
    const character = body === undefined ? undefined : decodeEscape(body);
    good &&= character !== undefined;
    return character ?? written;
  });
  return good && !LONE_SURROGATE.test(decoded) ? decoded : undefined;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const ESCAPE = /\\(u[\da-fA-F]{4}|x[\da-fA-F]{2}|[0-7]{1,3}|["\\/bfnrt'])?/g;

function decodeEscape(body: string): string | undefined {
  const first = body[0]!;
  if (first === "u" || first === "x") {
    return String.fromCharCode(Number.parseInt(body.slice(1), 16));
  }
  if (first >= "0" && first <= "7") {
    const code = Number.parseInt(body, 8);
    return code <= 0xff ? String.fromCharCode(code) : undefined;
  }
  return simpleEscapes[first] ?? first;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** `source[start]` is a digit. Underscores may stand between digits, but not at the end. */
export function scanNumber(source: string, start: number): TemplateToken {
  NUMBER.lastIndex = start;
  const written = NUMBER.exec(source)![0];
  const end = start + written.length;
  if (written.endsWith("_")) {
    return bad("syntax error: '_' may not occur at end of number", start, end);
  }
  const digits = written.replaceAll("_", "");
  if (FLOAT.test(digits)) {
    const value = Number(digits);
    if (Number.isNaN(value)) return bad("syntax error: invalid float", start, end);
    return { kind: "float", value, range: textRange(start, end) };
  }
  const value = WHOLE.test(digits) ? BigInt(digits) : undefined;
  if (value === undefined || value >= 1n << 128n) {
    return bad("syntax error: invalid integer (too large)", start, end);
  }
  const isSmall = value <= BigInt(Number.MAX_SAFE_INTEGER);
  return { kind: "int", value: isSmall ? Number(value) : value, range: textRange(start, end) };
}

const NUMBER = /0[xX][\d_a-fA-F]*|0[bBoO][\d_]*|\d[\d_]*(?:\.[\d_]*)?(?:[eE]_*[-+]?[\d_]*)?/y;
const FLOAT = /^(?!0[xX]).*[.eE]/;
const WHOLE = /^(?:\d+|0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+)$/;

function bad(message: string, start: number, end: number): TemplateToken {
  return { kind: "bad", message, range: textRange(start, end) };
}
