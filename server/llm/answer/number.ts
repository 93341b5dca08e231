/**
 * Numbers as replies spell them, and floats as the text of a reply is rebuilt from them.
 *
 * Invariant: an integer is exact. One that needs more than 64 bits is a float.
 */

export interface SpelledNumber {
  readonly value: number | bigint;
  readonly isFloat: boolean;
}

/** Undefined when it is not finite. The text is known to spell a number. */
export function numberFrom(text: string, isFloat: boolean): SpelledNumber | undefined {
  if (!isFloat) {
    const value = integerFrom(text);
    if (value !== undefined) return { value, isFloat: false };
  }
  const value = Number(text);
  return Number.isFinite(value) ? { value, isFloat: true } : undefined;
}

/** Undefined when it does not fit 64 bits, signed or not. JSON knows a negative zero only as a float. */
function integerFrom(text: string): number | bigint | undefined {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? undefined : value;
  const exact = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return exact >= MIN_INT && exact <= MAX_UNSIGNED ? exact : undefined;
}

const INTEGER = /^[-+]?\d+$/;
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** A number in any spelling of a programming language: also `+3`, `.5`, `1.` and `1e5`. */
export function looseNumber(text: string): SpelledNumber | undefined {
  if (!startsLikeNumber(text)) return undefined;
  if (INTEGER.test(text)) return numberFrom(text, false);
  return DECIMAL.test(text) ? numberFrom(text, true) : undefined;
}

/** Turns most texts away before a regular expression has to look at them. */
function startsLikeNumber(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e;
}

/** Half away from zero, as people round: 2.5 is 3 and -2.5 is -3. */
export function roundedHalfAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}

/**
 * A float as text: always with a point or an exponent, shortest digits that read back the
 * same, exponents from 1e16 up and below 1e-5. The layout is that of the Ryu printer.
 */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa, exponentText] = value.toExponential().split("e") as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -5 || exponent > 15) return `${mantissa}e${exponent}`;
  const plain = exponent < 0 ? smallText(value, mantissa, exponent) : String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}

/** Without the exponent that JavaScript would print. */
function smallText(value: number, mantissa: string, exponent: number): string {
  const digits = mantissa.replace("-", "").replace(".", "");
  return `${value < 0 ? "-" : ""}0.${"0".repeat(-exponent - 1)}${digits}`;
}

const MIN_INT = -(2n ** 63n);
const MAX_UNSIGNED = 2n ** 64n - 1n;
