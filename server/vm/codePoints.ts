/**
 * Strings counted in Unicode code points, as the language counts, over JavaScript's
 * UTF-16 units. Most strings hold no surrogates, and then the two are the same number.
 */

/** True when every code point is one unit, so that positions need no counting. */
export function isUnitPerCodePoint(text: string): boolean {
  if (text === lastText) return lastAnswer;
  lastText = text;
  lastAnswer = !SURROGATE.test(text);
  return lastAnswer;
}

/** A loop over a text asks about the same one again and again. */
let lastText = "";
let lastAnswer = true;

const SURROGATE = /[\ud800-\udfff]/;

export function codePointLength(text: string): number {
  return isUnitPerCodePoint(text) ? text.length : unitAt(text, Number.POSITIVE_INFINITY).codePoints;
}

/** The code point at an index, or undefined when there is none. */
export function codePointAt(text: string, index: number): string | undefined {
  if (index < 0) return undefined;
  if (isUnitPerCodePoint(text)) return index < text.length ? text[index] : undefined;
  const { unit } = unitAt(text, index);
  return unit < text.length ? String.fromCodePoint(text.codePointAt(unit)!) : undefined;
}

/** From `start` to `end`, both clamped to the text; empty when they are the wrong way round. */
export function codePointSlice(text: string, start: number, end: number): string {
  if (end <= start) return "";
  if (isUnitPerCodePoint(text)) return text.slice(start, end);
  return text.slice(unitAt(text, start).unit, unitAt(text, end).unit);
}

/** The index of a code point, from the index of its first unit. */
export function codePointIndex(text: string, unit: number): number {
  return isUnitPerCodePoint(text) ? unit : codePointLength(text.slice(0, unit));
}

/** Where the code point of an index begins; at the end, with the number there are, if it is past. */
function unitAt(text: string, index: number): { unit: number; codePoints: number } {
  let unit = 0;
  let codePoints = 0;
  while (unit < text.length && codePoints < index) {
    unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
    codePoints++;
  }
  return { unit, codePoints };
}
