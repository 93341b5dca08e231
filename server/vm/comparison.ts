/**
 * Equality and order (5.5), where the machine's fast path does not do.
 *
 * Containers, instances, functions and media are equal when they are the same object;
 * `baml.deep_equals` looks inside.
 */
import { isInt } from "./arithmetic";
import { type Raised, typeError } from "./raised";
import { kindName, VmFloat, type VmValue } from "./value";

export function equal(left: VmValue, right: VmValue): boolean {
  // An int beyond 2^53 is compared with a float as a double, like any other int.
  if (left instanceof VmFloat) {
    if (right instanceof VmFloat) return left.value === right.value;
    return isInt(right) && left.value === Number(right);
  }
  if (right instanceof VmFloat) return isInt(left) && Number(left) === right.value;
  return left === right;
}

/** Negative, zero or positive; NaN when a NaN is among the two, so that every order is false. */
export function compare(left: VmValue, right: VmValue, operator: string): number {
  if (left instanceof VmFloat && right instanceof VmFloat) return order(left.value, right.value);
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  if (isInt(left) && isInt(right)) return left < right ? -1 : left > right ? 1 : 0;
  return order(numberOf(left, left, right, operator), numberOf(right, left, right, operator));
}

function order(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return left === right ? 0 : Number.NaN;
}

/** By code point: JavaScript's own order puts surrogates before U+E000. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const leftUnit = left.charCodeAt(at);
    const rightUnit = right.charCodeAt(at);
    if (leftUnit !== rightUnit) return rank(leftUnit) - rank(rightUnit);
  }
  return left.length - right.length;
}

/** Moves the surrogates, which stand for the highest code points, behind all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function numberOf(value: VmValue, left: VmValue, right: VmValue, operator: string): number {
  if (value instanceof VmFloat) return value.value;
  if (isInt(value)) return Number(value);
  throw badOperands(left, operator, right);
}

function badOperands(left: VmValue, operator: string, right: VmValue): Raised {
  const operands = `${kindName(left)} ${operator} ${kindName(right)}`;
  return typeError(`cannot apply binary operation: ${operands}`);
}
