/**
 * Evaluates the expressions of templates.
 *
 * Invariant: pure but for namespaces and the calls that templates make; fails only with
 * a `TemplateFailure`.
 */
import {
  float,
  type TemplateArgument,
  type TemplateExpression,
  type TemplateFilter,
  unreachable,
} from "../../../base";
import { getItem, getSlice } from "./access";
import { DictObject, ListObject, pairsOf } from "./collections";
import { invalidOperation, unknown } from "./failure";
import { applyFilter } from "./filters/library";
import { callMethod } from "./methods";
import { negate } from "./numbers";
import { applyOperator } from "./operators";
import type { Scope } from "./scope";
import { applyTest } from "./tests";
import { isObject, isTrue, kindName, type TemplateValue, tryIterate } from "./value";

export function evaluate(expression: TemplateExpression, scope: Scope): TemplateValue {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "object" && expression.value !== null
        ? float(expression.value.float)
        : expression.value;
    case "name":
      return scope.lookup(expression.name);
    case "list":
      return new ListObject(expression.items.map((item) => evaluate(item, scope)));
    case "dict":
      return new DictObject(
        expression.entries.map(({ key, value }) => [evaluate(key, scope), evaluate(value, scope)]),
      );
    case "attribute":
      return getItem(evaluate(expression.object, scope), expression.name);
    case "item":
      return getItem(evaluate(expression.object, scope), evaluate(expression.index, scope));
    case "slice":
      return evaluateSlice(expression, scope);
    case "call":
      return evaluateCall(expression, scope);
    case "filter":
      return evaluateFilter(expression, evaluate(expression.input, scope), scope);
    case "test": {
      const input = evaluate(expression.input, scope);
      const holds = applyTest(expression.name, input, evaluateArguments(expression.args, scope));
      return holds !== expression.negated;
    }
    case "unary": {
      const operand = evaluate(expression.operand, scope);
      return expression.operator === "not" ? !isTrue(operand) : negate(operand);
    }
    case "binary":
      return evaluateBinary(expression, scope);
    case "conditional":
      if (isTrue(evaluate(expression.condition, scope))) return evaluate(expression.value, scope);
      return expression.otherwise && evaluate(expression.otherwise, scope);
    default:
      return unreachable(expression, "expression");
  }
}

type Of<Kind extends TemplateExpression["kind"]> = Extract<TemplateExpression, { kind: Kind }>;

function evaluateSlice(expression: Of<"slice">, scope: Scope): TemplateValue {
  const bound = (part: TemplateExpression | undefined) => part && evaluate(part, scope);
  const { object, start, stop, step } = expression;
  const value = evaluate(object, scope);
  return getSlice(value, { start: bound(start), stop: bound(stop), step: bound(step) });
}

export function evaluateFilter(
  filter: Pick<TemplateFilter, "name" | "args">,
  input: TemplateValue,
  scope: Scope,
): TemplateValue {
  return applyFilter(filter.name, input, evaluateArguments(filter.args, scope));
}

function evaluateBinary(expression: Of<"binary">, scope: Scope): TemplateValue {
  const { operator } = expression;
  const left = evaluate(expression.left, scope);
  if (operator === "or") return isTrue(left) ? left : evaluate(expression.right, scope);
  if (operator !== "and") return applyOperator(operator, left, evaluate(expression.right, scope));
  // MiniJinja works out constants in advance, and answers `false` for a false one.
  const result = isTrue(left) ? evaluate(expression.right, scope) : left;
  return isTrue(result) || !isConstant(expression) ? result : false;
}

function isConstant(expression: TemplateExpression): boolean {
  switch (expression.kind) {
    case "literal":
      return true;
    case "list":
      return expression.items.every(isConstant);
    case "dict":
      return expression.entries.every(({ key, value }) => isConstant(key) && isConstant(value));
    case "unary":
      return isConstant(expression.operand);
    case "binary":
      return isConstant(expression.left) && isConstant(expression.right);
    default:
      return false;
  }
}

function evaluateCall(expression: Of<"call">, scope: Scope): TemplateValue {
  const { callee } = expression;
  if (callee.kind === "attribute") {
    const object = evaluate(callee.object, scope);
    return callMethod(object, callee.name, evaluateArguments(expression.args, scope));
  }
  const called = evaluate(callee, scope);
  const args = evaluateArguments(expression.args, scope);
  if (called === undefined && callee.kind === "name") {
    throw unknown("function", `${callee.name} is unknown`);
  }
  return callValue(called, args);
}

function callValue(called: TemplateValue, args: readonly TemplateValue[]): TemplateValue {
  if (isObject(called) && called.call) return called.call(args);
  throw invalidOperation(`value of type ${kindName(called)} is not callable`);
}

/** Positional values, then one dict of keyword arguments when there are any. */
function evaluateArguments(
  args: readonly TemplateArgument[],
  scope: Scope,
): readonly TemplateValue[] {
  const positional: TemplateValue[] = [];
  const named: (readonly [TemplateValue, TemplateValue])[] = [];
  for (const { name, spread, value: expression } of args) {
    const value = evaluate(expression, scope);
    if (name !== undefined) named.push([name, value]);
    else if (spread === "map") named.push(...spreadMap(value));
    else if (spread === "list") positional.push(...spreadList(value));
    else positional.push(value);
  }
  const hasNamed = args.some(
    (argument) => argument.name !== undefined || argument.spread === "map",
  );
  return hasNamed ? [...positional, new DictObject(named, true)] : positional;
}

function spreadMap(value: TemplateValue) {
  if (isObject(value) && value.repr === "map") return pairsOf(value);
  throw invalidOperation(
    `attempted to apply keyword arguments from non map (got ${kindName(value)})`,
  );
}

function spreadList(value: TemplateValue): Iterable<TemplateValue> {
  const items = tryIterate(value);
  if (!items) throw invalidOperation(`${kindName(value)} is not iterable`);
  return items;
}
