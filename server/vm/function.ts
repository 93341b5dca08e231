/**
 * A function as the machine calls it: code from a program, or a builtin.
 *
 * Invariant: nothing here says whether a call is traced. `bits` is derived from kind and
 * origin, and a run's mask decides.
 */
import type { FunctionKind, Handler, ProgramFunction, SysopPath } from "../bytecode";
import type { Native } from "./native";
import { type FunctionOrigin, traceBits } from "./traceBits";

export class VmFunction {
  readonly bits: number;
  /** Has code, and so a frame. A builtin has neither. */
  readonly isCode: boolean;
  /** What computes a builtin of the machine. */
  readonly native: Native | undefined;
  /** Parameters; `UNLINKED` until the first call, so that the check of each call finds it. */
  arity = UNLINKED;
  code: Int32Array = NO_CODE;
  /** The code's constants, resolved: values, functions, classes, tests and the like. */
  constants: unknown[] = [];
  handlers: readonly Handler[] = [];
  slotCount = 0;
  /** What a call charges to the instruction budget. */
  cost = 0;
  /** Slots, the evaluation stack above them, and what a native may read beyond its arguments. */
  frameSize = 0;
  /** Parameters that turn an int into a float. Undefined for most functions. */
  floatParams: readonly number[] | undefined = undefined;

  constructor(
    readonly name: string,
    readonly kind: FunctionKind,
    readonly origin: FunctionOrigin,
    readonly body: FunctionBody,
  ) {
    this.bits = traceBits(kind, origin);
    this.isCode = body.kind === "program";
    this.native = body.kind === "native" ? body.native : undefined;
  }

  /** In declared order; the receiver of a method is among them. */
  get paramNames(): readonly string[] {
    const { body } = this;
    if (body.kind === "program") return body.source.code.params.map((param) => param.name);
    const arity = body.kind === "native" ? body.native.arity : body.arity;
    return Array.from({ length: arity }, (_, index) => `arg${index}`);
  }
}

export type FunctionBody =
  | { readonly kind: "program"; readonly source: ProgramFunction }
  | { readonly kind: "native"; readonly native: Native }
  | { readonly kind: "sysop"; readonly path: SysopPath; readonly arity: number };

export const UNLINKED = -1;

const NO_CODE = new Int32Array(0);
