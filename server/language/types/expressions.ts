/**
 * Expressions: each is inferred on its own, or checked against what is required (4.5).
 *
 * Containers, blocks and branches hand a requirement on to their parts. All others are
 * inferred, and then must fit.
 */
import { unreachable } from "../../base";
import type { ExpressionView } from "../syntax/views/expressions";
import { checkAssignment } from "./assignments";
import { checkBlock, inferBlock } from "./blocks";
import { inferCall } from "./calls";
import { checkCatch, inferCatch } from "./catches";
import type { Checking } from "./checking";
import { checkIf, inferIf } from "./conditionals";
import { inferObject } from "./constructors";
import { checkArray, checkMap, inferArray, inferIndex, inferMap } from "./containers";
import { inferLiteral } from "./literals";
import { checkMatch, inferMatch } from "./matches";
import { operandOf, typeOfOperand } from "./operands";
import { inferBinary, inferUnary } from "./operators";
import { type Required, requireType } from "./requirement";
import { inferThrow } from "./throws";
import { recoveryType, type Type } from "./type";
import { checkType } from "./writtenTypes";

/** A missing expression was reported where it was parsed. */
export function inferExpression(c: Checking, view: ExpressionView | undefined): Type {
  if (!view) return recoveryType;
  const type = inferByKind(c, view);
  c.recordType(view.syntax, type);
  return type;
}

/** Answers the type that was found; what does not fit is reported. */
export function checkExpression(
  c: Checking,
  view: ExpressionView | undefined,
  required: Required,
): Type {
  if (!view) return recoveryType;
  const type = checkByKind(c, view, required);
  c.recordType(view.syntax, type);
  return type;
}

function inferByKind(c: Checking, view: ExpressionView): Type {
  switch (view.kind) {
    case "literal":
      return inferLiteral(view);
    case "name":
    case "path":
    case "envReference":
    case "member":
      return typeOfOperand(c, view.syntax, operandOf(c, view));
    case "parenthesized":
      return inferExpression(c, view.inner);
    case "array":
      return inferArray(c, view);
    case "map":
      return inferMap(c, view);
    case "block":
      return inferBlock(c, view);
    case "if":
      return inferIf(c, view);
    case "match":
      return inferMatch(c, view);
    case "throw":
      return inferThrow(c, view);
    case "call":
      return inferCall(c, view);
    case "typeApplication":
      for (const argument of view.arguments) checkType(c, argument);
      return inferExpression(c, view.callee);
    case "index":
      return inferIndex(c, view);
    case "object":
      return inferObject(c, view);
    case "catch":
      return inferCatch(c, view);
    case "unary":
      return inferUnary(c, view);
    case "binary":
      return inferBinary(c, view);
    case "assignment":
      return checkAssignment(c, view);
    default:
      return unreachable(view, "expression");
  }
}

function checkByKind(c: Checking, view: ExpressionView, required: Required): Type {
  switch (view.kind) {
    case "parenthesized":
      return checkExpression(c, view.inner, required);
    case "array":
      return checkArray(c, view, required);
    case "map":
      return checkMap(c, view, required);
    case "block":
      return checkBlock(c, view, required);
    case "if":
      return checkIf(c, view, required);
    case "match":
      return checkMatch(c, view, required);
    case "catch":
      return checkCatch(c, view, required);
    default: {
      const type = inferByKind(c, view);
      requireType(c, view.syntax, type, required);
      return type;
    }
  }
}
