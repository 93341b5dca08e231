/**
 * The expressions of templates: what each stands for, part by part (8.3).
 *
 * Invariant: what was reported about is unchecked, so that one mistake is one diagnostic.
 */
import type { TemplateExpression, TemplateExpressionForm } from "../../../base";
import { expanded } from "../../types/expand";
import { floatType, freshLiteral, mapType, nullType, type Type } from "../../types/type";
import { callType } from "./calls";
import { conditionEffect } from "./conditions";
import { filterType } from "./filters";
import { typeOfName } from "./names";
import { negationType, operationType } from "./operators";
import { attributeType } from "./properties";
import type { Facts, TemplateChecking } from "./templateChecking";
import { joinOf, ofType, type TemplateType, text, typeOf, unchecked } from "./templateType";
import { testType } from "./tests";

type Form<K extends TemplateExpressionForm["kind"]> = TemplateExpression & { readonly kind: K };

/** The type of an expression that is used as a value. */
export function valueType(c: TemplateChecking, expression: TemplateExpression): TemplateType {
  const found = operandType(c, expression);
  if (found.kind !== "function" || found.isText) return found;
  c.report({
    code: "E0071",
    range: expression.range,
    message: `function \`${found.name}\` is used without parentheses`,
    hint: `Write \`${c.textOf(expression.range)}()\` to call it.`,
  });
  c.record(expression, unchecked);
  return unchecked;
}

/** The type of an expression that may also be called: then it can be a function. */
export function operandType(c: TemplateChecking, expression: TemplateExpression): TemplateType {
  const found = c.nested(() => infer(c, expression));
  c.record(expression, found);
  return found;
}

function infer(c: TemplateChecking, expression: TemplateExpression): TemplateType {
  switch (expression.kind) {
    case "literal":
      return ofType(literalType(expression.value));
    case "name":
      return typeOfName(c, expression.name, expression.range);
    case "list":
      return { kind: "row", columns: expression.items.map((item) => typeOf(valueType(c, item))) };
    case "dict":
      return dictType(c, expression);
    case "attribute":
      return attributeType(c, expression);
    case "item":
      return itemType(c, expression);
    case "slice":
      return sliceType(c, expression);
    case "call":
      return callType(c, expression);
    case "filter":
      return filterType(c, expression);
    case "test":
      return testType(c, expression);
    case "unary":
      return negationType(c, expression);
    case "binary":
      return operationType(c, expression);
    case "conditional":
      return conditionalType(c, expression);
    default:
      return expression satisfies never;
  }
}

function literalType(value: Form<"literal">["value"]): Type {
  if (value === null) return nullType;
  return typeof value === "object" ? floatType : freshLiteral(value);
}

function dictType(c: TemplateChecking, { entries }: Form<"dict">): TemplateType {
  const keys = entries.map(({ key }) => typeOf(valueType(c, key)));
  const values = entries.map(({ value }) => typeOf(valueType(c, value)));
  return ofType(mapType(joinOf(keys), joinOf(values)));
}

/** Never a mistake: what is not there is undefined, and prints as nothing. */
function itemType(c: TemplateChecking, { object, index }: Form<"item">): TemplateType {
  const type = expanded(c.environment, typeOf(valueType(c, object)));
  valueType(c, index);
  switch (type.kind) {
    case "list":
      return ofType(type.item);
    case "map":
      return ofType(type.value);
    case "string":
      return text;
    default:
      return unchecked;
  }
}

function sliceType(
  c: TemplateChecking,
  { object, start, stop, step }: Form<"slice">,
): TemplateType {
  const type = expanded(c.environment, typeOf(valueType(c, object)));
  for (const bound of [start, stop, step]) if (bound) valueType(c, bound);
  return type.kind === "list" || type.kind === "string" ? ofType(type) : unchecked;
}

function conditionalType(c: TemplateChecking, expression: Form<"conditional">): TemplateType {
  const { value, condition, otherwise } = expression;
  valueType(c, condition);
  const { whenTrue, whenFalse } = conditionEffect(c, condition);
  const chosen = valueTypeWhen(c, whenTrue, value);
  const other = otherwise && valueTypeWhen(c, whenFalse, otherwise);
  return other ? ofType(joinOf([typeOf(chosen), typeOf(other)])) : chosen;
}

/** The type of an expression that is only worked out when some facts hold. */
export function valueTypeWhen(
  c: TemplateChecking,
  facts: Facts,
  expression: TemplateExpression,
): TemplateType {
  return c.branch(facts, () => valueType(c, expression))[0];
}
