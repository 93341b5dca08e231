/**
 * Assignments. The base and the index of a target are evaluated before the value, and
 * once, also when the value is computed from the target's own.
 */
import { Op } from "../bytecode";
import type { AssignmentView, ExpressionView, IndexView, Token } from "../language";
import { type Body, BuiltOnError, expectView, placeOf } from "./body";
import { compileValue } from "./expressions";
import { compileWords } from "./names";
import { instructionFor, type SimpleOperator } from "./operators";

export function compileAssignment(body: Body, view: AssignmentView): void {
  const target = expectView(view.target, "target of an assignment");
  switch (target.kind) {
    case "name":
      assignVariable(body, view, expectView(target.token, "name of a variable"));
      break;
    case "path":
      compileWords(body, target.segments.slice(0, -1));
      assignField(body, view, target.segments.at(-1));
      break;
    case "member":
      compileValue(body, target.object);
      assignField(body, view, target.name);
      break;
    case "index":
      assignElement(body, view, target);
      break;
    default:
      throw new Error(`nothing can be assigned to a ${target.kind}`);
  }
}

function assignVariable(body: Body, view: AssignmentView, word: Token): void {
  const meaning = body.meaningOf(word);
  if (meaning.kind !== "local") throw new BuiltOnError(`the variable ${word.text}`);
  const slot = body.slotOf(meaning.local);
  compileNewValue(body, view, () => body.code.emit(Op.LoadLocal, slot));
  body.code.emit(Op.StoreLocal, slot);
  if (meaning.local.isWatched) {
    body.code.at(placeOf(view.syntax)).emit(Op.WatchAssigned, slot);
  }
}

function assignField(body: Body, view: AssignmentView, word: Token | undefined): void {
  const { code } = body;
  const meaning = body.meaningOf(word);
  if (meaning.kind !== "field") throw new BuiltOnError(`the field ${word?.text}`);
  const field = { kind: "field", name: meaning.name } as const;
  compileNewValue(body, view, () => {
    code.emit(Op.Dup);
    code.at(targetPlace(view)).emitConstant(Op.LoadField, field);
  });
  code.at(placeOf(view.syntax)).emitConstant(Op.StoreField, field);
}

function assignElement(body: Body, view: AssignmentView, target: IndexView): void {
  const { code } = body;
  compileValue(body, target.object);
  compileValue(body, target.index);
  compileNewValue(body, view, () => {
    code.emit(Op.Dup2);
    code.at(placeOf(target.syntax)).emit(Op.LoadIndex);
  });
  code.at(targetPlace(view)).emit(Op.StoreIndex);
}

/** The value to store: of `x op= e`, what the operator makes of the old one. */
function compileNewValue(body: Body, view: AssignmentView, loadOld: () => void): void {
  if (view.operator === "=") {
    compileValue(body, view.value);
    return;
  }
  loadOld();
  compileValue(body, view.value);
  const operator = view.operator.slice(0, -1) as SimpleOperator;
  body.code.at(placeOf(view.syntax)).emit(instructionFor(operator));
}

function targetPlace(view: AssignmentView) {
  return placeOf(expectView<ExpressionView>(view.target, "target").syntax);
}
