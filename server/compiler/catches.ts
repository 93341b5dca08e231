/**
 * `catch`: the code of an expression is protected by its first clause, and the code of
 * each clause by the next one. So an error in an arm never comes back to its own clause,
 * and a value that no arm takes goes on as it came.
 */
import { Op } from "../bytecode";
import type { CatchArmView, CatchClauseView, CatchView } from "../language";
import { type Body, expectView } from "./body";
import { Label } from "./codeBuilder";
import type { Compile } from "./matches";
import { jumpUnlessMatches } from "./patterns";

export function compileCatch(body: Body, view: CatchView, compile: Compile): void {
  const { code } = body;
  const done = new Label();
  const height = code.height;
  let start = code.mark();
  const watched = [...body.collectWatched(() => compile(body, view.body))];
  for (const clause of view.clauses) {
    code.jump(Op.Jump, done);
    const error = body.temporary("error");
    code.assumeHeight(height);
    const protectedStart = start;
    start = code.mark();
    if (!code.handleFrom(protectedStart, height, error)) break;
    // The variables that the error took out of scope.
    for (const slot of watched) code.emit(Op.Unwatch, slot);
    watched.push(
      ...body.collectWatched(() => compileClause(body, clause, { error, done, compile, height })),
    );
  }
  code.place(done);
}

interface ClauseContext {
  /** The slot that keeps the error. */
  readonly error: number;
  readonly done: Label;
  readonly compile: Compile;
  readonly height: number;
}

function compileClause(body: Body, clause: CatchClauseView, context: ClauseContext): void {
  const { code } = body;
  const pass = new Label();
  const caught = body.temporary("caught");
  code.emit(Op.Caught, context.error);
  code.emit(Op.StoreLocal, caught);
  body.inScope(() => {
    jumpUnlessMatches(body, expectView(clause.binding, "binding of a clause"), caught, pass);
    for (const arm of clause.arms) compileArm(body, arm, caught, context);
  });
  code.place(pass);
  code.emit(Op.Rethrow, context.error);
}

function compileArm(body: Body, arm: CatchArmView, caught: number, context: ClauseContext): void {
  const { code } = body;
  const next = new Label();
  body.inScope(() => {
    jumpUnlessMatches(body, expectView(arm.pattern, "pattern"), caught, next);
    context.compile(body, arm.body);
  });
  code.jump(Op.Jump, context.done);
  code.assumeHeight(context.height);
  code.place(next);
}
