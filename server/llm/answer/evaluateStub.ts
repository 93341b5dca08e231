/** Stands in until constraints can be evaluated: none can, so none holds. */
import type { Constraint, Value } from "../../base";

export function evaluateConstraint(_constraint: Constraint, _value: Value): boolean | undefined {
  return undefined;
}
