/**
 * Arithmetic where the machine's own fast path does not do: ints beyond 2^53, floats,
 * mixes of both, strings, and the errors.
 *
 * Ints wrap to 64 bits in two's complement. A mix of int and float is computed in floats.
 */
import { intFromBigint } from "../base";
import { type Raised, runtimeError, typeError } from "./raised";
import { kindName, VmFloat, type VmValue } from "./value";

export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "<<" | ">>" | "&" | "|" | "^";

export function add(left: VmValue, right: VmValue): VmValue {
  if (typeof left === "string" && typeof right === "string") return joined(left, right);
  if (left instanceof VmFloat && right instanceof VmFloat) {
    return new VmFloat(left.value + right.value);
  }
  if (isInt(left) && isInt(right)) return intFromBigint(BigInt(left) + BigInt(right));
  return new VmFloat(floatOf(left, "+", left, right) + floatOf(right, "+", left, right));
}

export function subtract(left: VmValue, right: VmValue): VmValue {
  if (left instanceof VmFloat && right instanceof VmFloat) {
    return new VmFloat(left.value - right.value);
  }
  if (isInt(left) && isInt(right)) return intFromBigint(BigInt(left) - BigInt(right));
  return new VmFloat(floatOf(left, "-", left, right) - floatOf(right, "-", left, right));
}

export function multiply(left: VmValue, right: VmValue): VmValue {
  if (left instanceof VmFloat && right instanceof VmFloat) {
    return new VmFloat(left.value * right.value);
  }
  if (isInt(left) && isInt(right)) return intFromBigint(BigInt(left) * BigInt(right));
  return new VmFloat(floatOf(left, "*", left, right) * floatOf(right, "*", left, right));
}

/** Truncates ints toward zero. A float divisor of zero fails too, of either sign. */
export function divide(left: VmValue, right: VmValue): VmValue {
  if (isInt(left) && isInt(right)) {
    if (right === 0) throw divisionByZero(left, "/", right);
    if (typeof left === "number" && typeof right === "number") return Math.trunc(left / right) + 0;
    return intFromBigint(BigInt(left) / BigInt(right));
  }
  const dividend = floatOf(left, "/", left, right);
  const divisor = floatOf(right, "/", left, right);
  if (divisor === 0) throw divisionByZero(left, "/", right);
  return new VmFloat(dividend / divisor);
}

export function remainder(left: VmValue, right: VmValue): VmValue {
  if (isInt(left) && isInt(right)) {
    if (right === 0) throw divisionByZero(left, "%", right);
    if (typeof left === "number" && typeof right === "number") return (left % right) + 0;
    return intFromBigint(BigInt(left) % BigInt(right));
  }
  return new VmFloat(floatOf(left, "%", left, right) % floatOf(right, "%", left, right));
}

export function shiftLeft(left: VmValue, right: VmValue): VmValue {
  if (!isInt(left) || !isInt(right)) throw badOperands(left, "<<", right);
  const count = shiftCount(right);
  if (typeof left === "number") {
    const shifted = left * 2 ** count;
    if (Number.isSafeInteger(shifted)) return shifted + 0;
  }
  return intFromBigint(BigInt(left) << BigInt(count));
}

export function shiftRight(left: VmValue, right: VmValue): VmValue {
  if (!isInt(left) || !isInt(right)) throw badOperands(left, ">>", right);
  const count = shiftCount(right);
  if (typeof left === "number") return Math.floor(left / 2 ** count) + 0;
  return intFromBigint(left >> BigInt(count));
}

export function bitAnd(left: VmValue, right: VmValue): VmValue {
  if (!isInt(left) || !isInt(right)) throw badOperands(left, "&", right);
  return intFromBigint(BigInt(left) & BigInt(right));
}

export function bitOr(left: VmValue, right: VmValue): VmValue {
  if (!isInt(left) || !isInt(right)) throw badOperands(left, "|", right);
  return intFromBigint(BigInt(left) | BigInt(right));
}

export function bitXor(left: VmValue, right: VmValue): VmValue {
  if (!isInt(left) || !isInt(right)) throw badOperands(left, "^", right);
  return intFromBigint(BigInt(left) ^ BigInt(right));
}

export function negate(value: VmValue): VmValue {
  if (typeof value === "number") return 0 - value;
  if (typeof value === "bigint") return intFromBigint(-value);
  if (value instanceof VmFloat) return new VmFloat(-value.value);
  throw typeError(`type error: expected number, got ${kindName(value)}`);
}

/** Where a float was declared: an int becomes one, everything else stays. */
export function toFloat(value: VmValue): VmValue {
  return isInt(value) ? new VmFloat(Number(value)) : value;
}

export function isInt(value: VmValue): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function floatOf(value: VmValue, operator: BinaryOperator, left: VmValue, right: VmValue): number {
  if (value instanceof VmFloat) return value.value;
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  throw badOperands(left, operator, right);
}

function shiftCount(count: number | bigint): number {
  return typeof count === "number" ? ((count % 64) + 64) % 64 : Number(BigInt.asUintN(6, count));
}

/** V8 refuses strings of more than some 500 million units; that is the program's error, not ours. */
function joined(left: string, right: string): string {
  if (left.length + right.length > MAX_STRING) throw runtimeError("string too long");
  return left + right;
}

export const MAX_STRING = 0x1fffffe8;

function divisionByZero(left: VmValue, operator: BinaryOperator, right: VmValue): Raised {
  return runtimeError(`division by zero: ${operandText(left)} ${operator} ${operandText(right)}`);
}

function badOperands(left: VmValue, operator: BinaryOperator, right: VmValue): Raised {
  const operands = `${kindName(left)} ${operator} ${kindName(right)}`;
  return typeError(`cannot apply binary operation: ${operands}`);
}

function operandText(value: VmValue): string {
  return value instanceof VmFloat ? floatText(value.value) : String(value);
}

/** Shortest, without exponent and without a trailing `.0`, as the language displays floats. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (Object.is(value, -0)) return "-0";
  return withoutExponent(String(value));
}

/** JavaScript's digits are the shortest ones; only its exponents must go. */
function withoutExponent(text: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign, first, rest = "", exponentText] = match;
  const digits = first! + rest;
  const exponent = Number(exponentText);
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.padEnd(exponent + 1, "0")}`;
}
