/** Blocks and the statements in them. */
import { unreachable } from "../base";
import { Op } from "../bytecode";
import type { BlockView, LetView, ReturnView, StatementView } from "../language";
import { type Body, BuiltOnError, expectView, placeOf } from "./body";
import { compileEffect, compileValue } from "./expressions";
import { compileFor, compileWhile } from "./loops";

/** The value of a block is its tail, else null. */
export function compileBlockValue(body: Body, view: BlockView): void {
  const { tail } = view;
  body.inScope(() => {
    for (const statement of view.statements) {
      if (tail && isTail(statement, view)) compileValue(body, tail);
      else compileStatement(body, statement);
    }
    if (!tail) body.code.emit(Op.Null);
  });
}

export function compileBlockEffect(body: Body, view: BlockView): void {
  body.inScope(() => {
    for (const statement of view.statements) compileStatement(body, statement);
  });
}

/** A header may stand behind the tail. */
function isTail(statement: StatementView, view: BlockView): boolean {
  return (
    statement.kind === "expressionStatement" && statement.expression?.syntax === view.tail?.syntax
  );
}

function compileStatement(body: Body, statement: StatementView): void {
  const { code } = body;
  switch (statement.kind) {
    case "let":
      compileLet(body, statement);
      break;
    case "return":
      compileReturn(body, statement);
      break;
    case "assert":
      compileValue(body, statement.condition);
      code.at(placeOf(statement.syntax)).emit(Op.Assert);
      break;
    case "while":
      compileWhile(body, statement);
      break;
    case "for":
      compileFor(body, statement);
      break;
    case "break":
      body.leaveLoop("breakTo");
      break;
    case "continue":
      body.leaveLoop("continueTo");
      break;
    case "expressionStatement":
      compileEffect(body, statement.expression);
      break;
    case "header":
      code.at(placeOf(statement.syntax)).emitConstant(Op.Header, {
        kind: "header",
        title: statement.title,
        level: statement.level,
      });
      break;
    case "emptyStatement":
      break;
    default:
      unreachable(statement, "statement");
  }
}

export function compileLet(body: Body, view: LetView): void {
  compileValue(body, view.value);
  const meaning = body.meaningOf(view.name);
  if (meaning.kind !== "local") throw new BuiltOnError("a variable");
  const slot = body.declare(meaning.local);
  body.code.at(placeOf(view.syntax)).emit(Op.StoreLocal, slot);
  if (view.isWatched) body.watch(slot, meaning.local.name);
}

/** What lies on the stack beside the result is dropped with the frame. */
function compileReturn(body: Body, view: ReturnView): void {
  const { code } = body;
  const height = code.height;
  if (view.value) compileValue(body, view.value);
  else code.emit(Op.Null);
  code.at(placeOf(view.syntax)).emit(Op.Return);
  code.assumeHeight(height);
}

export function expectBlock(view: BlockView | undefined): BlockView {
  return expectView(view, "block");
}
