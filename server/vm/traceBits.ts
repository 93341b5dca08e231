/**
 * Which calls are traced (tracing 3.1): derived from what the callee is, never stored in
 * a program and never set.
 */
import type { FunctionKind } from "../bytecode";

export type FunctionOrigin = "user" | "builtin";

export const TRACE_LLM = 1;
export const TRACE_USER = 2;
export const TRACE_BUILTIN = 4;
export const TRACE_NATIVE = 8;
export const TRACE_SYSOP = 16;

export function traceBits(kind: FunctionKind, origin: FunctionOrigin): number {
  const builtin = origin === "builtin" ? TRACE_BUILTIN : 0;
  switch (kind) {
    case "llm":
      return TRACE_LLM | builtin;
    case "bytecode":
      return origin === "builtin" ? TRACE_BUILTIN : TRACE_USER;
    case "native":
      return TRACE_NATIVE | builtin;
    case "sysop":
      return TRACE_SYSOP | builtin;
    default:
      return kind satisfies never;
  }
}
