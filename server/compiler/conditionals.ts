/** `if`, with and without `else`, for its value and for what it does. */
import { Op } from "../bytecode";
import type { IfView } from "../language";
import type { Body } from "./body";
import { Label } from "./codeBuilder";
import { jumpUnless } from "./conditions";
import { compileEffect, compileValue } from "./expressions";

/** Without an `else` the value of the other branch is null. */
export function compileIfValue(body: Body, view: IfView): void {
  const { code } = body;
  const otherwise = new Label();
  const done = new Label();
  const height = code.height;
  jumpUnless(body, view.condition, otherwise);
  compileValue(body, view.thenBlock);
  code.jump(Op.Jump, done);
  code.assumeHeight(height);
  code.place(otherwise);
  if (view.elseBranch) compileValue(body, view.elseBranch);
  else code.emit(Op.Null);
  code.place(done);
}

export function compileIfEffect(body: Body, view: IfView): void {
  const { code } = body;
  const otherwise = new Label();
  const done = new Label();
  jumpUnless(body, view.condition, otherwise);
  compileEffect(body, view.thenBlock);
  if (view.elseBranch) {
    code.jump(Op.Jump, done);
    code.place(otherwise);
    compileEffect(body, view.elseBranch);
    code.place(done);
  } else {
    code.place(otherwise);
  }
}
