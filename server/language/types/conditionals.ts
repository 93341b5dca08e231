/** `if`, as a statement and as a value (4.5, 4.7). */
import type { BlockView, IfView } from "../syntax/views/expressions";
import { checkBlock, inferBlock } from "./blocks";
import type { Checking } from "./checking";
import { canBeNull } from "./expand";
import { checkExpression, inferExpression } from "./expressions";
import { joinedFlow, narrow } from "./flow";
import { expressionEffect } from "./narrowing";
import { type Required, typeMismatch } from "./requirement";
import { nullType, type Type } from "./type";
import { joinOf } from "./unions";
import { widened } from "./widening";

export function inferIf(c: Checking, view: IfView): Type {
  const types: Type[] = [];
  forBranches(c, view, (branch) => {
    const type = branch.kind === "block" ? inferBlock(c, branch) : inferExpression(c, branch);
    types.push(valueOfBranch(type));
  });
  if (!view.elseBranch) types.push(nullType);
  return joinOf(types);
}

export function checkIf(c: Checking, view: IfView, required: Required): Type {
  const types: Type[] = [];
  forBranches(c, view, (branch) => {
    types.push(
      branch.kind === "block"
        ? checkBlock(c, branch, required)
        : checkExpression(c, branch, required),
    );
  });
  if (!view.elseBranch) {
    types.push(nullType);
    if (!canBeNull(c.environment, required.type) && required.type.kind !== "void") {
      c.report(typeMismatch(c, view.syntax.range, nullType, required));
    }
  }
  return joinOf(types);
}

/** A block without a value gives null. */
function valueOfBranch(type: Type): Type {
  return type.kind === "void" ? nullType : widened(type);
}

/** Visits both branches, each knowing what the condition says, and joins what they know. */
function forBranches(c: Checking, view: IfView, visit: (branch: BlockView | IfView) => void): void {
  inferExpression(c, view.condition);
  const { thenBlock, elseBranch } = view;
  const effect = expressionEffect(c, view.condition);
  const before = c.flow;
  const ends = [
    c.branch(narrow(before, effect.whenTrue), () => thenBlock && visit(thenBlock)),
    c.branch(narrow(before, effect.whenFalse), () => elseBranch && visit(elseBranch)),
  ];
  c.flow = joinedFlow(before, ends);
}
