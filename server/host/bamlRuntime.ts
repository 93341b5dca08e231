/**
 * A project of a host program, ready to be called: the classic interface, whose positional
 * orders are fixed, and the options that newer calls are made with.
 *
 * Invariant: several runtimes may live side by side. A runtime whose sources do not compile
 * does not come to be, and one that is reset to such sources stays as it was.
 */
import { CallFailure, type Value } from "../base";
import type { CallOptions as EngineCallOptions, FunctionStream } from "../engine";
import type { Collector, FunctionLog } from "../events";
import { toBamlError } from "./callException";
import type { ClientRegistry } from "./clientRegistry";
import { BamlInvalidArgumentError } from "./errors";
import { FunctionResult, isModelFailure } from "./functionResult";
import { FunctionResultStream, type StreamListener } from "./functionResultStream";
import { compiled } from "./hostProject";
import { HostSpanManager } from "./hostSpanManager";
import { type BamlLogEvent, onLlmFunctions } from "./logEvents";
import { processEngines } from "./processEngines";
import { processTracer } from "./processTracer";
import { filesOfDirectory, normalized, type ProjectFiles } from "./projectFiles";
import { tagsFrom } from "./tags";
import type { TraceStats } from "./traceStats";

export type Variables = Readonly<Record<string, string | null | undefined>>;
type Arguments = Readonly<Record<string, unknown>>;
type Tick = (reason: "Unknown", log: FunctionLog | null) => void;

/** Everything that can be said of one call. */
export interface CallRequest {
  readonly ctx?: HostSpanManager | null;
  readonly clientRegistry?: ClientRegistry | null;
  /** Wins over the registry's primary client. */
  readonly client?: string | null;
  readonly collectors?: readonly Collector[] | null;
  readonly tags?: Readonly<Record<string, unknown>> | null;
  readonly envVars?: Variables | null;
  readonly signal?: AbortSignal | null;
  readonly timeoutMs?: number;
  readonly onTick?: Tick | null;
}

export class BamlRuntime {
  #files: ProjectFiles;
  #program: ReturnType<typeof compiled>;
  #envVars: Variables;
  #stopLogEvents: (() => void) | undefined;

  private constructor(files: ProjectFiles, envVars: Variables) {
    this.#files = files;
    this.#program = compiled(files.texts);
    this.#envVars = envVars;
  }

  static fromFiles(
    rootPath: string,
    files: Readonly<Record<string, string>>,
    envVars: Variables = {},
  ): BamlRuntime {
    return new BamlRuntime(normalized(rootPath, files), envVars);
  }

  /** All `.baml` files below a folder; a folder `baml_src` in it counts alone. */
  static fromDirectory(directory: string, envVars: Variables = {}): BamlRuntime {
    return new BamlRuntime(filesOfDirectory(directory), envVars);
  }

  reset(rootPath: string, files: Readonly<Record<string, string>>, envVars: Variables = {}): void {
    const next = normalized(rootPath, files);
    this.#program = compiled(next.texts);
    this.#files = next;
    this.#envVars = envVars;
  }

  createContextManager(): HostSpanManager {
    return new HostSpanManager();
  }

  /** Rejects when the call was wrong; resolves, not ok, when a model failed. */
  async callFunction(
    name: string,
    args: Arguments,
    ctx?: HostSpanManager | null,
    tb?: null,
    clientRegistry?: ClientRegistry | null,
    collectors?: readonly Collector[] | null,
    tags?: Readonly<Record<string, unknown>> | null,
    envVars?: Variables | null,
    signal?: AbortSignal | null,
    _watchers?: null,
  ): Promise<FunctionResult> {
    refuseTypeBuilder(tb);
    const request = { ctx, clientRegistry, collectors, tags, envVars, signal };
    try {
      return new FunctionResult({ ok: true, value: await this.call(name, args, request) });
    } catch (error) {
      return failed(error);
    }
  }

  callFunctionSync(
    name: string,
    args: Arguments,
    ctx?: HostSpanManager | null,
    tb?: null,
    clientRegistry?: ClientRegistry | null,
    collectors?: readonly Collector[] | null,
    tags?: Readonly<Record<string, unknown>> | null,
    envVars?: Variables | null,
    signal?: AbortSignal | null,
    _watchers?: null,
  ): FunctionResult {
    refuseTypeBuilder(tb);
    const request = { ctx, clientRegistry, collectors, tags, envVars, signal };
    try {
      return new FunctionResult({ ok: true, value: this.callSync(name, args, request) });
    } catch (error) {
      return failed(error);
    }
  }

  /** Wrong arguments throw here, and leave no log. */
  streamFunction(
    name: string,
    args: Arguments,
    listener?: StreamListener | null,
    ctx?: HostSpanManager | null,
    tb?: null,
    clientRegistry?: ClientRegistry | null,
    collectors?: readonly Collector[] | null,
    tags?: Readonly<Record<string, unknown>> | null,
    envVars?: Variables | null,
    signal?: AbortSignal | null,
    onTick?: Tick | null,
  ): FunctionResultStream {
    refuseTypeBuilder(tb);
    const request = { ctx, clientRegistry, collectors, tags, envVars, signal, onTick };
    try {
      return new FunctionResultStream(this.stream(name, args, request), listener);
    } catch (error) {
      throw toBamlError(error);
    }
  }

  /** What was recorded so far is in the trace file when this returns. */
  flush(): void {
    processTracer().store.flushSync();
  }

  drainStats(): TraceStats {
    return processTracer().counts.drain();
  }

  setLogEventCallback(callback?: ((error: null, event: BamlLogEvent) => void) | null): void {
    this.#stopLogEvents?.();
    this.#stopLogEvents = callback
      ? onLlmFunctions(processTracer().store, (event) => callback(null, event))
      : undefined;
  }

  /** Rejects with a `CallFailure`. */
  call(name: string, args: Arguments, request: CallRequest): Promise<Value> {
    return this.#engine().callFunction(name, this.#options(args, request));
  }

  /** Blocks this thread. Throws a `CallFailure`. */
  callSync(name: string, args: Arguments, request: CallRequest): Value {
    if (request.onTick) {
      throw new BamlInvalidArgumentError("onTick is not available for synchronous calls");
    }
    return this.#engine().callFunctionSync(name, this.#options(args, request));
  }

  /** Throws a `CallFailure` when the call is refused. */
  stream(name: string, args: Arguments, request: CallRequest): FunctionStream {
    return this.#engine().streamFunction(name, this.#options(args, request));
  }

  /** With the program of this runtime, since runtimes of one root share an engine. */
  #engine() {
    const engine = processEngines().engineFor(this.#files.rootPath);
    engine.load(this.#program);
    return engine;
  }

  #options(args: Arguments, request: CallRequest): EngineCallOptions {
    const { ctx, clientRegistry, client, collectors, tags, signal, timeoutMs, onTick } = request;
    const clients = clientRegistry?.overrides(client) ?? (client ? { primary: client } : undefined);
    return {
      args,
      host: ctx?.hostSpanContext() ?? null,
      collectors: collectors ?? [],
      env: definite({ ...this.#envVars, ...request.envVars }),
      tags: tagsFrom(tags ?? {}),
      ...(clients && { clients }),
      ...(signal && { signal }),
      ...(timeoutMs && { timeoutMs }),
      ...(onTick && { onTick }),
    };
  }
}

function failed(error: unknown): FunctionResult {
  if (error instanceof CallFailure && isModelFailure(error.error)) {
    return new FunctionResult({ ok: false, error: error.error });
  }
  throw toBamlError(error);
}

function refuseTypeBuilder(tb: unknown): void {
  if (tb === undefined || tb === null) return;
  throw new BamlInvalidArgumentError("type builders are not supported");
}

/** Null removes a variable, as undefined does. */
function definite(variables: Variables): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value ?? undefined]),
  );
}
