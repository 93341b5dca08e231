/** `match`: arms top to bottom, each pattern before its guard. */
import { Op } from "../bytecode";
import type { ExpressionView, MatchArmView, MatchView } from "../language";
import { type Body, expectView, placeOf } from "./body";
import { Label } from "./codeBuilder";
import { jumpUnless } from "./conditions";
import { compileValue } from "./expressions";
import { jumpUnlessMatches } from "./patterns";

/** How a part is compiled: for its value, or for what it does. */
export type Compile = (body: Body, view: ExpressionView | undefined) => void;

export function compileMatch(body: Body, view: MatchView, compile: Compile): void {
  const { code } = body;
  const done = new Label();
  compileValue(body, view.scrutinee);
  const slot = body.temporary("matched");
  code.emit(Op.StoreLocal, slot);
  const height = code.height;
  for (const arm of view.arms) compileArm(body, arm, { slot, done, compile, height });
  code.at(placeOf(view.syntax)).emit(Op.Unreachable);
  code.place(done);
}

interface ArmContext {
  readonly slot: number;
  readonly done: Label;
  readonly compile: Compile;
  readonly height: number;
}

function compileArm(body: Body, arm: MatchArmView, context: ArmContext): void {
  const { code } = body;
  const next = new Label();
  body.inScope(() => {
    jumpUnlessMatches(body, expectView(arm.pattern, "pattern"), context.slot, next);
    if (arm.guard) jumpUnless(body, arm.guard, next);
    context.compile(body, arm.body);
  });
  code.jump(Op.Jump, context.done);
  code.assumeHeight(context.height);
  code.place(next);
}
