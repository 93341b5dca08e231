/** Loops. They never count as diverging: the compiler does not reason about their ends. */

import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode } from "../syntax/tree";
import { childNodes } from "../syntax/tree";
import type { BlockView, ExpressionView } from "../syntax/views/expressions";
import { expressionView } from "../syntax/views/expressions";
import type { ForView, WhileView } from "../syntax/views/statements";
import { inferBlock } from "./blocks";
import type { Checking } from "./checking";
import { expanded } from "./expand";
import { inferExpression } from "./expressions";
import { type Flow, narrow, withoutNames } from "./flow";
import { expressionEffect } from "./narrowing";
import { requireType } from "./requirement";
import { checkLet, checkLocalName } from "./statements";
import { recoveryType, type Type } from "./type";
import { typeText } from "./typeText";
import { widened } from "./widening";
import { lowerChecked } from "./writtenTypes";

export function checkWhile(c: Checking, view: WhileView): void {
  c.flow = atLoopStart(c.flow, view.syntax);
  inferExpression(c, view.condition);
  checkRounds(c, view.condition, () => checkBody(c, view.body));
}

export function checkFor(c: Checking, view: ForView): void {
  c.inScope(view.syntax, () => {
    if (view.isIteration) checkIteration(c, view);
    else checkCounting(c, view);
  });
}

/** The loop variable is a fresh one each round. */
function checkIteration(c: Checking, view: ForView): void {
  const { name } = view;
  const element = elementOf(c, view);
  const type = view.type ? lowerChecked(c, view.type) : element;
  if (view.type && name) {
    // The loop converts each element, so it is the loop that is noted for that.
    const required = { type, annotation: view.type.syntax.range };
    requireType(c, view.syntax, element, required, view.iterable?.syntax.range);
  }
  c.flow = atLoopStart(c.flow, view.syntax);
  checkRounds(c, undefined, () => {
    if (name) {
      checkLocalName(c, name);
      c.declare(name, { kind: "loop", type, isWatched: false });
    }
    checkBody(c, view.body);
  });
}

function elementOf(c: Checking, view: ForView): Type {
  const iterable = inferExpression(c, view.iterable);
  const type = expanded(c.environment, iterable);
  if (type.kind === "list") return type.item;
  if (type.kind === "recovery" || type.kind === "never" || !view.iterable) return recoveryType;
  c.report(notIterable(view.iterable, iterable));
  return recoveryType;
}

/** The update does not see what the body declares. */
function checkCounting(c: Checking, view: ForView): void {
  if (view.initializer) checkLet(c, view.initializer);
  c.flow = atLoopStart(c.flow, view.syntax);
  inferExpression(c, view.condition);
  checkRounds(c, view.condition, () => {
    checkBody(c, view.body);
    c.flow = { ...c.flow, diverged: false };
    inferExpression(c, view.update);
  });
}

/** Rounds may happen often or not at all: nothing is sure about what they assign. */
function checkRounds(c: Checking, condition: ExpressionView | undefined, round: () => void): void {
  const { whenTrue } = expressionEffect(c, condition);
  c.body.loopDepth++;
  c.possibly(narrow(c.flow, whenTrue), round);
  c.body.loopDepth--;
}

function checkBody(c: Checking, body: BlockView | undefined): void {
  if (body) inferBlock(c, body);
}

/** A round may begin after another one has assigned. */
function atLoopStart(flow: Flow, loop: SyntaxNode): Flow {
  return withoutNames(flow, assignedNames(loop));
}

function assignedNames(node: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  collectAssigned(node, names);
  return names;
}

function collectAssigned(node: SyntaxNode, names: Set<string>): void {
  if (node.kind === "assignment") {
    const view = expressionView(node);
    const target = view?.kind === "assignment" ? view.target : undefined;
    if (target?.kind === "name") names.add(target.name);
  }
  for (const child of childNodes(node)) collectAssigned(child, names);
}

/** Only arrays can be gone through: what is missing is their `length`. */
function notIterable(iterable: ExpressionView, type: Type): Diagnostic {
  return {
    code: "E0007",
    severity: "error",
    range: iterable.syntax.range,
    message: `type \`${typeText(widened(type))}\` has no field \`length\``,
    label: "only arrays can be iterated over",
  };
}
