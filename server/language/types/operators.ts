/** Unary and binary operators (4.8). */
import type { Diagnostic } from "../diagnostics";
import type { BinaryOperator, BinaryView, UnaryView } from "../syntax/views/expressions";
import { isOnly } from "./assignable";
import type { Checking } from "./checking";
import { membersOf } from "./expand";
import { inferExpression } from "./expressions";
import { narrow } from "./flow";
import { expressionEffect } from "./narrowing";
import {
  boolType,
  floatType,
  intType,
  neverType,
  recoveryType,
  stringType,
  type Type,
} from "./type";
import { typeText } from "./typeText";
import { widened } from "./widening";
import { recordTypeNames } from "./writtenTypes";

export function inferUnary(c: Checking, view: UnaryView): Type {
  const operand = inferExpression(c, view.operand);
  const { operator } = view;
  if (operator === "!") return boolType;
  if (operator === "++") return widened(operand);
  const result = operator === "~" ? undefined : negated(c, operand);
  if (result) return result;
  if (isVague(c, operand)) return recoveryType;
  c.report(invalidUnary(view, operand));
  return recoveryType;
}

function negated(c: Checking, operand: Type): Type | undefined {
  if (operand.kind === "never") return neverType;
  if (isOnly(c.environment, operand, INT)) return intType;
  return isOnly(c.environment, operand, NUMBER) ? widened(operand) : undefined;
}

export function inferBinary(c: Checking, view: BinaryView): Type {
  switch (view.operator) {
    case "&&":
    case "||":
      return inferLogical(c, view);
    case "instanceof":
      return inferInstanceof(c, view);
    default:
      return inferArithmetic(c, view);
  }
}

function inferArithmetic(c: Checking, view: BinaryView): Type {
  const left = inferExpression(c, view.left);
  const right = inferExpression(c, view.right);
  const result = resultOf(c, view.operator, left, right);
  if (!result) c.report(invalidBinary(view, left, right));
  return result ?? recoveryType;
}

/** The right side is only evaluated when the left one has a certain truth, so it knows that. */
function inferLogical(c: Checking, view: BinaryView): Type {
  const left = inferExpression(c, view.left);
  const effect = expressionEffect(c, view.left);
  const known = view.operator === "&&" ? effect.whenTrue : effect.whenFalse;
  let right: Type = recoveryType;
  c.possibly(narrow(c.flow, known), () => {
    right = inferExpression(c, view.right);
  });
  const result = resultOf(c, view.operator, left, right);
  if (!result) c.report(invalidBinary(view, left, right));
  return boolType;
}

function inferInstanceof(c: Checking, view: BinaryView): Type {
  inferExpression(c, view.left);
  if (view.right) inferExpression(c, view.right);
  if (view.rightType) recordTypeNames(c, view.rightType);
  c.report(instanceofRemoved(view));
  return boolType;
}

/** The type of `left operator right`; undefined when the operator is not defined for them. */
export function resultOf(
  c: Checking,
  operator: BinaryOperator,
  left: Type,
  right: Type,
): Type | undefined {
  if (operator === "==" || operator === "!=") return boolType;
  if (isVague(c, left) || isVague(c, right)) return recoveryType;
  if (left.kind === "never" || right.kind === "never") return neverType;
  const both = (kinds: ReadonlySet<Type["kind"]>) =>
    isOnly(c.environment, left, kinds) && isOnly(c.environment, right, kinds);
  switch (operator) {
    case "+":
      return both(STRING) ? stringType : numeric(both);
    case "-":
    case "*":
    case "/":
    case "%":
      return numeric(both);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return both(NUMBER) || both(STRING) ? boolType : undefined;
    case "&&":
    case "||":
      return both(BOOL) ? boolType : undefined;
    case "&":
    case "|":
    case "^":
    case "<<":
    case ">>":
      return both(INT) ? intType : undefined;
    case "instanceof":
      return boolType;
    default:
      return operator satisfies never;
  }
}

function numeric(both: (kinds: ReadonlySet<Type["kind"]>) => boolean): Type | undefined {
  if (both(INT)) return intType;
  return both(NUMBER) ? floatType : undefined;
}

const INT: ReadonlySet<Type["kind"]> = new Set(["int"]);
const NUMBER: ReadonlySet<Type["kind"]> = new Set(["int", "float"]);
const STRING: ReadonlySet<Type["kind"]> = new Set(["string"]);
const BOOL: ReadonlySet<Type["kind"]> = new Set(["bool"]);

/** A mistake inside was reported already. */
function isVague(c: Checking, type: Type): boolean {
  return membersOf(c.environment, type).some((member) => member.kind === "recovery");
}

export function invalidBinary(
  view: { readonly syntax: BinaryView["syntax"]; readonly operator: string },
  left: Type,
  right: Type,
): Diagnostic {
  const [leftText, rightText] = [left, right].map((type) => typeText(widened(type)));
  const hint = hintFor(view.operator, leftText!, rightText!);
  return {
    code: "E0004",
    severity: "error",
    range: view.syntax.range,
    message: `cannot apply \`${view.operator}\` to \`${leftText}\` and \`${rightText}\``,
    ...(hint && { hint }),
  };
}

function hintFor(operator: string, left: string, right: string): string | undefined {
  if (operator === "+" && (left === "string" || right === "string")) {
    return "Turn the other side into text with `baml.unstable.string(…)`.";
  }
  if (["&", "|", "^"].includes(operator) && (left === "bool" || right === "bool")) {
    return `Comparisons bind tighter than \`${operator}\`: put parentheses around it, or use \`&&\` or \`||\` for conditions.`;
  }
  return left.endsWith("?") || right.endsWith("?")
    ? "One side can be null: compare it with `null` first."
    : undefined;
}

function invalidUnary(view: UnaryView, operand: Type): Diagnostic {
  return {
    code: "E0004",
    severity: "error",
    range: view.syntax.range,
    message: `cannot apply \`${view.operator}\` to \`${typeText(widened(operand))}\``,
  };
}

function instanceofRemoved(view: BinaryView): Diagnostic {
  return {
    code: "E0098",
    severity: "error",
    range: view.syntax.range,
    message: "`instanceof` is not part of the language any more, use a `match` expression",
    hint: "Write `match (value) { x: SomeType => …, _ => … }`.",
  };
}
