/**
 * `@assert` and `@check` on values that were parsed: a failed assert is a failed parse, a
 * check only notes how it went.
 */
import type { CheckResult } from "../../base";
import { evaluateConstraint } from "../prompt/constraint";
import { type Failure, failure } from "./failure";
import type { Fit } from "./fit";
import type { ReplyType } from "./replyType";
import { typedValue } from "./typedValue";

/** The fit with the results of the type's checks, or why it does not stand. */
export function constrained(type: ReplyType, fit: Fit): Fit | Failure {
  if (type.constraints.length === 0) return fit;
  const value = typedValue(fit);
  const failed: string[] = [];
  const checks: CheckResult[] = [];
  for (const constraint of type.constraints) {
    const { kind, label, source } = constraint;
    const passed = evaluateConstraint(constraint, value);
    // What cannot be evaluated holds for no value, whatever kind of constraint it is.
    if (typeof passed === "object" || (kind === "assert" && !passed)) failed.push(label ?? source);
    else if (kind === "check") checks.push({ name: label ?? source, expression: source, passed });
  }
  if (failed.length > 0) return failure(type, fit.from ?? NOWHERE, { kind: "asserts", failed });
  return checks.length === 0 ? fit : { ...fit, checks: [...fit.checks, ...checks] };
}

/** A default was read from no text. */
const NOWHERE = { kind: "null", start: 0, end: 0 } as const;
