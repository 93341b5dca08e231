/** Tests, the words after `is`. */
import { type Arguments, readArguments, string, text, value } from "./arguments";
import { compareValues, valuesEqual } from "./compare";
import { unknown } from "./failure";
import { isFilter } from "./filters/names";
import { floatOf, toNumber } from "./numbers";
import { contains } from "./operators";
import { isFloat, isInt, isObject, kindName, type TemplateValue, tryIterate } from "./value";

type Test = (input: TemplateValue, args: Arguments) => boolean;

export function applyTest(name: string, input: TemplateValue, args: Arguments): boolean {
  const test = tests.get(name);
  if (!test) throw unknown("test", `test ${name} is unknown`);
  return test(input, args);
}

/** A test by a name that the template worked out. */
export function findTest(name: string): Test {
  const test = tests.get(name);
  if (!test) throw unknown("test");
  return test;
}

/** Of the value alone. */
function alone(holds: (input: TemplateValue) => boolean): Test {
  return (input, args) => {
    readArguments(args);
    return holds(input);
  };
}

/** Of the value and one other. */
function beside(holds: (input: TemplateValue, other: TemplateValue) => boolean): Test {
  return (input, args) => holds(input, readArguments<[TemplateValue]>(args, value)[0]);
}

const equal = beside(valuesEqual);
const notEqual = beside((input, other) => !valuesEqual(input, other));
const less = beside((input, other) => compareValues(input, other) < 0);
const lessOrEqual = beside((input, other) => compareValues(input, other) <= 0);
const greater = beside((input, other) => compareValues(input, other) > 0);
const greaterOrEqual = beside((input, other) => compareValues(input, other) >= 0);
const isInteger = alone(isInt);
/** Nothing is escaped here, so only what a filter marked would be; texts carry no marks. */
const isSafe = alone(() => false);

const tests: ReadonlyMap<string, Test> = new Map([
  ["boolean", alone((input) => typeof input === "boolean")],
  ["defined", alone((input) => input !== undefined)],
  ["divisibleby", beside(isDivisible)],
  ["endingwith", (input, args) => asText(input).endsWith(readArguments<[string]>(args, text)[0])],
  ["eq", equal],
  ["equalto", equal],
  ["==", equal],
  ["escaped", isSafe],
  ["even", alone((input) => hasRemainder(input, 0))],
  ["false", alone((input) => input === false)],
  ["filter", alone((input) => isFilter(string(input, true)))],
  ["float", alone(isFloat)],
  ["ge", greaterOrEqual],
  [">=", greaterOrEqual],
  ["greaterthan", greater],
  ["gt", greater],
  [">", greater],
  ["in", beside((input, other) => contains(other, input))],
  ["int", isInteger],
  ["integer", isInteger],
  ["iterable", alone((input) => tryIterate(input) !== undefined)],
  ["le", lessOrEqual],
  ["<=", lessOrEqual],
  ["lessthan", less],
  ["lt", less],
  ["<", less],
  ["lower", alone((input) => /^\p{Lowercase}*$/u.test(string(input, true)))],
  ["mapping", alone((input) => isObject(input) && input.repr === "map")],
  ["ne", notEqual],
  ["!=", notEqual],
  ["none", alone((input) => input === null)],
  ["number", alone((input) => isInt(input) || isFloat(input))],
  ["odd", alone((input) => hasRemainder(input, 1))],
  ["safe", isSafe],
  ["sameas", beside(isSame)],
  ["sequence", alone((input) => isObject(input) && input.repr === "sequence")],
  [
    "startingwith",
    (input, args) => asText(input).startsWith(readArguments<[string]>(args, text)[0]),
  ],
  ["string", alone((input) => typeof input === "string")],
  ["test", alone((input) => tests.has(string(input, true)))],
  ["true", alone((input) => input === true)],
  ["undefined", alone((input) => input === undefined)],
  ["upper", alone((input) => /^\p{Uppercase}*$/u.test(string(input, true)))],
] satisfies readonly (readonly [string, Test])[]);

function asText(input: TemplateValue): string {
  return text(input, true);
}

function isDivisible(input: TemplateValue, by: TemplateValue): boolean {
  const a = toNumber(input);
  const b = toNumber(by);
  if (a === undefined || b === undefined) return false;
  if (isFloat(a) || isFloat(b)) return floatOf(a) % floatOf(b) === 0;
  return BigInt(b) !== 0n && BigInt(a) % BigInt(b) === 0n;
}

function hasRemainder(input: TemplateValue, remainder: 0 | 1): boolean {
  const number = toNumber(input);
  if (number === undefined) return false;
  if (typeof number === "bigint") return Math.abs(Number(number % 2n)) === remainder;
  return Math.abs(floatOf(number) % 2) === remainder;
}

/** Equal and of one kind; of lists and maps, only one and the same. */
function isSame(input: TemplateValue, other: TemplateValue): boolean {
  if (isObject(input) || isObject(other)) return input === other;
  const sameNumbers = isFloat(input) === isFloat(other);
  return kindName(input) === kindName(other) && sameNumbers && valuesEqual(input, other);
}
