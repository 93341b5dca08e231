/**
 * Calls with options, as generated clients make them: the current span is the parent, and
 * defaults can be laid under the options of each call.
 */
import { cancelled } from "../base";
import type { Collector, FunctionLog } from "../events";
import type { BamlRuntime, CallRequest, Variables } from "./bamlRuntime";
import { BamlStream } from "./bamlStream";
import { toBamlError } from "./callException";
import type { ClientRegistry } from "./clientRegistry";
import { currentManager } from "./context";
import { FunctionResultStream } from "./functionResultStream";
import { hostResult } from "./hostResult";

export interface BamlCallOptions {
  readonly clientRegistry?: ClientRegistry;
  /** The client that LLM functions use; wins over the registry's. */
  readonly client?: string;
  readonly collector?: Collector | readonly Collector[];
  readonly env?: Variables;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly onTick?: (reason: "Unknown", log: FunctionLog | null) => void;
}

type Arguments = Readonly<Record<string, unknown>>;

export class BamlClient {
  readonly #runtime: BamlRuntime;
  readonly #defaults: BamlCallOptions;

  constructor(runtime: BamlRuntime, defaults: BamlCallOptions = {}) {
    this.#runtime = runtime;
    this.#defaults = defaults;
  }

  /** A client whose calls begin from these options; those of a call win. */
  withOptions(defaults: BamlCallOptions): BamlClient {
    return new BamlClient(this.#runtime, { ...this.#defaults, ...defaults });
  }

  /** Rejects with an error of this library. */
  async call<T = unknown>(
    name: string,
    args: Arguments = {},
    options?: BamlCallOptions,
  ): Promise<T> {
    try {
      return hostResult(await this.#runtime.call(name, args, this.#request(options))) as T;
    } catch (error) {
      throw toBamlError(error);
    }
  }

  /** Blocks this thread: whatever the function waits for must not need it. */
  callSync<T = unknown>(name: string, args: Arguments = {}, options?: BamlCallOptions): T {
    try {
      return hostResult(this.#runtime.callSync(name, args, this.#request(options))) as T;
    } catch (error) {
      throw toBamlError(error);
    }
  }

  /** Wrong arguments throw here. */
  stream<Partial = unknown, Final = Partial>(
    name: string,
    args: Arguments = {},
    options?: BamlCallOptions,
  ): BamlStream<Partial, Final> {
    try {
      const stream = this.#runtime.stream(name, args, this.#request(options));
      return new BamlStream<Partial, Final>(new FunctionResultStream(stream));
    } catch (error) {
      throw toBamlError(error);
    }
  }

  #request(options: BamlCallOptions = {}): CallRequest {
    const { collector, env, ...request } = { ...this.#defaults, ...options };
    if (request.signal?.aborted) throw cancelled();
    return {
      ...request,
      ctx: currentManager(),
      collectors: collector === undefined ? [] : [collector].flat(),
      ...(env && { envVars: env }),
    };
  }
}
