/**
 * Functions of the host program as spans: `trace` makes a function that records each of
 * its calls.
 *
 * Invariant: a traced function does what the function does: the same `this`, results,
 * exceptions and settling. Only promises of other kinds come back as plain ones.
 */
import { runWithManager } from "./context";
import type { HostSpanManager } from "./hostSpanManager";
import { hostValue } from "./hostValue";
import { argumentNamer } from "./parameterNames";
import { failSpan } from "./spanFailure";
import { enteredManager, type SpanForm } from "./spanForm";
import {
  isAsyncGenerator,
  isGenerator,
  tracedAsyncGenerator,
  tracedGenerator,
} from "./tracedGenerators";

// Parameters are contravariant: `never` lets a function of any signature in.
type AnyFunction = (this: never, ...args: never[]) => unknown;

export interface TraceOptions {
  /** Default: the function's own name. */
  readonly name?: string;
  /** Default true. */
  readonly captureArgs?: boolean;
  /** Default true. */
  readonly captureResult?: boolean;
}

export function trace<F extends AnyFunction>(fn: F, options?: TraceOptions): F;
export function trace<F extends AnyFunction>(name: string, fn: F, options?: TraceOptions): F;
export function trace<F extends AnyFunction>(
  first: string | F,
  second?: F | TraceOptions,
  third?: TraceOptions,
): F {
  if (typeof first === "string") return traced(second as F, { ...third, name: first });
  return traced(first, (second ?? {}) as TraceOptions);
}

/** The span ends when the function returns, whatever it returns. */
export function traceSync<F extends AnyFunction>(name: string, fn: F): F {
  const form = classicForm(name);
  return disguised(fn, function (this: unknown, ...args: unknown[]) {
    return inSpan(form, args, (manager) => {
      const result = bodyOf(fn, this, args);
      manager.exitOk(hostValue(result));
      return result;
    });
  });
}

/** The span ends when the promise settles. */
export function traceAsync<F extends AnyFunction>(name: string, fn: F): F {
  const form = classicForm(name);
  return disguised(fn, async function (this: unknown, ...args: unknown[]) {
    return inSpan(form, args, (manager) => settled(bodyOf(fn, this, args), manager, form));
  });
}

function traced<F extends AnyFunction>(fn: F, options: TraceOptions): F {
  const form: SpanForm = {
    name: options.name ?? (fn.name || "<anonymous>"),
    argName: argumentNamer(fn),
    capturesArgs: options.captureArgs ?? true,
    capturesResult: options.captureResult ?? true,
  };
  if (isGenerator(fn)) return disguised(fn, tracedGenerator(fn, form));
  if (isAsyncGenerator(fn)) return disguised(fn, tracedAsyncGenerator(fn, form));
  return disguised(fn, function (this: unknown, ...args: unknown[]) {
    return inSpan(form, args, (manager) => {
      const result = bodyOf(fn, this, args);
      if (isThenable(result)) return settled(result, manager, form);
      manager.exitOk(form.capturesResult ? hostValue(result) : null);
      return result;
    });
  });
}

/** Runs in a context of its own, with the span open; a body that throws ends it. */
function inSpan<T>(
  form: SpanForm,
  args: readonly unknown[],
  run: (manager: HostSpanManager) => T,
): T {
  const manager = enteredManager(form, args);
  return runWithManager(manager, () => {
    try {
      return run(manager);
    } catch (error) {
      failSpan(manager, error);
      throw error;
    }
  });
}

/** The span ends before whoever awaits the promise goes on. */
function settled(result: unknown, manager: HostSpanManager, form: SpanForm): Promise<unknown> {
  return Promise.resolve(result).then(
    (value) => {
      manager.exitOk(form.capturesResult ? hostValue(value) : null);
      return value;
    },
    (error: unknown) => {
      failSpan(manager, error);
      throw error;
    },
  );
}

function classicForm(name: string): SpanForm {
  return { name, argName: (index) => `arg${index}`, capturesArgs: true, capturesResult: true };
}

function bodyOf(fn: AnyFunction, self: unknown, args: readonly unknown[]): unknown {
  return Reflect.apply(fn, self, args);
}

function disguised<F extends AnyFunction>(
  fn: F,
  wrapper: (this: unknown, ...args: unknown[]) => unknown,
): F {
  Object.defineProperty(wrapper, "name", { value: fn.name, configurable: true });
  Object.defineProperty(wrapper, "length", { value: fn.length, configurable: true });
  return wrapper as unknown as F;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { readonly then?: unknown }).then === "function"
  );
}
