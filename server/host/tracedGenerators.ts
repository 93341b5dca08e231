/**
 * Generators as spans: from the first value that is asked for to the end, however that
 * comes. The time for which the generator stands still, because its consumer does
 * something else, is told as waiting.
 *
 * Invariant: a generator that nobody starts leaves no span.
 */
import { bindContext, runWithManager } from "./context";
import type { HostSpanManager } from "./hostSpanManager";
import { hostValue } from "./hostValue";
import { failSpan } from "./spanFailure";
import { enteredManager, type SpanForm } from "./spanForm";

type Method = "next" | "return" | "throw";
type AnyFunction = (this: never, ...args: never[]) => unknown;

export function isGenerator(fn: AnyFunction): boolean {
  return Object.prototype.toString.call(fn) === "[object GeneratorFunction]";
}

export function isAsyncGenerator(fn: AnyFunction): boolean {
  return Object.prototype.toString.call(fn) === "[object AsyncGeneratorFunction]";
}

export function tracedGenerator(fn: AnyFunction, form: SpanForm) {
  return function (this: unknown, ...args: unknown[]): Generator {
    const inner = Reflect.apply(fn, this, args) as Generator;
    const span = new GeneratorSpan(form, args);
    const step = (method: Method, value: unknown): IteratorResult<unknown, unknown> =>
      span.step(method, () => {
        try {
          return span.stepped(inner[method](value as never));
        } catch (error) {
          throw span.failed(error);
        }
      });
    return iteratorOf(inner, step) as Generator;
  };
}

export function tracedAsyncGenerator(fn: AnyFunction, form: SpanForm) {
  return function (this: unknown, ...args: unknown[]): AsyncGenerator {
    const inner = Reflect.apply(fn, this, args) as AsyncGenerator;
    const span = new GeneratorSpan(form, args);
    const step = (method: Method, value: unknown): Promise<IteratorResult<unknown, unknown>> =>
      span.step(method, () =>
        inner[method](value as never).then(
          (result) => span.stepped(result),
          (error: unknown) => {
            throw span.failed(error);
          },
        ),
      );
    return iteratorOf(inner, step) as AsyncGenerator;
  };
}

/** An iterator that is what the generator is, but for its three methods. */
function iteratorOf(inner: object, step: (method: Method, value: unknown) => unknown): object {
  const outer = Object.create(Object.getPrototypeOf(inner)) as object;
  for (const method of ["next", "return", "throw"] as const) {
    Object.defineProperty(outer, method, {
      value: (value: unknown) => step(method, value),
      writable: true,
      configurable: true,
    });
  }
  return outer;
}

class GeneratorSpan {
  readonly #open: () => HostSpanManager;
  readonly #form: SpanForm;
  #manager: HostSpanManager | undefined;
  #isOver = false;
  #waitUs = 0;
  #leftAtMs = 0;

  constructor(form: SpanForm, args: readonly unknown[]) {
    this.#form = form;
    // The span belongs where the generator was made, whoever asks it for values.
    this.#open = bindContext(() => enteredManager(form, args));
  }

  /** One request of the consumer. Ending a generator that never began begins no span. */
  step<T>(method: Method, run: () => T): T {
    if (this.#isOver) return run();
    if (!this.#manager && method !== "next") {
      this.#isOver = true;
      return run();
    }
    if (this.#manager) this.#waitUs += (performance.now() - this.#leftAtMs) * 1000;
    this.#manager ??= this.#open();
    return runWithManager(this.#manager, run);
  }

  stepped<T>(result: IteratorResult<unknown, T>): IteratorResult<unknown, T> {
    this.#leftAtMs = performance.now();
    if (result.done && this.#ends()) {
      const value = this.#form.capturesResult ? hostValue(result.value) : null;
      this.#manager?.exitOk(value, { waitUs: Math.round(this.#waitUs) });
    }
    return result;
  }

  /** The error itself, for whoever throws it again. */
  failed(error: unknown): unknown {
    if (this.#ends() && this.#manager) {
      failSpan(this.#manager, error, { waitUs: Math.round(this.#waitUs) });
    }
    return error;
  }

  #ends(): boolean {
    const isFirst = !this.#isOver;
    this.#isOver = true;
    return isFirst;
  }
}
