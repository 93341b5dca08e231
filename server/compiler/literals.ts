/** Literals as instructions: small ints stand in the code itself, others are constants. */
import { intFromBigint } from "../base";
import { Op } from "../bytecode";
import type { Body } from "./body";

export function compileInt(body: Body, value: bigint): void {
  if (value === BigInt.asIntN(32, value)) body.code.emit(Op.Int, Number(value));
  else body.code.emitConstant(Op.Constant, { kind: "value", value: intFromBigint(value) });
}

export function compileFloat(body: Body, value: number): void {
  body.code.emitConstant(Op.Constant, { kind: "float", value });
}

export function compileString(body: Body, value: string): void {
  body.code.emitConstant(Op.Constant, { kind: "value", value });
}
