/** Filters on numbers. */
import { type FloatValue, float } from "../../../../base";
import { integer, optional, readArguments } from "../arguments";
import { invalidOperation } from "../failure";
import { floatOf, MAX_INT, MIN_INT, normalInt, toNumber } from "../numbers";
import { isFloat, isInt, isObject, kindName, type TemplateValue } from "../value";
import type { Filter } from "./library";

export const abs: Filter = (input, args) => {
  readArguments(args);
  if (isFloat(input)) return float(Math.abs(input.value));
  if (typeof input === "bigint") return input < 0n ? -input : input;
  if (typeof input === "number") return Math.abs(input);
  throw invalidOperation("cannot get absolute value");
};

/** Half away from zero. An int stays as it is. */
export const round: Filter = (input, args) => {
  const [digits] = readArguments<[number | undefined]>(args, optional(integer("i32")));
  if (isInt(input)) return input;
  if (!isFloat(input)) throw invalidOperation(`cannot round value (${kindName(input)})`);
  const scale = 10 ** (digits ?? 0);
  return float(roundHalfAway(scale * input.value) / scale);
};

function roundHalfAway(number: number): number {
  const rounded = Math.trunc(number + Math.sign(number) * 0.5);
  // Adding a half to the greatest number below one half makes a whole one.
  return Math.abs(number - Math.trunc(number)) < 0.5 ? Math.trunc(number) : rounded;
}

export const toInt: Filter = (input, args) => {
  readArguments(args);
  if (input === undefined || input === null) return 0;
  if (isInt(input)) return input;
  if (isObject(input)) throw invalidOperation(`cannot convert ${kindName(input)} to integer`);
  if (typeof input === "boolean") return Number(input);
  if (isFloat(input)) return truncated(input.value);
  return /^[-+]?\d+$/.test(input)
    ? clamped(BigInt(input.replace("+", "")))
    : truncated(parseFloatText(input));
};

function truncated(number: number): number | bigint {
  if (Number.isNaN(number)) return 0;
  if (!Number.isFinite(number)) return number > 0 ? MAX_INT : MIN_INT;
  return clamped(BigInt(Math.trunc(number)));
}

function clamped(int: bigint): number | bigint {
  return normalInt(int > MAX_INT ? MAX_INT : int < MIN_INT ? MIN_INT : int);
}

export const toFloat: Filter = (input, args) => {
  readArguments(args);
  if (input === undefined || input === null) return float(0);
  if (typeof input === "string") return float(parseFloatText(input));
  const number = toNumber(input);
  if (number === undefined) throw invalidOperation(`cannot convert ${kindName(input)} to float`);
  return float(floatOf(number));
};

/** As Rust reads a float: no spaces, a digit at least, `inf` and `nan` in any case. */
export function parseFloatText(text: string): number {
  const special = /^([-+]?)(inf(?:inity)?|nan)$/i.exec(text);
  if (special) return specialNumber(special[1]!, special[2]!);
  if (text === "") throw invalidOperation("cannot parse float from empty string");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) {
    throw invalidOperation("invalid float literal");
  }
  return Number(text);
}

function specialNumber(sign: string, word: string): number {
  if (word.toLowerCase() === "nan") return Number.NaN;
  return sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Whole when every item is a whole number, else a float; 0 when an item is no number. */
export const sum: Filter = (input, args) => {
  readArguments(args);
  if (!isObject(input) || (input.repr !== "sequence" && input.repr !== "iterable")) {
    throw invalidOperation("not iterable");
  }
  const items = Array.from(input.iterate() ?? []);
  const wholes = items.map(toWhole);
  if (wholes.every((whole) => whole !== undefined)) {
    return normalInt(
      BigInt.asIntN(
        64,
        wholes.reduce((total, whole) => total + whole, 0n),
      ),
    );
  }
  if (!items.every(isNumber)) return 0;
  return float(items.reduce((total: number, item) => total + floatOf(item), 0));
};

function isNumber(value: TemplateValue): value is number | bigint | FloatValue {
  return isInt(value) || isFloat(value);
}

function toWhole(value: TemplateValue): bigint | undefined {
  const number = toNumber(value);
  if (number === undefined) return undefined;
  if (!isFloat(number)) return BigInt(number);
  return Number.isInteger(number.value) ? BigInt(number.value) : undefined;
}
