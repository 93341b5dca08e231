/**
 * The engines of a host process: one for each project root, shared by all runtimes of
 * that root, started when first needed and kept warm.
 *
 * Invariant: an engine runs in a thread of its own, so that synchronous calls may block
 * this one.
 */
import { join } from "node:path";
import { Engine, startInThread, type TraceMode } from "../engine";
import type { HostTracer } from "./hostTracer";

/** How the engine's thread is started. */
export interface EngineWorker {
  readonly workerFile: string;
  readonly execArgv?: readonly string[];
}

export interface HostEnginesOptions {
  readonly tracer: HostTracer;
  /** What calls see before their own variables; asked at each call. */
  readonly env: () => Readonly<Record<string, string | undefined>>;
  readonly worker: EngineWorker;
}

export class HostEngines {
  readonly #options: HostEnginesOptions;
  readonly #engines = new Map<string, Engine>();

  constructor(options: HostEnginesOptions) {
    this.#options = options;
  }

  engineFor(rootPath: string): Engine {
    let engine = this.#engines.get(rootPath);
    if (!engine) {
      engine = this.#start(rootPath);
      this.#engines.set(rootPath, engine);
    }
    return engine;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#engines.values()].map((engine) => engine.dispose()));
    this.#engines.clear();
  }

  #start(rootPath: string): Engine {
    const { tracer, env, worker } = this.#options;
    const { store, events } = tracer;
    return new Engine({
      store,
      events,
      env,
      start: startInThread({
        ...worker,
        events,
        folders: { projectRoot: rootPath, workingFolder: process.cwd() },
      }),
      traceMode: () => traceModeFrom(env()["SPANLENS_TRACE"]),
      log: (message) => process.emitWarning(message, "SpanlensWarning"),
    });
  }
}

/** The worker's bundle, which is built beside the bundle that this is in. */
export function bundledWorker(): EngineWorker {
  return { workerFile: join(__dirname, "engineWorker.js") };
}

function traceModeFrom(text: string | undefined): TraceMode | undefined {
  return text === "off" || text === "llm" || text === "all" ? text : undefined;
}
