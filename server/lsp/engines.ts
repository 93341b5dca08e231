/**
 * The engines of a session: one for each project, started when first needed, kept warm.
 *
 * Invariant: the thread of the language server never runs user code.
 */

import { URI } from "vscode-uri";
import { Engine, startInThread } from "../engine";
import type { EventFactory, EventStore } from "../events";
import type { Project } from "./workspace";

export interface EnginesOptions {
  readonly store: EventStore;
  readonly events: EventFactory;
  /** The bundled worker, or its source with the loader's arguments. */
  readonly workerFile: string;
  readonly workerArgv?: readonly string[];
  /** Told of bugs of ours, in words for a log. */
  readonly log: (message: string) => void;
  /** Told when a worker has died; the next one is started already. */
  readonly died: (reason: string) => void;
}

export class Engines {
  readonly #options: EnginesOptions;
  readonly #engines = new Map<string, Engine>();

  constructor(options: EnginesOptions) {
    this.#options = options;
  }

  /** The engine of a project, with the program of its newest snapshot. */
  engineOf(project: Project): Engine {
    let engine = this.#engines.get(project.id);
    if (!engine) {
      engine = this.#start(project);
      this.#engines.set(project.id, engine);
    }
    engine.load(project.snapshot.program);
    return engine;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#engines.values()].map((engine) => engine.dispose()));
    this.#engines.clear();
  }

  #start(project: Project): Engine {
    const { store, events, workerFile, workerArgv, log, died } = this.#options;
    const folder = URI.parse(project.root).fsPath;
    return new Engine({
      store,
      events,
      log,
      died,
      start: startInThread({
        workerFile,
        events,
        folders: { projectRoot: folder, workingFolder: folder },
        ...(workerArgv && { execArgv: workerArgv }),
      }),
    });
  }
}
