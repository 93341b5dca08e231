/**
 * How a call failed, in one plain record: what an event stores, a worker sends and a
 * host turns into an exception of its own.
 */
import type { CallErrorKind } from "./attempt";
import type { Value } from "./value";

export interface CallError {
  readonly kind: CallErrorKind;
  /** The class that a host shows, such as `BamlClientHttpError` or `ValueError`. */
  readonly type: string;
  readonly message: string;
  /** The payload of a `throw`. */
  readonly value?: Value;
  readonly statusCode?: number;
  /** BAML frames, outermost first, or a host's traceback. */
  readonly stack?: string;
  /** Facts of the kind: `clientName`, `rawOutput`, `prompt`, `finishReason`, `timeoutType` and the like. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Carries a `CallError` up a call stack of ours; it is never shown as it is. */
export class CallFailure extends Error {
  constructor(readonly error: CallError) {
    super(error.message);
    this.name = error.type;
  }
}

/** The class a host shows for a kind. */
export const errorTypes: Readonly<Record<CallErrorKind, string>> = {
  compile: "BamlCompileError",
  function_not_found: "BamlInvalidArgumentError",
  invalid_argument: "BamlInvalidArgumentError",
  duplicate_call: "BamlInvalidArgumentError",
  throw: "BamlThrowError",
  runtime: "BamlClientError",
  panic: "BamlPanicError",
  llm_http: "BamlClientHttpError",
  finish_reason: "BamlClientFinishReasonError",
  validation: "BamlValidationError",
  cancelled: "BamlCancelledError",
  timeout: "BamlTimeoutError",
  conversion: "BamlClientError",
  internal: "BamlError",
  host_exception: "Error",
};

export function callFailure(
  kind: CallErrorKind,
  message: string,
  more: Partial<Omit<CallError, "kind" | "message">> = {},
): CallFailure {
  return new CallFailure({ kind, type: errorTypes[kind], message, ...more });
}

export const cancelled = (): CallFailure => callFailure("cancelled", "Operation cancelled");
