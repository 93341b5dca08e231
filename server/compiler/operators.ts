/** Operators. `&&` and `||` as values; as conditions they are in `conditions`. */
import { Op } from "../bytecode";
import type { BinaryView, ExpressionView, UnaryView } from "../language";
import { type Body, expectView, placeOf } from "./body";
import { Label } from "./codeBuilder";
import { compileValue } from "./expressions";
import { compileFloat, compileInt } from "./literals";

export type SimpleOperator = keyof typeof instructions;

/** The operators that are one instruction on two values. */
const instructions = {
  "+": Op.Add,
  "-": Op.Subtract,
  "*": Op.Multiply,
  "/": Op.Divide,
  "%": Op.Remainder,
  "<<": Op.ShiftLeft,
  ">>": Op.ShiftRight,
  "&": Op.BitAnd,
  "|": Op.BitOr,
  "^": Op.BitXor,
  "==": Op.Equal,
  "!=": Op.NotEqual,
  "<": Op.Less,
  "<=": Op.LessEqual,
  ">": Op.Greater,
  ">=": Op.GreaterEqual,
} as const;

export function instructionFor(operator: SimpleOperator): Op {
  return instructions[operator];
}

export function compileBinary(body: Body, view: BinaryView): void {
  switch (view.operator) {
    case "&&":
      compileShortCircuit(body, view, Op.JumpIfFalsy, Op.False);
      break;
    case "||":
      compileShortCircuit(body, view, Op.JumpIfTruthy, Op.True);
      break;
    case "instanceof":
      throw new Error("`instanceof` is always an error of the user's");
    default:
      compileValue(body, view.left);
      compileValue(body, view.right);
      body.code.at(placeOf(view.syntax)).emit(instructionFor(view.operator));
  }
}

/** The right operand is the value, unless the left one decides. */
function compileShortCircuit(body: Body, view: BinaryView, decide: Op, decided: Op): void {
  const { code } = body;
  const short = new Label();
  const done = new Label();
  const height = code.height;
  compileValue(body, view.left);
  code.jump(decide, short);
  compileValue(body, view.right);
  code.jump(Op.Jump, done);
  code.assumeHeight(height);
  code.place(short);
  code.emit(decided);
  code.place(done);
}

export function compileUnary(body: Body, view: UnaryView): void {
  const operand = expectView(view.operand, "operand");
  const { code } = body;
  switch (view.operator) {
    case "-":
      compileNegation(body, view, operand);
      break;
    case "!":
      compileValue(body, operand);
      code.at(placeOf(view.syntax)).emit(Op.Not);
      break;
    case "++":
      compileValue(body, operand);
      break;
    case "--":
      compileValue(body, operand);
      code.at(placeOf(view.syntax)).emit(Op.Negate);
      code.emit(Op.Negate);
      break;
    case "~":
      throw new Error("`~` is always an error of the user's");
    default:
      throw view.operator satisfies never;
  }
}

/** A negative literal is a literal. */
function compileNegation(body: Body, view: UnaryView, operand: ExpressionView): void {
  if (operand.kind === "literal" && operand.int) compileInt(body, -BigInt(operand.int.text));
  else if (operand.kind === "literal" && operand.float) {
    compileFloat(body, -Number(operand.float.text));
  } else {
    compileValue(body, operand);
    body.code.at(placeOf(view.syntax)).emit(Op.Negate);
  }
}
