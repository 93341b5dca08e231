/**
 * Runs functions for the editor: decides which model answers, starts the call, and keeps
 * what is needed to stop it, to run it again and to say how it went.
 *
 * Invariant: what runs did is in the history's events. Here is only what is under way,
 * and the arguments of last time.
 */
import { type CallError, CallFailure, type Shapes, type Value, valueJson } from "../base";
import { missingVariables, type Permissions } from "../engine";
import { type EventStore, originOf, type RuntimeEvent } from "../events";
import type { Engines } from "./engines";
import type { Variables } from "./environment";
import type { ModelMode, RunResult, Settings } from "./protocol";
import type { RunHistory } from "./runHistory";
import type { Project } from "./workspace";

export interface RunRequest {
  readonly project: Project;
  readonly function: string;
  /** By parameter name, as plain JSON or as values. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Default: the setting. */
  readonly model?: ModelMode;
  readonly signal?: AbortSignal;
  /** Types of this run alone, from a test's type builder. */
  readonly types?: Shapes;
}

/** How a run ended, with the value itself for who has more to ask of it. */
export interface EndedRun {
  readonly result: RunResult;
  readonly value?: Value;
}

export interface RunServiceOptions {
  readonly store: EventStore;
  readonly engines: Engines;
  readonly history: RunHistory;
  readonly settings: () => Settings;
  readonly isTrusted: () => boolean;
  readonly permissions: () => Permissions;
  readonly environment: (project: Project) => Promise<Variables>;
  /** Told which runs have news: at most every 16 ms, and at once at the end of a run. */
  readonly onChange: (runIds: readonly string[]) => void;
}

interface ActiveRun {
  readonly id: string;
  readonly function: string;
  readonly abort: AbortController;
}

export class RunService {
  readonly #options: RunServiceOptions;
  readonly #active = new Map<string, ActiveRun>();
  /** Of runs that are under way, by root span. */
  readonly #projects = new Map<string, Project>();
  readonly #lastArgs = new Map<string, Readonly<Record<string, unknown>>>();
  #last: RunRequest | undefined;

  constructor(options: RunServiceOptions) {
    this.#options = options;
    options.store.subscribe((batch) => this.#take(batch));
  }

  get active(): readonly { readonly runId: string; readonly function: string }[] {
    return [...this.#active.values()].map((run) => ({ runId: run.id, function: run.function }));
  }

  /** The run before, to do it again. */
  get last(): RunRequest | undefined {
    return this.#last;
  }

  lastArgs(project: string, functionName: string): Readonly<Record<string, unknown>> | undefined {
    return this.#lastArgs.get(`${project} ${functionName}`);
  }

  /** Settles when the run has ended, and never rejects for what the program or the world did. */
  async run(request: RunRequest): Promise<EndedRun> {
    const { project, function: name } = request;
    if (!this.#options.isTrusted()) {
      return refused(name, "compile", "this workspace is not trusted, so nothing is run in it");
    }
    this.#last = request;
    this.#lastArgs.set(`${project.id} ${name}`, request.args);
    const env = await this.#options.environment(project);
    const model = this.#modelFor(request, env);
    const active: { run?: ActiveRun } = {};
    const outcome = await this.#call(request, model, env, active);
    if (active.run) {
      this.#active.delete(active.run.id);
      this.#projects.delete(active.run.id);
      // Its last events may have been told of while it still counted as running.
      this.#options.onChange([active.run.id]);
    }
    return this.#ended(name, active.run?.id, outcome);
  }

  /** One run, or all of them. */
  cancel(runId?: string): void {
    for (const run of this.#active.values()) {
      if (runId === undefined || run.id === runId) run.abort.abort();
    }
  }

  /** Forgets what has ended; what runs goes on, and is shown. */
  clear(): void {
    const { runs } = this.#options.history;
    const ended = runs.newestFirst.map(({ id }) => id).filter((id) => !this.#active.has(id));
    for (const id of ended) runs.remove(id);
    this.#options.onChange(ended);
  }

  async #call(
    request: RunRequest,
    model: "live" | "simulated",
    env: Variables,
    active: { run?: ActiveRun },
  ): Promise<{ readonly value: Value } | { readonly error: CallError }> {
    const { engines, settings } = this.#options;
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    request.signal?.addEventListener("abort", stop);
    const { trace, run } = settings();
    const engine = engines.engineOf(request.project);
    try {
      const value = await engine.callFunction(request.function, {
        args: request.args,
        env,
        model,
        permissions: this.#options.permissions(),
        signal: abort.signal,
        trace: { mode: trace.mode, capture: "full" },
        ...(run.timeoutMs > 0 && { timeoutMs: run.timeoutMs }),
        ...(request.types && { types: request.types }),
        onAdmitted: (id) => {
          active.run = { id, function: request.function, abort };
          this.#active.set(id, active.run);
          this.#projects.set(id, request.project);
        },
      });
      return { value };
    } catch (error) {
      if (error instanceof CallFailure) return { error: error.error };
      throw error;
    } finally {
      request.signal?.removeEventListener("abort", stop);
    }
  }

  /** `auto` asks the real model where every key is at hand, and else the simulated one. */
  #modelFor({ project, function: name, model }: RunRequest, env: Variables) {
    const mode = model ?? this.#options.settings().model;
    if (mode !== "auto") return mode;
    return missingVariables(project.snapshot.program, name, env).length > 0 ? "simulated" : "live";
  }

  #ended(
    name: string,
    runId: string | undefined,
    outcome: { readonly value: Value } | { readonly error: CallError },
  ): EndedRun {
    if (runId === undefined) {
      if ("error" in outcome) return refused(name, outcome.error.kind, outcome.error.message);
      throw new Error(`a call of ${name} gave a result without having begun`);
    }
    const run = this.#options.history.runs.run(runId);
    const shared = {
      runId,
      function: name,
      durationUs: run?.root.durationUs ?? 0,
      origin: run ? originOf(run.tree) : ("none" as const),
    };
    if ("value" in outcome) {
      const result = toPlain(outcome.value);
      return { result: { ...shared, status: "ok", result }, value: outcome.value };
    }
    const { kind, message } = outcome.error;
    const status = kind === "cancelled" ? "cancelled" : "error";
    return { result: { ...shared, status, error: { kind, message, spanId: runId } } };
  }

  /** Events of one run are of one project: the one whose engine admitted its root. */
  #take(batch: readonly RuntimeEvent[]): void {
    const { history, onChange } = this.#options;
    const changed = new Set<string>();
    for (const event of batch) {
      const project = this.#projects.get(event.ctx.rootSpanId);
      for (const run of history.runs.add([event], project?.id ?? "")) {
        if (project) history.setCode(run, project.snapshot);
        changed.add(run.id);
      }
    }
    if (changed.size > 0) onChange([...changed]);
  }
}

/** A run that never began: nothing was recorded of it. */
function refused(name: string, kind: string, message: string): EndedRun {
  const error = { kind, message };
  const result = { runId: "", function: name, durationUs: 0, origin: "none", error } as const;
  return { result: { ...result, status: "error" } };
}

function toPlain(value: Value): unknown {
  return JSON.parse(valueJson(value));
}
