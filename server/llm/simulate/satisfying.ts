/**
 * Values that satisfy asserts. An assert is any expression, so this is a search: other
 * samples first, then values around the constants that the asserts themselves name.
 */
import {
  type Constraint,
  float,
  type Shape,
  type TemplateExpression,
  type Value,
} from "../../base";
import { evaluateConstraint } from "../prompt/constraint";

export function isSatisfied(constraints: readonly Constraint[], value: Value): boolean {
  return constraints.every(
    (constraint) => constraint.kind === "check" || evaluateConstraint(constraint, value) === true,
  );
}

/** More tries find little more, and a run without a model should feel instant. */
const MAX_SAMPLES = 60;

interface Search {
  readonly shape: Shape;
  /** Another sample. */
  readonly again: (attempt: number) => Value;
}

export function satisfying(
  constraints: readonly Constraint[],
  { shape, again }: Search,
): Value | undefined {
  const asserts = constraints.filter(({ kind }) => kind === "assert");
  for (const value of suggestions(asserts, shape)) {
    if (isSatisfied(asserts, value)) return value;
  }
  for (let attempt = 1; attempt <= MAX_SAMPLES; attempt++) {
    const value = again(attempt);
    if (isSatisfied(asserts, value)) return value;
  }
  return undefined;
}

function* suggestions(asserts: readonly Constraint[], shape: Shape): Generator<Value> {
  const constants = asserts.flatMap(({ expression }) =>
    expression ? constantsIn(expression) : [],
  );
  const numbers = constants.filter((one) => typeof one === "number").flatMap(around);
  switch (shape.kind) {
    case "optional":
      yield* suggestions(asserts, shape.inner);
      yield null;
      return;
    case "int":
      yield* numbers.filter(Number.isInteger);
      return;
    case "float":
      yield* numbers.map(float);
      return;
    case "string":
      yield* constants.filter((one) => typeof one === "string");
      for (const length of numbers) if (isLength(length)) yield sampleOfLength(length);
      return;
    case "bool":
      yield true;
      yield false;
      return;
    default:
      return;
  }
}

function around(constant: number): readonly number[] {
  return [constant, constant + 1, constant - 1, constant * 2, constant + 0.5, constant - 0.5];
}

/** No assert that a person wrote asks for more. */
const MAX_LENGTH = 10_000;

function isLength(length: number): boolean {
  return Number.isInteger(length) && length >= 0 && length <= MAX_LENGTH;
}

const LETTERS = "sample text ";

function sampleOfLength(length: number): string {
  return LETTERS.repeat(Math.ceil(length / LETTERS.length))
    .slice(0, length)
    .replace(/ $/, "x");
}

/** The numbers and texts that an expression names, wherever they stand. */
function constantsIn(expression: TemplateExpression): readonly (number | string)[] {
  const found: (number | string)[] = [];
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) {
      for (const one of part) visit(one);
    } else if (typeof part === "object" && part !== null) {
      if ("kind" in part && part.kind === "literal" && "value" in part) add(part.value);
      for (const one of Object.values(part)) visit(one);
    }
  };
  const add = (value: unknown): void => {
    if (typeof value === "string" || typeof value === "number") found.push(value);
    else if (typeof value === "object" && value !== null && "float" in value) add(value.float);
  };
  visit(expression);
  return found;
}
