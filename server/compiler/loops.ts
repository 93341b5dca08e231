/**
 * Loops. The condition stands at the top and one `Loop` at the bottom leads back, so
 * that a loop can be told from a branch in the code alone.
 */
import { Op } from "../bytecode";
import type { ForView, WhileView } from "../language";
import { compileLet } from "./blocks";
import { type Body, BuiltOnError, placeOf } from "./body";
import { Label } from "./codeBuilder";
import { jumpUnless } from "./conditions";
import { compileEffect, compileValue } from "./expressions";

export function compileWhile(body: Body, view: WhileView): void {
  const labels = { breakTo: new Label(), continueTo: new Label() };
  const top = body.code.placeLoop();
  jumpUnless(body, view.condition, labels.breakTo);
  body.inLoop(labels, () => compileEffect(body, view.body));
  body.code.place(labels.continueTo);
  body.code.jump(Op.Loop, top);
  body.code.place(labels.breakTo);
}

export function compileFor(body: Body, view: ForView): void {
  body.inScope(() => {
    if (view.isIteration) compileIteration(body, view);
    else compileCounting(body, view);
  });
}

/** The length is read once; items are read by index, and the variable is new each turn. */
function compileIteration(body: Body, view: ForView): void {
  const { code } = body;
  const labels = { breakTo: new Label(), continueTo: new Label() };
  compileValue(body, view.iterable);
  const state = body.temporary("items");
  body.temporary("length");
  body.temporary("index");
  const place = view.iterable ? placeOf(view.iterable.syntax) : placeOf(view.syntax);
  code.at(place).emit(Op.EachStart, state);
  const top = code.placeLoop();
  code.at(place).jump(Op.EachNext, labels.breakTo, state);
  storeLoopVariable(body, view);
  body.inLoop(labels, () => compileEffect(body, view.body));
  code.place(labels.continueTo);
  code.jump(Op.Loop, top);
  code.place(labels.breakTo);
}

function storeLoopVariable(body: Body, view: ForView): void {
  const meaning = body.meaningOf(view.name);
  if (meaning.kind !== "local") throw new BuiltOnError("a loop variable");
  if (body.checked.becomesFloat(view.syntax)) body.code.emit(Op.ToFloat);
  body.code.emit(Op.StoreLocal, body.declare(meaning.local));
}

function compileCounting(body: Body, view: ForView): void {
  const { code } = body;
  const labels = { breakTo: new Label(), continueTo: new Label() };
  if (view.initializer) compileLet(body, view.initializer);
  const top = code.placeLoop();
  if (view.condition) jumpUnless(body, view.condition, labels.breakTo);
  body.inLoop(labels, () => compileEffect(body, view.body));
  code.place(labels.continueTo);
  if (view.update) compileEffect(body, view.update);
  code.jump(Op.Loop, top);
  code.place(labels.breakTo);
}
