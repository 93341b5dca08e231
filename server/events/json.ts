/**
 * Parsed JSON and its text. A document is a `Value` in which every object is a map; what
 * a `__class` or `__float` in it means is the decoder's business.
 */
import { floatText, type MapValue, type Value } from "../base";

/** Writes a parsed document as it was, but for white space. `text` writes strings that are not keys. */
export function jsonText(value: Value, text: (value: string) => string = quoted): string {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (isArray(value)) return `[${value.map((item) => jsonText(item, text)).join(",")}]`;
  if (value.kind === "float") return floatText(value.value);
  if (value.kind !== "map") return "null";
  const entries = value.entries.map(([key, item]) => `${quoted(key)}:${jsonText(item, text)}`);
  return `{${entries.join(",")}}`;
}

/** A parsed document as plain JavaScript, for places where a float is a number like any other. */
export function plainOf(value: Value): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isArray(value)) return value.map(plainOf);
  if (value.kind === "float") return value.value;
  if (value.kind !== "map") return null;
  return Object.fromEntries(value.entries.map(([key, item]) => [key, plainOf(item)]));
}

/** A JSON string on one line, readable by every JSON parser and safe in a script. */
export function quoted(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(LINE_SEPARATOR, escapedSeparator);
}

export function field(object: MapValue, name: string): Value | undefined {
  const { entries } = object;
  // Of a repeated key the last one counts, as in every JSON parser.
  for (let at = entries.length - 1; at >= 0; at--) {
    if (entries[at]![0] === name) return entries[at]![1];
  }
  return undefined;
}

export const isArray = (value: Value | undefined): value is readonly Value[] =>
  Array.isArray(value);

export function isMap(value: Value | undefined): value is MapValue {
  return typeof value === "object" && value !== null && !isArray(value) && value.kind === "map";
}

const escapedSeparator = (char: string): string => (char === "\u2028" ? "\\u2028" : "\\u2029");

const NEEDS_ESCAPE = /["\\\u0000-\u001f\u2028\u2029\ud800-\udfff]/;
const LINE_SEPARATOR = /[\u2028\u2029]/g;
