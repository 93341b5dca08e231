/**
 * An error of the user's program on its way to a handler, or out of the machine.
 *
 * It is thrown inside the machine and caught by the machine alone; it is no `Error`,
 * because bugs of ours must never be taken for one.
 */
import { type CallError, errorTypes, type Value } from "../base";
import type { VmFunction } from "./function";
import type { VmValue } from "./value";
import { VmPanicText } from "./value";

export type RaisedKind =
  /** `throw value` */
  | { readonly kind: "throw"; readonly value: VmValue }
  /** Division by zero, a missing key, an index out of bounds, a builtin that fails. */
  | { readonly kind: "runtime"; readonly message: string }
  /** Failed assertion, unreachable code, stack overflow. */
  | { readonly kind: "panic"; readonly message: string }
  /** `baml.sys.panic` */
  | { readonly kind: "hostPanic"; readonly message: string }
  /** Ill-typed programs only. */
  | { readonly kind: "internal"; readonly message: string }
  | ExternalFailure;

/** The world refused: `op` is the builtin's path, or the LLM function's name. */
export interface ExternalFailure {
  readonly kind: "external";
  readonly op: string;
  readonly asksModel: boolean;
  readonly error: CallError;
}

/** One frame that was live when an error was raised. */
export interface TraceFrame {
  readonly fn: VmFunction;
  /** Somewhere inside the instruction that was running. */
  readonly pc: number;
}

export class Raised {
  /** Outermost first; set by the machine when it is raised, and kept when it is raised again. */
  frames: readonly TraceFrame[] = [];

  constructor(readonly what: RaisedKind) {}

  /** What a handler's binding holds, and its patterns are tried on. */
  get visible(): VmValue {
    const { what } = this;
    switch (what.kind) {
      case "throw":
        return what.value;
      case "runtime":
      case "internal":
        return `error: ${what.message}`;
      case "panic":
        return `panic: ${what.message}`;
      case "hostPanic":
        return new VmPanicText(what.message);
      case "external":
        return isExhausted(what)
          ? ALL_FAILED
          : `error: failed to call ${what.op}: ${what.error.message}`;
      default:
        return what satisfies never;
    }
  }
}

/** What programs see when every attempt to reach a model has failed (6.9): a thrown string. */
const ALL_FAILED = "All orchestration steps failed";

/** A reply that came and did not fit its type is another failure: it is not tried again. */
function isExhausted({ asksModel, error: { kind } }: ExternalFailure): boolean {
  return asksModel && (kind === "llm_http" || kind === "timeout" || kind === "finish_reason");
}

/** The words for an error that nobody caught. `thrown` displays and copies a thrown value. */
export function describe(
  raised: Raised,
  stack: string,
  thrown: (value: VmValue) => { readonly text: string; readonly copy: Value },
): CallError {
  const { what } = raised;
  switch (what.kind) {
    case "throw": {
      const { text, copy } = thrown(what.value);
      return failure("throw", `uncaught throw: ${text}`, { value: copy, stack });
    }
    case "runtime":
      return failure("runtime", what.message, { stack });
    case "panic":
    case "hostPanic":
      return failure("panic", what.message, { stack });
    case "internal":
      return failure("internal", `Internal error: ${what.message}`, { stack });
    case "external":
      return { ...what.error, stack: what.error.stack ?? stack };
    default:
      return what satisfies never;
  }
}

function failure(kind: CallError["kind"], message: string, more: Partial<CallError>): CallError {
  return { kind, type: errorTypes[kind], message, ...more };
}

export function runtimeError(message: string): Raised {
  return new Raised({ kind: "runtime", message });
}

export function panic(message: string): Raised {
  return new Raised({ kind: "panic", message });
}

export function typeError(message: string): Raised {
  return new Raised({ kind: "internal", message });
}

export const stackOverflow = (): Raised => panic("stack overflow");
