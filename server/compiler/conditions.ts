/**
 * Conditions: expressions that only decide where to go on. Comparisons jump themselves,
 * and `&&`, `||` and `!` become jumps without a value in between.
 */
import { Op } from "../bytecode";
import type { BinaryOperator, ExpressionView } from "../language";
import { type Body, placeOf } from "./body";
import { Label } from "./codeBuilder";
import { compileValue } from "./expressions";

/** Goes on behind it when the condition holds, and to the label when it does not. */
export function jumpUnless(body: Body, view: ExpressionView | undefined, target: Label): void {
  if (view?.kind === "parenthesized") {
    jumpUnless(body, view.inner, target);
  } else if (view?.kind === "unary" && view.operator === "!") {
    jumpIf(body, view.operand, target);
  } else if (view?.kind === "binary" && view.operator === "&&") {
    jumpUnless(body, view.left, target);
    jumpUnless(body, view.right, target);
  } else if (view?.kind === "binary" && view.operator === "||") {
    const holds = new Label();
    jumpIf(body, view.left, holds);
    jumpUnless(body, view.right, target);
    body.code.place(holds);
  } else if (view?.kind === "binary" && comparisons[view.operator] !== undefined) {
    compileValue(body, view.left);
    compileValue(body, view.right);
    body.code.at(placeOf(view.syntax)).jump(comparisons[view.operator]!, target);
  } else {
    compileValue(body, view);
    body.code.jump(Op.JumpIfFalsy, target);
  }
}

/** Goes to the label when the condition holds, and on behind it when it does not. */
export function jumpIf(body: Body, view: ExpressionView | undefined, target: Label): void {
  if (view?.kind === "parenthesized") {
    jumpIf(body, view.inner, target);
  } else if (view?.kind === "unary" && view.operator === "!") {
    jumpUnless(body, view.operand, target);
  } else if (view?.kind === "binary" && view.operator === "||") {
    jumpIf(body, view.left, target);
    jumpIf(body, view.right, target);
  } else if (view?.kind === "binary" && view.operator === "&&") {
    const fails = new Label();
    jumpUnless(body, view.left, fails);
    jumpIf(body, view.right, target);
    body.code.place(fails);
  } else {
    compileValue(body, view);
    body.code.jump(Op.JumpIfTruthy, target);
  }
}

const comparisons: Readonly<Partial<Record<BinaryOperator, Op>>> = {
  "<": Op.JumpUnlessLess,
  "<=": Op.JumpUnlessLessEqual,
  ">": Op.JumpUnlessGreater,
  ">=": Op.JumpUnlessGreaterEqual,
  "==": Op.JumpUnlessEqual,
  "!=": Op.JumpUnlessNotEqual,
};
