/**
 * Arithmetic of templates. Ints have 128 signed bits and do not wrap; as soon as a float
 * takes part, the result is one.
 *
 * Invariant: an int that fits 53 bits is a `number`, any other a `bigint`.
 */
import { type FloatValue, float } from "../../../base";
import { invalidOperation } from "./failure";
import { displayText } from "./print";
import { isFloat, isInt, kindName, type TemplateValue } from "./value";

export type Arithmetic = "+" | "-" | "*" | "/" | "//" | "%" | "**";

export function calculate(
  operator: Arithmetic,
  left: TemplateValue,
  right: TemplateValue,
): TemplateValue {
  const a = toNumber(left);
  const b = toNumber(right);
  if (a === undefined || b === undefined) throw impossible(operator, left, right);
  if (operator === "/" || isFloat(a) || isFloat(b)) {
    return float(onFloats[operator](floatOf(a), floatOf(b)));
  }
  const result = calculateInts(operator, a, b);
  if (result !== undefined) return result;
  const calculation = `${displayText(left)} ${operator} ${displayText(right)}`;
  throw invalidOperation(`unable to calculate ${calculation}`);
}

export function impossible(operator: string, left: TemplateValue, right: TemplateValue): Error {
  const kinds = `${kindName(left)} and ${kindName(right)}`;
  return invalidOperation(`tried to use ${operator} operator on unsupported types ${kinds}`);
}

/** Of whole numbers only: `-true` and `-"a"` are no operation. */
export function negate(value: TemplateValue): TemplateValue {
  if (isFloat(value)) return float(-value.value);
  if (!isInt(value)) throw invalidOperation();
  return value === 0 ? 0 : inRange(-BigInt(value));
}

/** A number, or a bool that counts as one; undefined for anything else. */
export function toNumber(value: TemplateValue): number | bigint | FloatValue | undefined {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "bigint") return value <= MAX_INT ? value : undefined;
  return typeof value === "number" || isFloat(value) ? value : undefined;
}

export function floatOf(value: number | bigint | FloatValue): number {
  return isFloat(value) ? value.value : Number(value);
}

/** An int of any size as a template holds it. */
export function normalInt(value: bigint): number | bigint {
  return value >= MIN_SAFE && value <= MAX_SAFE ? Number(value) : value;
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_SAFE = BigInt(Number.MIN_SAFE_INTEGER);
export const MAX_INT = 2n ** 127n - 1n;
export const MIN_INT = -(2n ** 127n);

function inRange(value: bigint): number | bigint | undefined {
  return value >= MIN_INT && value <= MAX_INT ? normalInt(value) : undefined;
}

const onFloats: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "//": floorOfFloats,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
};

/** Rounds so that the remainder is never negative. */
function floorOfFloats(a: number, b: number): number {
  const quotient = Math.trunc(a / b);
  return a % b < 0 ? quotient - Math.sign(b) : quotient;
}

/** Undefined when there is no result, or it does not fit. */
function calculateInts(
  operator: Exclude<Arithmetic, "/">,
  a: number | bigint,
  b: number | bigint,
): number | bigint | undefined {
  if (typeof a === "number" && typeof b === "number" && operator !== "//" && operator !== "%") {
    const quick = operator === "**" && b < 0 ? Number.NaN : onFloats[operator](a, b);
    if (Number.isSafeInteger(quick)) return quick === 0 ? 0 : quick;
  }
  const result = onInts[operator](BigInt(a), BigInt(b));
  return result === undefined ? undefined : inRange(result);
}

type OnInts = (a: bigint, b: bigint) => bigint | undefined;

const onInts: Readonly<Record<Exclude<Arithmetic, "/">, OnInts>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "//": (a, b) => (b === 0n ? undefined : (a - remainder(a, b)) / b),
  "%": (a, b) => (b === 0n ? undefined : remainder(a, b)),
  "**": power,
};

/** From 0 up to the size of `b`, without it. */
function remainder(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest < 0n ? rest + (b < 0n ? -b : b) : rest;
}

function power(base: bigint, exponent: bigint): bigint | undefined {
  const isBig = base > 1n || base < -1n;
  if (exponent < 0n || exponent >= 1n << 32n || (isBig && exponent > 127n)) return undefined;
  return base ** exponent;
}
