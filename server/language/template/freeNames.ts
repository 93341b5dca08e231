/** The names that an expression of a template uses. Expressions bind none of their own. */
import type { TemplateArgument, TemplateExpression, TextRange } from "../../base";

export interface UsedName {
  readonly name: string;
  readonly range: TextRange;
}

/** In the order of the text; a name that is used twice is there twice. */
export function freeNames(expression: TemplateExpression): readonly UsedName[] {
  if (expression.kind === "name") return [{ name: expression.name, range: expression.range }];
  return partsOf(expression).flatMap(freeNames);
}

function partsOf(expression: TemplateExpression): readonly TemplateExpression[] {
  switch (expression.kind) {
    case "literal":
    case "name":
      return [];
    case "list":
      return expression.items;
    case "dict":
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case "attribute":
      return [expression.object];
    case "item":
      return [expression.object, expression.index];
    case "slice":
      return [expression.object, expression.start, expression.stop, expression.step].filter(
        (part) => part !== undefined,
      );
    case "call":
      return [expression.callee, ...valuesOf(expression.args)];
    case "filter":
    case "test":
      return [expression.input, ...valuesOf(expression.args)];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.value, expression.condition, expression.otherwise].filter(
        (part) => part !== undefined,
      );
    default:
      return expression satisfies never;
  }
}

function valuesOf(args: readonly TemplateArgument[]): readonly TemplateExpression[] {
  return args.map(({ value }) => value);
}
