/**
 * The machine: a program and a call in, and what happens on the way, one state at a time.
 *
 * Invariant: synchronous; owns no ids, clocks or I/O. See `Vm` for how it is driven.
 */
export { toValue } from "./convert";
export { displayBare } from "./display";
export type { VmFunction } from "./function";
export { Image } from "./image";
export { preview } from "./preview";
export type {
  CallSite,
  ExternalRequest,
  FailedFrame,
  Notification,
  SpanNotification,
  TraceReason,
  VmState,
} from "./state";
export { type FunctionOrigin, traceBits } from "./traceBits";
export type { VmTracePolicy } from "./tracePolicy";
export { VmInstance, type VmValue } from "./value";
export { Vm, type VmOptions } from "./vm";
