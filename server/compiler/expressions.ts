/**
 * Expressions. Each is compiled for one of two uses: for its value, which it leaves on the
 * stack, or for what it does, when nobody wants the value. `conditions` adds a third:
 * where to go on.
 */
import { unreachable } from "../base";
import { Op } from "../bytecode";
import type { ExpressionView, LiteralView, ThrowView } from "../language";
import { compileAssignment } from "./assignments";
import { compileBlockEffect, compileBlockValue } from "./blocks";
import { type Body, expectView, placeOf } from "./body";
import { compileCall } from "./calls";
import { compileCatch } from "./catches";
import { compileIfEffect, compileIfValue } from "./conditionals";
import { compileArray, compileIndex, compileMap, compileObject } from "./containers";
import { compileFloat, compileInt, compileString } from "./literals";
import { compileMatch } from "./matches";
import { compileEnvironment, compileMember, compileName, compilePath } from "./names";
import { compileBinary, compileUnary } from "./operators";

/** Leaves the value on the stack, as a float where one was declared and an int may come. */
export function compileValue(body: Body, view: ExpressionView | undefined): void {
  const expression = expectView(view, "expression");
  const height = body.code.height;
  compileByKind(body, expression);
  body.code.assumeHeight(height + 1);
  if (body.checked.becomesFloat(expression.syntax)) {
    body.code.at(placeOf(expression.syntax)).emit(Op.ToFloat);
  }
}

/** Leaves nothing on the stack. */
export function compileEffect(body: Body, view: ExpressionView | undefined): void {
  const expression = expectView(view, "expression");
  const height = body.code.height;
  switch (expression.kind) {
    case "assignment":
      compileAssignment(body, expression);
      break;
    case "block":
      compileBlockEffect(body, expression);
      break;
    case "if":
      compileIfEffect(body, expression);
      break;
    case "match":
      compileMatch(body, expression, compileEffect);
      break;
    case "catch":
      compileCatch(body, expression, compileEffect);
      break;
    case "throw":
      compileThrow(body, expression);
      break;
    case "parenthesized":
      compileEffect(body, expression.inner);
      break;
    default:
      compileValue(body, expression);
      body.code.emit(Op.Pop);
  }
  body.code.assumeHeight(height);
}

function compileByKind(body: Body, view: ExpressionView): void {
  switch (view.kind) {
    case "literal":
      compileLiteral(body, view);
      break;
    case "name":
      compileName(body, view);
      break;
    case "path":
      compilePath(body, view);
      break;
    case "envReference":
      compileEnvironment(body, view);
      break;
    case "parenthesized":
      compileValue(body, view.inner);
      break;
    case "array":
      compileArray(body, view);
      break;
    case "map":
      compileMap(body, view);
      break;
    case "block":
      compileBlockValue(body, view);
      break;
    case "if":
      compileIfValue(body, view);
      break;
    case "match":
      compileMatch(body, view, compileValue);
      break;
    case "throw":
      compileThrow(body, view);
      break;
    case "call":
      compileCall(body, view);
      break;
    case "typeApplication":
      compileValue(body, view.callee);
      break;
    case "index":
      compileIndex(body, view);
      break;
    case "member":
      compileMember(body, view);
      break;
    case "object":
      compileObject(body, view);
      break;
    case "catch":
      compileCatch(body, view, compileValue);
      break;
    case "unary":
      compileUnary(body, view);
      break;
    case "binary":
      compileBinary(body, view);
      break;
    case "assignment":
      compileAssignment(body, view);
      body.code.emit(Op.Null);
      break;
    default:
      unreachable(view, "expression");
  }
}

function compileLiteral(body: Body, view: LiteralView): void {
  const { int, float, string, word } = view;
  if (int) compileInt(body, BigInt(int.text));
  else if (float) compileFloat(body, Number(float.text));
  else if (string) compileString(body, string.value);
  else if (word?.text === "true") body.code.emit(Op.True);
  else if (word?.text === "false") body.code.emit(Op.False);
  else body.code.emit(Op.Null);
}

function compileThrow(body: Body, view: ThrowView): void {
  compileValue(body, view.value);
  body.code.at(placeOf(view.syntax)).emit(Op.Throw);
}
