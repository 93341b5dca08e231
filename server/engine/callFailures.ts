/** How calls fail by the engine's own doing, in the words that hosts and traces show. */
import { type CallError, type CallFailure, callFailure, errorTypes } from "../base";
import type { FailedFrame } from "../vm";

export function callTimeout(timeoutMs: number, elapsedMs: number): CallFailure {
  return callFailure("timeout", `the call took longer than ${timeoutMs} ms`, {
    statusCode: 408,
    details: {
      timeoutType: "call",
      configuredValueMs: timeoutMs,
      elapsedMs: Math.floor(elapsedMs),
    },
  });
}

/** A bug of ours. */
export function internalError(failure: unknown): CallError {
  const message = failure instanceof Error ? failure.message : String(failure);
  return internal(message);
}

export function runnerDied(reason: string): CallError {
  return internal(`the engine's runner died: ${reason}`);
}

/** Nobody caught it: then the message says which operation it was, as a handler would see it. */
export function uncaught(error: CallError, frames: readonly FailedFrame[]): CallError {
  const operation = error.details?.["operation"];
  const message = operation ? `failed to call ${operation}: ${error.message}` : error.message;
  return { ...error, message, details: { ...error.details, frames } };
}

/** A bug as text for a log, with its place. */
export function faultText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function internal(message: string): CallError {
  return { kind: "internal", type: errorTypes.internal, message: `Internal error: ${message}` };
}
