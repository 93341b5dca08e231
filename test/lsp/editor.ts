/**
 * An editor without a connection: a project from a fixture, runs of it in this thread,
 * and all that features are asked with.
 */
import { setImmediate } from "node:timers/promises";
import type { Position, Range } from "vscode-languageserver-types";
import { CallFailure } from "../../server/base";
import { Engine, type Permissions, startLocally } from "../../server/engine";
import { countedIds, EventFactory, EventStore, type Run, type Schedule } from "../../server/events";
import { projectPlaceOf, uriOfPath } from "../../server/lsp/projectFiles";
import { RunHistory } from "../../server/lsp/runHistory";
import { TestHistory } from "../../server/lsp/testHistory";
import type { Project } from "../../server/lsp/workspace";
import { type FileOffset, Snapshot } from "../../server/project";
import { ScriptedWorld } from "../engine/scriptedWorld";
import { type Answer, answering } from "../support/answers";
import { type Fixture, fixture } from "../support/fixture";

export interface RunOptions {
  readonly args?: Readonly<Record<string, unknown>>;
  /** Of a live model; without them the simulated one answers. */
  readonly answers?: readonly Answer[];
  readonly signal?: AbortSignal;
  readonly permissions?: Permissions;
}

export class Editor {
  readonly history = new RunHistory();
  readonly tests = new TestHistory();
  readonly #engine: Engine;
  readonly #answers: Answer[] = [];
  readonly #fixture: Fixture;
  #project: Project;

  /** Sources stand in a folder of Windows whose name has a space. */
  constructor(marked: string) {
    this.#fixture = fixture(marked);
    const place = projectPlaceOf(`${ROOT}/main.baml`);
    const snapshot = Snapshot.of(this.#fixture.files);
    this.#project = { id: place.folder, root: place.root, place, snapshot };
    const world = new ScriptedWorld({ transport: answering(this.#answers) });
    const store = new EventStore({ schedule: never });
    const events = new EventFactory({ clock: world.clock, ids: countedIds() });
    const start = startLocally({ world: world.world, events });
    this.#engine = new Engine({ store, events, start, schedule: never });
    store.subscribe((batch) => {
      for (const run of this.history.runs.add(batch, this.#project.id)) {
        if (!this.history.codeOf(run)) this.history.setCode(run, this.#project.snapshot);
      }
    });
  }

  get project(): Project {
    return this.#project;
  }

  get newestRun(): Run {
    return this.history.runs.newestFirst[0]!;
  }

  /** Where the fixture has its cursor. */
  get cursor(): FileOffset {
    return this.#fixture.cursor!;
  }

  uri(path: string): string {
    return uriOfPath(this.#project.root, path);
  }

  /** How the run ended is in the history. */
  async run(name: string, options: RunOptions = {}): Promise<Run> {
    this.#engine.load(this.#project.snapshot.program);
    this.#answers.push(...(options.answers ?? []));
    try {
      await this.#engine.callFunction(name, {
        args: options.args ?? {},
        env: { KEY: "sk-live-0123456789" },
        model: options.answers ? "live" : "simulated",
        trace: { mode: "all", capture: "full" },
        ...(options.signal && { signal: options.signal }),
      });
    } catch (failure) {
      if (!(failure instanceof CallFailure)) throw failure;
    }
    // Whoever listens to the store is told in a turn of its own.
    await setImmediate();
    return this.newestRun;
  }

  edit(path: string, change: (text: string) => string): void {
    const { snapshot } = this.#project;
    const text = change(snapshot.files.get(path)!.text);
    this.#project = { ...this.#project, snapshot: snapshot.edit(new Map([[path, text]])) };
  }

  /** The text that a range of the protocol covers, on one line. */
  textAt({ start, end }: Range, path = "main.baml"): string {
    const line = this.#lineAt(start, path);
    return start.line === end.line
      ? line.slice(start.character, end.character)
      : `${line.slice(start.character)}…`;
  }

  /** The line of a place, with `|` where it is. */
  pointAt(position: Position, path = "main.baml"): string {
    const line = this.#lineAt(position, path);
    return `${line.slice(0, position.character)}|${line.slice(position.character)}`.trim();
  }

  #lineAt({ line }: Position, path: string): string {
    return this.#project.snapshot.files.get(path)!.text.split("\n")[line]!;
  }
}

/** Everything that a client can show. */
export const FULL_CLIENT = {
  tracePanel: true,
  askArguments: true,
  setKey: true,
  documents: true,
} as const;

const ROOT = "file:///c%3A/My%20App";

/** Nothing is done later. */
const never: Schedule = () => () => {};
