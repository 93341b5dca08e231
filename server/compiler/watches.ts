/** Watched variables (5.11): `x.$watch.options(…)` and `x.$watch.notify()`. */
import { Op } from "../bytecode";
import type { CallView } from "../language";
import { type Body, BuiltOnError, placeOf } from "./body";
import { compileValue } from "./expressions";

export function compileWatchCall(body: Body, view: CallView, path: string): void {
  const slot = watchedSlot(body, view);
  for (const argument of view.arguments) compileValue(body, argument);
  const op = path === "watch.options" ? Op.WatchOptions : Op.WatchNotify;
  body.code.at(placeOf(view.syntax)).emit(op, slot);
  body.code.emit(Op.Null);
}

/** The variable before `$watch`, which the checker found to be a watched one. */
function watchedSlot(body: Body, { callee }: CallView): number {
  const accessor = callee?.kind === "member" ? callee.object : undefined;
  const meaning = accessor?.kind === "member" ? body.meaningOf(accessor.name) : undefined;
  if (meaning?.kind !== "watch") throw new BuiltOnError("a watched variable");
  return body.slotOf(meaning.local);
}
