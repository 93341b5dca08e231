/** Assignments, plain and compound (4.6): what may be assigned to, and what may be stored. */
import type { Diagnostic } from "../diagnostics";
import type {
  AssignmentView,
  BinaryOperator,
  ExpressionView,
  NameView,
  PathView,
} from "../syntax/views/expressions";
import { isAssignable } from "./assignable";
import type { Checking } from "./checking";
import { growByAssignment, growByStore } from "./emptyContainers";
import { checkExpression, inferExpression } from "./expressions";
import { assign } from "./flow";
import { operandOfName } from "./nameOperands";
import { invalidBinary, resultOf } from "./operators";
import { type Required, requireType, typeMismatch } from "./requirement";
import { recoveryType, type Type, voidType } from "./type";

/** What is assigned to: the type that it must keep, and the one that it has at this point. */
interface Target {
  readonly declared: Type;
  readonly current: Type;
}

/** An assignment has no value. Where one is wanted, the parser has said so. */
export function checkAssignment(c: Checking, view: AssignmentView): Type {
  const { target, operator } = view;
  if (target?.kind === "name") assignToName(c, view, target);
  else if (target?.kind === "index" && operator === "=" && growByStore(c, target, view.value)) {
    c.recordType(target.syntax, recoveryType);
  } else if (target && isPlace(c, target)) {
    const type = inferExpression(c, target);
    if (type.kind === "recovery") inferExpression(c, view.value);
    else if (isField(c, target)) store(c, view, { declared: type, current: type });
    else reject(c, view);
  } else {
    inferExpression(c, target);
    reject(c, view);
  }
  return voidType;
}

function assignToName(c: Checking, view: AssignmentView, target: NameView): void {
  const { token } = target;
  const variable = token && c.find(token.text);
  if (!token || !variable) {
    const operand = operandOfName(c, target);
    const isUnknown = operand.kind === "value" && operand.type.kind === "recovery";
    if (isUnknown) inferExpression(c, view.value);
    else reject(c, view);
    return;
  }
  c.recordMeaning(token, { kind: "local", local: variable, use: "write" });
  if (variable.startsEmpty && view.operator === "=") {
    growByAssignment(variable, inferExpression(c, view.value));
  } else {
    store(c, view, { declared: variable.type, current: c.typeOfLocal(variable) });
  }
  c.recordType(target.syntax, variable.type);
  c.flow = assign(c.flow, variable);
}

/** Fields, elements, and chains of those: places inside a value. */
function isPlace(c: Checking, target: ExpressionView): target is ExpressionView {
  switch (target.kind) {
    case "index":
    case "path":
      return true;
    case "member":
      return !target.isAccessor;
    case "parenthesized":
      return target.inner !== undefined && isPlace(c, target.inner);
    default:
      return false;
  }
}

/** A path may also have been a variant, a method or something of the library. */
function isField(c: Checking, target: ExpressionView): boolean {
  if (target.kind !== "path") return true;
  const last = c.meaningOf((target as PathView).segments.at(-1));
  return last === undefined || last.kind === "field";
}

function store(c: Checking, view: AssignmentView, target: Target): void {
  const required: Required = { type: target.declared };
  const operator = operatorOf(view);
  if (!operator) {
    checkExpression(c, view.value, required);
    return;
  }
  const found = inferExpression(c, view.value);
  if (!view.value) return;
  if (!isAssignable(c.environment, found, required.type)) {
    c.report(typeMismatch(c, view.value.syntax.range, found, required));
    return;
  }
  const result = resultOf(c, operator, target.current, found);
  if (!result) c.report(invalidBinary(view, target.current, found));
  else requireType(c, view.syntax, result, required, view.value.syntax.range);
}

/** The `+` of `+=`; undefined for `=`. */
function operatorOf(view: AssignmentView): BinaryOperator | undefined {
  const text = view.operator.slice(0, -1);
  return text === "" ? undefined : (text as BinaryOperator);
}

function reject(c: Checking, view: AssignmentView): void {
  inferExpression(c, view.value);
  if (view.target) c.report(invalidTarget(view.target));
}

function invalidTarget(target: ExpressionView): Diagnostic {
  return {
    code: "E0010",
    severity: "error",
    range: target.syntax.range,
    message: "invalid assignment target",
    hint: "Assign to a variable, a field or an element.",
  };
}
