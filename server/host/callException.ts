/** From the record of a failed call to the exception that a host program catches. */
import { type CallError, CallFailure, unreachable, type Value } from "../base";
import {
  BamlAbortError,
  BamlClientError,
  BamlClientFinishReasonError,
  BamlClientHttpError,
  BamlCompileError,
  BamlError,
  BamlInvalidArgumentError,
  BamlPanicError,
  BamlThrowError,
  BamlTimeoutError,
  BamlValidationError,
  type HostDiagnostic,
  isBamlError,
} from "./errors";
import { hostResult } from "./hostResult";

/** An error of this library as it is; what is none becomes one where it can. */
export function toBamlError(error: unknown): BamlError | Error {
  if (isBamlError(error)) return error;
  if (error instanceof CallFailure) return callException(error.error);
  if (error instanceof Error && error.name === "AbortError") {
    return new BamlAbortError("Operation cancelled", error, error.message);
  }
  return error instanceof Error ? error : new BamlError(String(error));
}

export function callException(error: CallError): BamlError {
  const exception = exceptionOf(error);
  if (error.stack !== undefined) exception.stack = `${exception}\n${error.stack}`;
  return exception;
}

function exceptionOf({ kind, message, details = {}, ...error }: CallError): BamlError {
  const text = (name: string): string => String(details[name] ?? "");
  const detailed = details["detailedMessage"] === undefined ? message : text("detailedMessage");
  switch (kind) {
    case "compile":
      return new BamlCompileError(message, compileDiagnostics(details["diagnostics"]));
    case "function_not_found":
    case "invalid_argument":
    case "duplicate_call":
      return new BamlInvalidArgumentError(message);
    case "throw":
      return new BamlThrowError(message, thrown(error.value));
    case "runtime":
    case "conversion":
      return new BamlClientError(message);
    case "panic":
      return new BamlPanicError(message);
    case "llm_http": {
      const raw = details["rawResponse"] === undefined ? undefined : text("rawResponse");
      const status = error.statusCode ?? 0;
      return new BamlClientHttpError(text("clientName"), message, status, detailed, raw);
    }
    case "finish_reason": {
      const [prompt, raw, reason] = [text("prompt"), text("rawOutput"), text("finishReason")];
      return new BamlClientFinishReasonError(prompt, raw, message, reason, detailed);
    }
    case "validation":
      return new BamlValidationError(text("prompt"), text("rawOutput"), message, detailed);
    case "cancelled":
      return new BamlAbortError(message, details["reason"], detailed);
    case "timeout":
      return new BamlTimeoutError(text("clientName"), message, {
        timeout_type: text("timeoutType"),
        configured_value_ms: Number(details["configuredValueMs"]),
        elapsed_ms: Number(details["elapsedMs"]),
        detailed_message: detailed,
      });
    case "internal":
    case "host_exception":
      return new BamlError(message);
    default:
      return unreachable(kind, "kind of error");
  }
}

function thrown(value: Value | undefined): unknown {
  return value === undefined ? null : hostResult(value);
}

/** Those of a function that may not run, as the engine tells them. */
function compileDiagnostics(given: unknown): readonly HostDiagnostic[] {
  if (!Array.isArray(given)) return [];
  return given.map(({ uri, code, message, range }) => ({
    file: uri,
    severity: "error",
    code,
    message,
    range,
  }));
}
