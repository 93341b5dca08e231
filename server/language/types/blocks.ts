/** Blocks: a scope, statements one after the other, and the value of the last one. */
import type { Diagnostic } from "../diagnostics";
import type { BlockView, ExpressionView } from "../syntax/views/expressions";
import type { StatementView } from "../syntax/views/statements";
import type { Checking } from "./checking";
import { canBeNull } from "./expand";
import { checkExpression, inferExpression } from "./expressions";
import { type Required, typeMismatch } from "./requirement";
import { checkStatement } from "./statements";
import { neverType, type Type, voidType } from "./type";

export function inferBlock(c: Checking, view: BlockView): Type {
  return blockOf(c, view, (tail) => inferExpression(c, tail));
}

/** A block without a value is null, where that is allowed. */
export function checkBlock(c: Checking, view: BlockView, required: Required): Type {
  const type = blockOf(c, view, (tail) => checkExpression(c, tail, required));
  const isMissing = type.kind === "void" && required.type.kind !== "void";
  if (isMissing && !canBeNull(c.environment, required.type)) {
    c.report(typeMismatch(c, view.syntax.range, voidType, required));
  }
  return type;
}

/** The type of a block: of its tail, `never` when control does not reach its end, else void. */
export function blockOf(
  c: Checking,
  view: BlockView,
  visitTail: (tail: ExpressionView | undefined) => Type,
): Type {
  const wasDiverged = c.flow.diverged;
  c.flow = { ...c.flow, diverged: false };
  const type = c.inScope(view.syntax, () => {
    const all = view.statements.filter(({ kind }) => kind !== "header");
    const statements = all.filter(({ kind }) => kind !== "emptyStatement");
    const tail = tailOf(all.at(-1));
    let type: Type = voidType;
    let reachable = statements.length;
    for (const [index, statement] of statements.entries()) {
      if (tail && index === statements.length - 1) type = visitTail(tail);
      else checkStatement(c, statement);
      if (c.flow.diverged) reachable = Math.min(reachable, index + 1);
    }
    reportUnreachable(c, statements.slice(reachable));
    return type;
  });
  const result = c.flow.diverged ? neverType : type;
  c.flow = { ...c.flow, diverged: c.flow.diverged || wasDiverged };
  c.recordType(view.syntax, result);
  return result;
}

/** The last statement is the value of the block when it is an expression without `;`. */
function tailOf(last: StatementView | undefined): ExpressionView | undefined {
  if (last?.kind !== "expressionStatement" || last.hasSemicolon) return undefined;
  return last.expression;
}

function reportUnreachable(c: Checking, statements: readonly StatementView[]): void {
  const [first] = statements;
  if (first) c.report(deadCode(statements.length, first, statements.at(-1)!));
}

function deadCode(count: number, first: StatementView, last: StatementView): Diagnostic {
  const statements = count === 1 ? "statement" : "statements";
  return {
    code: "dead-code",
    severity: "warning",
    range: { start: first.syntax.range.start, end: last.syntax.end },
    message: `unreachable code: ${count} ${statements} after diverging statement`,
    tags: ["unnecessary"],
  };
}
