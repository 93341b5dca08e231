/**
 * Equality and order of values.
 *
 * Values of different kinds are ordered by kind: undefined, none, bools, numbers, texts,
 * lists, maps. `true` equals `1` and is yet less than it, as in MiniJinja.
 */
import { keyText } from "./keys";
import { floatOf, toNumber } from "./numbers";
import { EnumValueObject } from "./objects";
import { isFloat, isObject, type TemplateObject, type TemplateValue } from "./value";

export function valuesEqual(left: TemplateValue, right: TemplateValue): boolean {
  if (left === right) return !isFloat(left) || !Number.isNaN(left.value);
  if (left instanceof EnumValueObject || right instanceof EnumValueObject) {
    return enumsEqual(left, right);
  }
  const a = toNumber(left);
  const b = toNumber(right);
  if (a !== undefined && b !== undefined) return numbersEqual(a, b);
  return isObject(left) && isObject(right) && objectsEqual(left, right);
}

/** An enum value equals its name, and the same value of the same enum. */
function enumsEqual(left: TemplateValue, right: TemplateValue): boolean {
  if (left instanceof EnumValueObject && right instanceof EnumValueObject) {
    return left.enumName === right.enumName && left.name === right.name;
  }
  if (left instanceof EnumValueObject) return left.name === right;
  return right instanceof EnumValueObject && right.name === left;
}

type Numeric = Exclude<ReturnType<typeof toNumber>, undefined>;

/** JavaScript compares a bigint with a number exactly. */
function numbersEqual(a: Numeric, b: Numeric): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number can be equal
  return (isFloat(a) ? a.value : a) == (isFloat(b) ? b.value : b);
}

function objectsEqual(left: TemplateObject, right: TemplateObject): boolean {
  if (left.repr === "map" && right.repr === "map") return mapsEqual(left, right);
  if (!isList(left) || !isList(right)) return false;
  const a = Array.from(left.iterate() ?? []);
  const b = Array.from(right.iterate() ?? []);
  return a.length === b.length && a.every((item, index) => valuesEqual(item, b[index]));
}

function isList(value: TemplateObject): boolean {
  return value.repr === "sequence" || value.repr === "iterable";
}

function mapsEqual(left: TemplateObject, right: TemplateObject): boolean {
  const keys = left.iterate();
  const others = new Set(Array.from(right.iterate() ?? [], keyText));
  if (!keys || left.size !== right.size) return false;
  return Array.from(keys).every(
    (key) => others.has(keyText(key)) && valuesEqual(left.get(key), right.get(key)),
  );
}

/** Negative, zero or positive, as for `Array.sort`. */
export function compareValues(left: TemplateValue, right: TemplateValue): number {
  const a = left instanceof EnumValueObject && isNamed(right) ? left.name : left;
  const b = right instanceof EnumValueObject && isNamed(left) ? right.name : right;
  const byKind = kindRank(a) - kindRank(b);
  if (byKind !== 0) return byKind;
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (isObject(a) && isObject(b)) return compareLists(parts(a), parts(b));
  const x = toNumber(a);
  const y = toNumber(b);
  return x === undefined || y === undefined ? 0 : compareNumbers(x, y);
}

function isNamed(value: TemplateValue): boolean {
  return typeof value === "string" || value instanceof EnumValueObject;
}

function kindRank(value: TemplateValue): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (typeof value === "boolean") return 2;
  if (typeof value === "string") return 4;
  return isObject(value) ? objectRanks[value.repr] : 3;
}

const objectRanks = { sequence: 5, map: 6, iterable: 7, plain: 8 } as const;

/** By code points, which is not how JavaScript compares beyond the basic plane. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === length) return a.length - b.length;
  const low = (unit: number) =>
    unit >= 0xe000 ? unit - 0x2000 : unit >= 0xd800 ? unit + 0x800 : unit;
  return low(a.charCodeAt(at)) - low(b.charCodeAt(at));
}

/** No number is less than every other. */
function compareNumbers(a: Numeric, b: Numeric): number {
  if (isFloat(a) || isFloat(b)) {
    const x = floatOf(a);
    const y = floatOf(b);
    if (Number.isNaN(x) || Number.isNaN(y))
      return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
    if (x === 0 && y === 0) return Number(Object.is(y, -0)) - Number(Object.is(x, -0));
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function parts(value: TemplateObject): readonly TemplateValue[] {
  const items = Array.from(value.iterate() ?? []);
  return value.repr === "map" ? items.flatMap((key) => [key, value.get(key)]) : items;
}

function compareLists(a: readonly TemplateValue[], b: readonly TemplateValue[]): number {
  for (const [index, item] of a.entries()) {
    if (index >= b.length) return 1;
    const order = compareValues(item, b[index]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
