/**
 * A live call. Frames are made once for each depth and used again for every call there.
 *
 * A frame's window of the stack begins with its arguments, in place where the caller
 * pushed them; its other slots and its evaluation stack follow.
 */
import type { VmFunction } from "./function";

export class Frame {
  /** Index of the next instruction; kept here only while the frame is not running. */
  pc = 0;
  base = 0;
  /** Where in the stack the result goes. */
  resultAt = 0;
  /** What its end must see to, of the flags below. Zero for nearly every call. */
  flags = 0;
  /** Which constant it computes, when it does. */
  globalIndex = -1;

  constructor(public fn: VmFunction) {}
}

export const IS_TRACED = 1;
export const IS_ENTRY = 2;
export const IS_INITIALIZER = 4;
export const IS_FILTER = 8;
export const HAS_WATCHES = 16;

/** The language's limit, the entry function included (5.7). */
export const MAX_FRAMES = 256;
