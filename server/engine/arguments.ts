/**
 * Binds what a caller gave to the parameters of a function (tracing 4.2, step 7).
 *
 * Invariant: never throws. A call with wrong arguments is recorded with what it was given.
 */
import { type CallFailure, callFailure, type Param, type Shapes, type Value } from "../base";
import type { FunctionCode } from "../bytecode";
import { fitValue, isNullable, type Misfit } from "../llm";
import type { CallOptions } from "./callOptions";
import { withoutAliases } from "./enumAliases";
import { kindOf } from "./kindOf";
import { plainValue } from "./plainValue";
import { shapeText } from "./shapeText";

export interface BoundArguments {
  /** One for each parameter; or, with a failure, those that were given. */
  readonly values: readonly Value[];
  /** Of the values. */
  readonly names: readonly string[];
  /** Parameters that were left out, and may be. */
  readonly omitted: readonly string[];
  readonly failure?: CallFailure;
}

export function bindArguments(
  fn: Pick<FunctionCode, "name" | "params">,
  args: NonNullable<CallOptions["args"]>,
  shapes: Shapes,
): BoundArguments {
  const given = givenArguments(fn, args);
  const failed = (failure: CallFailure): BoundArguments => ({
    values: [...given.values()],
    names: [...given.keys()],
    omitted: [],
    failure,
  });

  const values: Value[] = [];
  const omitted: string[] = [];
  for (const { name, shape } of fn.params) {
    if (given.has(name)) continue;
    if (!isNullable(shape, shapes)) return failed(missingArgument(name, fn.name));
    omitted.push(name);
  }
  const extra = [...given.keys()].filter((name) => !fn.params.some((param) => param.name === name));
  if (extra.length > 0) return failed(extraArguments(extra));
  for (const { name, shape } of fn.params) {
    if (omitted.includes(name)) {
      values.push(null);
      continue;
    }
    const value = given.get(name)!;
    const fit = fitValue(withoutAliases(value, shape, shapes), shape, shapes);
    if (fit.kind === "misfit") return failed(wrongType({ name, shape }, value, fit.problems));
    values.push(fit.value);
  }
  return { values, names: fn.params.map(({ name }) => name), omitted };
}

/** In the order of the parameters; what belongs to none comes last. */
function givenArguments(
  fn: Pick<FunctionCode, "params">,
  args: NonNullable<CallOptions["args"]>,
): ReadonlyMap<string, Value> {
  const named = namedArguments(fn, args);
  const ordered = new Map<string, Value>();
  for (const { name } of fn.params) {
    const value = named.get(name);
    if (value !== undefined) ordered.set(name, value);
  }
  for (const [name, value] of named) if (!ordered.has(name)) ordered.set(name, value);
  return ordered;
}

function namedArguments(
  fn: Pick<FunctionCode, "params">,
  args: NonNullable<CallOptions["args"]>,
): ReadonlyMap<string, Value> {
  if (args instanceof Map) return args;
  if (isPositional(args)) {
    return new Map(args.map((value, index) => [fn.params[index]?.name ?? `<arg:${index}>`, value]));
  }
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  return new Map(given.map(([name, value]) => [name, plainValue(value)]));
}

function isPositional(args: NonNullable<CallOptions["args"]>): args is readonly Value[] {
  return Array.isArray(args);
}

function missingArgument(name: string, functionName: string): CallFailure {
  const message = `Missing argument '${name}' for function '${functionName}'`;
  return callFailure("invalid_argument", message, { details: { argument: name } });
}

function extraArguments(names: readonly string[]): CallFailure {
  const message = `Invalid argument: extra arguments: ${names.join(", ")}`;
  return callFailure("invalid_argument", message, { details: { arguments: names } });
}

/** The parameter's type and what came in its place; then what is wrong inside, if it is. */
function wrongType(param: Param, value: Value, problems: readonly Misfit[]): CallFailure {
  const whole = `expected ${shapeText(param.shape)}, got ${kindOf(value)}`;
  const inside = problems
    .filter(({ path }) => path.length > 0)
    .map(({ path, message }) => `${path.join(".")}: ${message}`);
  const message = [`Invalid argument '${param.name}': ${whole}`, ...inside].join("; ");
  return callFailure("invalid_argument", message, { details: { argument: param.name } });
}
