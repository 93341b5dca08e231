/**
 * How values become text: as they are written by `{{ }}`, and inside containers.
 *
 * The forms are those of MiniJinja, which are Rust's: strings inside containers are
 * quoted and escaped, floats there use an exponent when they are very large or small.
 */
import { isFloat, isObject, type PrintStyle, type TemplateValue } from "./value";

/** What `{{ value }}` writes. */
export function outputText(value: TemplateValue): string {
  return value === null ? "null" : displayText(value);
}

/** A value joined to text, by `~` or a filter that takes text. */
export function displayText(value: TemplateValue): string {
  if (value === undefined) return "";
  if (value === null) return "none";
  if (isFloat(value)) return plainFloat(value.value);
  return isObject(value) ? value.print("compact") : String(value);
}

/** A value inside a container, and what `pprint` writes. */
export function debugText(value: TemplateValue, style: PrintStyle): string {
  if (value === undefined) return "undefined";
  if (value === null) return "none";
  if (typeof value === "string") return quoted(value);
  if (isFloat(value)) return debugFloat(value.value);
  return isObject(value) ? value.print(style) : String(value);
}

/** Items between brackets: on one line, or each on lines of its own with a comma after it. */
export function joined(
  open: string,
  texts: readonly string[],
  close: string,
  style: PrintStyle,
): string {
  if (style === "compact" || texts.length === 0) return `${open}${texts.join(", ")}${close}`;
  const lines = texts.map((text) => `    ${text.replaceAll("\n", "\n    ")},\n`);
  return `${open}\n${lines.join("")}${close}`;
}

/** Never with an exponent, always with a point. */
export function plainFloat(value: number): string {
  if (!Number.isFinite(value)) return specialFloat(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e");
  const digits = mantissa!.replace(".", "");
  const pointAt = Number(exponent) + 1;
  if (pointAt <= 0) return `${sign}0.${"0".repeat(-pointAt)}${digits}`;
  const whole = digits.slice(0, pointAt).padEnd(pointAt, "0");
  return `${sign}${whole}.${digits.slice(pointAt) || "0"}`;
}

function debugFloat(value: number): string {
  return exponentFloat(value, 1e-4);
}

/** With an exponent from 1e16 up and below `smallest`. */
export function exponentFloat(value: number, smallest: number): string {
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= smallest && size < 1e16);
  if (isPlain || !Number.isFinite(value)) return plainFloat(value);
  return value.toExponential().replace("e+", "e");
}

function specialFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "inf" : "-inf";
}

function quoted(text: string): string {
  return `"${text.replace(ESCAPED, (character) => escapes.get(character) ?? codeEscape(character))}"`;
}

/** Controls, what has no shape of its own, and every space but the usual one. */
const ESCAPED = /["\\]|\p{C}|(?! )\p{Z}|\p{Grapheme_Extend}/gu;

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\0", "\\0"],
]);

function codeEscape(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
