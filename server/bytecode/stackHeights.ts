/**
 * The height of the evaluation stack before each instruction, from `shapes` alone.
 *
 * It is the check of the compiler's work: a place that is reached with two heights, an
 * instruction that pops what is not there, or a jump into the middle of one, throws.
 */
import { type Op, type Operand, shapes } from "./instruction";
import type { Handler } from "./program";

/** Per index of `code`: the height before the instruction there, or undefined where none is reached. */
export function stackHeights(
  code: Int32Array,
  handlers: readonly Handler[] = [],
): readonly (number | undefined)[] {
  const heights: (number | undefined)[] = new Array(code.length);
  const work: number[] = [];

  const reach = (at: number, height: number): void => {
    if (at < 0 || at >= code.length) throw new Error(`code leaves its function at ${at}`);
    if (heights[at] === undefined) {
      heights[at] = height;
      work.push(at);
    } else if (heights[at] !== height) {
      throw new Error(`stack at ${at} is ${heights[at]} or ${height} high`);
    }
  };

  reach(0, 0);
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    for (const handler of handlers) {
      if (handler.start <= at && at < handler.end) reach(handler.handler, handler.height);
    }
    follow(code, at, heights[at]!, reach);
  }
  return heights;
}

/** The room that a frame needs above its slots. */
export function greatestHeight(code: Int32Array, handlers: readonly Handler[] = []): number {
  let greatest = 0;
  const heights = stackHeights(code, handlers);
  for (let at = 0; at < code.length; at++) {
    const height = heights[at];
    if (height === undefined) continue;
    const { pops, pushes } = effectAt(code, at);
    greatest = Math.max(greatest, height, height - pops + pushes);
  }
  return greatest;
}

function follow(
  code: Int32Array,
  at: number,
  height: number,
  reach: (at: number, height: number) => void,
): void {
  const { pops, pushes, pushesOnJump, target, next, ends } = effectAt(code, at);
  if (height < pops) throw new Error(`instruction at ${at} pops ${pops} of ${height}`);
  if (target !== undefined) reach(target, height - pops + pushesOnJump);
  if (!ends) reach(next, height - pops + pushes);
}

interface Effect {
  readonly pops: number;
  readonly pushes: number;
  readonly pushesOnJump: number;
  readonly target: number | undefined;
  readonly next: number;
  readonly ends: boolean;
}

function effectAt(code: Int32Array, at: number): Effect {
  const shape = shapes[code[at] as Op];
  if (!shape) throw new Error(`no instruction ${code[at]} at ${at}`);
  const operand = (kind: Operand): number | undefined => {
    const index = shape.operands.indexOf(kind);
    return index < 0 ? undefined : code[at + 1 + index];
  };
  return {
    pops: shape.pops + (shape.popsEach ?? 0) * (operand("count") ?? 0),
    pushes: shape.pushes,
    pushesOnJump: shape.pushesOnJump ?? shape.pushes,
    target: operand("target"),
    next: at + 1 + shape.operands.length,
    ends: shape.ends === true,
  };
}
