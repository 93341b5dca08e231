/**
 * The engine's end of a host in another process: does what its messages ask, in order.
 *
 * Host spans and the engine's go through one store, so that one flush writes both. The
 * store's clock gives them their times; how long a host span took is the host's to say.
 *
 * Invariant: a message that asks is answered once. What goes wrong is an answer; the
 * bridge itself goes on.
 */
import { CallFailure, type Value } from "../base";
import { collectorHandle } from "../engine";
import {
  Collector,
  childPlace,
  decodeValueText,
  type EventKind,
  rootPlace,
  type SpanPlace,
} from "../events";
import { logText, usageJson } from "./bridgeLog";
import type { CallMessage, HostSpanEnd, HostSpanStart, ToBridge } from "./bridgeMessages";
import { type BridgeObjects, fromHost, Handles, InvalidHandle, toHost } from "./bridgeValue";
import { toBamlError } from "./callException";
import { BamlCompileError } from "./errors";
import type { HostEngines } from "./hostEngines";
import { compiled } from "./hostProject";
import { onLlmFunctions } from "./logEvents";
import type { ProcessTracer } from "./processTracer";
import { normalized } from "./projectFiles";

export interface BridgeOptions {
  /** What host spans say of their host, such as `python`. */
  readonly host: string;
  readonly tracer: ProcessTracer;
  readonly engines: HostEngines;
  /** Whose variables and trace file the messages change. */
  readonly surroundings: Surroundings;
  /** Sends a line. */
  readonly send: (line: string) => void;
}

export interface Surroundings {
  env: Readonly<Record<string, string>>;
  traceFile: string | undefined;
}

interface Runtime {
  readonly rootPath: string;
  readonly program: ReturnType<typeof compiled>;
  readonly env: Readonly<Record<string, string | null>>;
}

export class Bridge {
  readonly #options: BridgeOptions;
  readonly #runtimes = new Map<number, Runtime>();
  readonly #collectors = new Map<number, Collector>();
  /** The numbers that the host gave, by those of the engine's handles. */
  readonly #collectorIds = new Map<number, number>();
  readonly #running = new Map<number, AbortController>();
  readonly #objects: BridgeObjects;
  #stopLogEvents = (): void => {};

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.#objects = {
      handles: new Handles(),
      collectorWith: (id) => this.#collector(id),
      idOfCollector: ({ what, id }) =>
        what === "collector" && id !== undefined ? this.#collectorIds.get(id) : undefined,
    };
  }

  receive(message: ToBridge): void {
    if (!("id" in message)) {
      this.#do(message);
      return;
    }
    const { id } = message;
    try {
      const answer = this.#answer(message);
      if (typeof answer === "string") this.#send(id, answer);
      else answer.then((text) => this.#send(id, text)).catch((error) => this.#refuse(id, error));
    } catch (error) {
      this.#refuse(id, error);
    }
  }

  #do(message: Exclude<ToBridge, { id: number }>): void {
    const { surroundings, tracer, send } = this.#options;
    switch (message.op) {
      case "env":
        surroundings.env = message.env;
        break;
      case "traceFile":
        surroundings.traceFile = message.path ?? undefined;
        break;
      case "unload":
        this.#runtimes.delete(message.runtime);
        break;
      case "cancel":
        this.#running.get(message.call)?.abort();
        break;
      case "start":
        this.#start(message.start);
        break;
      case "end":
        this.#end(message.end);
        break;
      case "tags":
        this.#emit(placeOf(message.stack), { kind: "setTags", tags: message.tags });
        break;
      case "releaseCollector":
        this.#releaseCollector(message.collector);
        break;
      case "releaseHandle":
        this.#objects.handles.release(message.key);
        break;
      case "logEvents":
        this.#stopLogEvents();
        this.#stopLogEvents = message.on
          ? onLlmFunctions(tracer.store, (event) => send(JSON.stringify({ logEvent: event })))
          : () => {};
        break;
      default:
        message satisfies never;
    }
  }

  /** JSON text. */
  #answer(message: Extract<ToBridge, { id: number }>): string | Promise<string> {
    switch (message.op) {
      case "load": {
        const { rootPath, texts } = normalized(message.rootPath, message.files);
        const program = compiled(texts);
        this.#runtimes.set(message.runtime, { rootPath, program, env: message.env });
        return "null";
      }
      case "call":
        return this.#call(message);
      case "flush":
        return this.#flush();
      case "logs": {
        const { logs } = this.#collector(message.collector);
        return `[${logs.map((log) => logText(log, this.#objects)).join(",")}]`;
      }
      case "log": {
        const collector = this.#collector(message.collector);
        const log = message.log === null ? collector.last : collector.id(message.log);
        return log ? logText(log, this.#objects) : "null";
      }
      case "usage":
        return JSON.stringify(usageJson(this.#collector(message.collector).usage));
      case "clear":
        return String(this.#collector(message.collector).clear());
      case "trackedSpans":
        return String(Collector.__functionSpanCount());
      case "copyHandle": {
        const value = this.#objects.handles.valueOf(message.key);
        return value ? String(this.#objects.handles.add(value)) : "null";
      }
      default:
        message satisfies never;
        return "null";
    }
  }

  async #call(message: CallMessage): Promise<string> {
    const runtime = this.#runtimes.get(message.runtime);
    if (!runtime) throw new Error(`there is no runtime ${message.runtime}`);
    const engine = this.#options.engines.engineFor(runtime.rootPath);
    engine.load(runtime.program);
    const stop = new AbortController();
    this.#running.set(message.id, stop);
    try {
      const value = await engine.callFunction(message.function, {
        args: fromHost(message.args, this.#objects),
        host: message.host ?? null,
        collectors: (message.collectors ?? []).map((id) => this.#collector(id)),
        env: definite({ ...runtime.env, ...message.env }),
        signal: stop.signal,
        ...(message.tags && { tags: message.tags }),
        ...(message.timeoutMs && { timeoutMs: message.timeoutMs }),
      });
      return toHost(value, this.#objects);
    } finally {
      this.#running.delete(message.id);
      // Listeners are told of a call's functions before the call is answered.
      this.#options.tracer.store.deliver();
    }
  }

  async #flush(): Promise<string> {
    return JSON.stringify(await this.#options.tracer.store.flush());
  }

  #start({ stack, name, args, names, tags }: HostSpanStart): void {
    const values = decodeValueText(args);
    this.#emit(placeOf(stack), {
      kind: "functionStart",
      start: {
        name,
        args: isList(values) ? values : [],
        argNames: names,
        tags,
        functionType: "native",
        isStream: false,
        host: this.#options.host,
        traceReason: "host",
      },
    });
  }

  #end({ stack, name, durationUs, waitUs, result, error }: HostSpanEnd): void {
    this.#emit(placeOf(stack), {
      kind: "functionEnd",
      end: {
        name,
        durationUs,
        ...(waitUs && { waitUs }),
        outcome: error
          ? { status: error.isCancelled ? "cancelled" : "error", error: spanError(error) }
          : { status: "ok", result: decodeValueText(result ?? "null") ?? null },
      },
    });
  }

  #emit(place: SpanPlace, event: EventKind): void {
    const { events, store } = this.#options.tracer;
    store.emit(events.event(place, event));
  }

  #collector(id: number): Collector {
    let collector = this.#collectors.get(id);
    if (!collector) {
      collector = new Collector();
      this.#collectors.set(id, collector);
      this.#collectorIds.set(collectorHandle(collector).id!, id);
    }
    return collector;
  }

  #releaseCollector(id: number): void {
    const collector = this.#collectors.get(id);
    if (!collector) return;
    collector.clear();
    this.#collectorIds.delete(collectorHandle(collector).id!);
    this.#collectors.delete(id);
  }

  #send(id: number, text: string): void {
    this.#options.send(`{"id":${id},"ok":${text}}`);
  }

  #refuse(id: number, error: unknown): void {
    this.#options.send(JSON.stringify({ id, error: this.#errorJson(error) }));
  }

  #errorJson(error: unknown): object {
    if (error instanceof InvalidHandle) return { kind: "handle" };
    if (error instanceof BamlCompileError) {
      const { message, diagnostics } = error;
      return { kind: "compile", message, details: { diagnostics } };
    }
    if (error instanceof CallFailure) {
      const { value, ...rest } = error.error;
      return { ...rest, ...(value !== undefined && { value: toHost(value, this.#objects) }) };
    }
    return { kind: "internal", message: `Internal error: ${toBamlError(error).message}` };
  }
}

function placeOf(stack: readonly string[]): SpanPlace {
  const id = stack[stack.length - 1]!;
  if (stack.length === 1) return rootPlace(id);
  const callStack = stack.slice(0, -1);
  const parentSpanId = callStack[callStack.length - 1]!;
  return childPlace({ rootSpanId: callStack[0]!, parentSpanId, callStack }, id);
}

function spanError({ kind, type, message, stack }: NonNullable<HostSpanEnd["error"]>) {
  return { kind, type, message, ...(stack !== undefined && { stack }) };
}

function definite(
  env: Readonly<Record<string, string | null>>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? undefined]));
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
