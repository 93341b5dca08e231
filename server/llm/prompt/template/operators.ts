/** Binary operators on evaluated values; `and` and `or` are not here, as they may skip one. */
import type { TemplateOperator } from "../../../base";
import { unreachable } from "../../../base";
import { ListObject, StreamObject } from "./collections";
import { compareValues, valuesEqual } from "./compare";
import { invalidOperation } from "./failure";
import { calculate, impossible } from "./numbers";
import { displayText } from "./print";
import { isFloat, isObject, type TemplateObject, type TemplateValue, tryIterate } from "./value";

export function applyOperator(
  operator: Exclude<TemplateOperator, "and" | "or">,
  left: TemplateValue,
  right: TemplateValue,
): TemplateValue {
  switch (operator) {
    case "+":
      return add(left, right);
    case "*":
      return multiply(left, right);
    case "-":
    case "/":
    case "//":
    case "%":
    case "**":
      return calculate(operator, left, right);
    case "~":
      return displayText(left) + displayText(right);
    case "==":
      return valuesEqual(left, right);
    case "!=":
      return !valuesEqual(left, right);
    case "<":
      return compareValues(left, right) < 0;
    case "<=":
      return compareValues(left, right) <= 0;
    case ">":
      return compareValues(left, right) > 0;
    case ">=":
      return compareValues(left, right) >= 0;
    case "in":
      return contains(right, left);
    case "not in":
      return !contains(right, left);
    default:
      return unreachable(operator, "operator");
  }
}

function add(left: TemplateValue, right: TemplateValue): TemplateValue {
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (isList(left) && isList(right)) {
    const items = [...(left.iterate() ?? []), ...(right.iterate() ?? [])];
    const isSized = left.size !== undefined && right.size !== undefined;
    return isSized ? new ListObject(items, "view") : new StreamObject(items);
  }
  return calculate("+", left, right);
}

function multiply(left: TemplateValue, right: TemplateValue): TemplateValue {
  if (typeof left === "string") return repeatText(left, right);
  if (typeof right === "string") return repeatText(right, left);
  if (isList(left)) return repeatList(left, right);
  if (isList(right) && !isObject(left)) return repeatList(right, left);
  return calculate("*", left, right);
}

function repeatText(text: string, times: TemplateValue): string {
  const count = toCount(times);
  if (count === undefined) {
    throw invalidOperation("strings can only be multiplied with integers");
  }
  if (text.length * count > MAX_REPEATED) throw impossible("*", text, times);
  return text.repeat(count);
}

function repeatList(list: TemplateObject, times: TemplateValue): TemplateValue {
  const count = toCount(times);
  if (count === undefined) {
    throw invalidOperation("sequences and iterables can only be multiplied with integers");
  }
  const items = Array.from(list.iterate() ?? []);
  if (items.length * count > MAX_REPEATED) throw impossible("*", list, times);
  return new ListObject(Array.from({ length: count }, () => items).flat(), "view");
}

/** Far more than a prompt holds; keeps a slip in a template from filling the memory. */
const MAX_REPEATED = 10_000_000;

function toCount(value: TemplateValue): number | undefined {
  const count = isFloat(value) ? value.value : typeof value === "boolean" ? Number(value) : value;
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

function isList(value: TemplateValue): value is TemplateObject {
  return isObject(value) && (value.repr === "sequence" || value.repr === "iterable");
}

export function contains(container: TemplateValue, value: TemplateValue): boolean {
  if (container === undefined) return false;
  if (typeof container === "string") return container.includes(displayText(value));
  if (!isObject(container)) {
    throw invalidOperation("cannot perform a containment check on this value");
  }
  if (container.repr === "map") return container.get(value) !== undefined;
  if (container.repr === "plain") return false;
  for (const item of tryIterate(container) ?? []) if (valuesEqual(item, value)) return true;
  return false;
}
