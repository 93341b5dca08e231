/** The classic front of the current context: what generated clients are bound to. */
import type { BamlRuntime } from "./bamlRuntime";
import { currentManager, installManager, setTags } from "./context";
import { HostSpanManager } from "./hostSpanManager";
import { hostValue } from "./hostValue";
import type { BamlLogEvent } from "./logEvents";
import { failSpan } from "./spanFailure";
import { traceAsync, traceSync } from "./trace";

type AnyFunction = (this: never, ...args: never[]) => unknown;

/** A span that was started by hand, and must be ended by hand. */
export class BamlSpan {
  readonly #manager: HostSpanManager;

  constructor(manager: HostSpanManager) {
    this.#manager = manager;
  }

  /** An `Error` as the response ends the span as failed. */
  finish(response: unknown): void {
    if (response instanceof Error) failSpan(this.#manager, response);
    else this.#manager.exitOk(hostValue(response));
  }
}

export class BamlCtxManager {
  readonly rt: BamlRuntime;

  constructor(rt: BamlRuntime) {
    this.rt = rt;
  }

  /** True outside of any span. */
  allowResets(): boolean {
    return currentManager().contextDepth() === 0;
  }

  reset(): void {
    installManager(new HostSpanManager());
  }

  upsertTags(tags: Readonly<Record<string, unknown>>): void {
    setTags(tags);
  }

  cloneContext(): HostSpanManager {
    return currentManager().deepClone();
  }

  /** The context inside of the span, and the span. */
  startTrace(
    name: string,
    args: Readonly<Record<string, unknown>>,
    _envVars?: unknown,
  ): [HostSpanManager, BamlSpan] {
    const manager = this.cloneContext();
    manager.enter(name, args);
    return [manager, new BamlSpan(manager)];
  }

  endTrace(span: BamlSpan, response?: unknown, _envVars?: unknown): void {
    span.finish(response);
  }

  flush(): void {
    this.rt.flush();
  }

  onLogEvent(callback?: ((event: BamlLogEvent) => void) | null): void {
    this.rt.setLogEventCallback(callback && ((_, event) => callback(event)));
  }

  traceFnSync<F extends AnyFunction>(name: string, fn: F): F {
    return traceSync(name, fn);
  }

  traceFnAsync<F extends AnyFunction>(name: string, fn: F): F {
    return traceAsync(name, fn);
  }
}
