/**
 * Builtins that the machine computes itself: their form, and the checks of their
 * arguments. The checks fail for ill-typed programs only.
 *
 * A native takes its arguments one by one, up to three, so that a call makes no array.
 */
import { typeError } from "./raised";
import { kindName, type VmArray, type VmHandle, type VmMap, type VmValue } from "./value";

export const MAX_NATIVE_ARITY = 3;

export type NativeBody = (
  context: NativeContext,
  first: VmValue,
  second: VmValue,
  third: VmValue,
) => VmValue;

/** What a native may know of the machine that calls it. */
export interface NativeContext {
  /** Frames that could still be pushed: how deep a display may nest. */
  readonly freeFrames: number;
  readonly collectors: readonly VmHandle[];
}

export interface Native {
  readonly arity: number;
  readonly run: NativeBody;
  /** True when it changes its receiver, which a watched variable may reach. */
  readonly mutates: boolean;
}

export function expectString(value: VmValue): string {
  if (typeof value === "string") return value;
  throw wrongKind("string", value);
}

/** As a JavaScript number: one beyond 2^53 loses digits, which no index or count notices. */
export function expectInt(value: VmValue): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  throw wrongKind("int", value);
}

export function expectArray(value: VmValue): VmArray {
  if (Array.isArray(value)) return value;
  throw wrongKind("array", value);
}

export function expectMap(value: VmValue): VmMap {
  if (value instanceof Map) return value;
  throw wrongKind("map", value);
}

export function wrongKind(expected: string, value: VmValue) {
  return typeError(`type error: expected ${expected}, got ${kindName(value)}`);
}
