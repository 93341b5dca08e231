/**
 * Evaluates the expressions of `@assert` and `@check`.
 *
 * Invariant: what cannot be evaluated is an answer, not an exception.
 */
import type { Constraint, Value } from "../../base";
import { toPlainTemplateValue } from "./arguments";
import { evaluate } from "./template/evaluate";
import { TemplateFailure } from "./template/failure";
import { builtinFunctions } from "./template/functions";
import { outputText } from "./template/print";
import { Scope } from "./template/scope";

export type ConstraintResult = boolean | { readonly error: string };

export interface ConstraintNames {
  /** In tests, an expression that prints nothing is false; elsewhere it is a mistake. */
  readonly emptyIsFalse?: boolean;
  /** What can be named beside `this`. */
  readonly variables?: Readonly<Record<string, Value>>;
}

/** The expression has to print `true` or `false`. */
export function evaluateConstraint(
  constraint: Constraint,
  thisValue: Value,
  { emptyIsFalse = false, variables = {} }: ConstraintNames = {},
): ConstraintResult {
  const { expression, source } = constraint;
  if (!expression) return { error: `cannot be parsed: \`${source}\`` };
  const values = Object.entries({ ...variables, this: thisValue });
  const scope = new Scope(builtinFunctions).inner(
    values.map(([name, value]) => [name, toPlainTemplateValue(value)]),
  );
  try {
    const text = outputText(evaluate(expression, scope));
    if (text === "true") return true;
    if (text === "false" || (text === "" && emptyIsFalse)) return false;
    return { error: `\`${source}\` is neither true nor false but \`${text}\`` };
  } catch (error) {
    if (error instanceof TemplateFailure) return { error: error.message };
    throw error;
  }
}
