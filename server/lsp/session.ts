/**
 * One session of a language server, without its connection: the projects, the runs and
 * what the client has told.
 *
 * Invariant: the features are functions of what stands here; none keeps state of its own.
 */
import { URI, Utils } from "vscode-uri";
import { version } from "../base";
import { ALLOW_ALL, ALLOW_NOTHING, missingVariables, type Permissions } from "../engine";
import {
  EventFactory,
  EventStore,
  JsonlSink,
  jsonlSettingsFrom,
  Redactor,
  type TraceFileSystem,
} from "../events";
import { Engines } from "./engines";
import { environmentOf, type Variables } from "./environment";
import type { FileSystem } from "./projectFiles";
import type { ClientFeatures, InitializationOptions, Settings } from "./protocol";
import { RunHistory } from "./runHistory";
import { RunService } from "./runService";
import { settingsFrom } from "./settings";
import { TestHistory } from "./testHistory";
import { TestService } from "./testService";
import { type Project, Workspace } from "./workspace";

/** What the process gives: everything that a test wants to hold still. */
export interface Platform {
  readonly files: FileSystem;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The bundled worker of the engine, or its source with the loader's arguments. */
  readonly workerFile: string;
  readonly workerArgv?: readonly string[];
  readonly nowMs: () => number;
  /** Where traces are written, when there is a place for them. */
  readonly traceFiles: TraceFileSystem;
}

/** What a session tells whoever shows it. */
export interface SessionListener {
  readonly projectChanged: (project: Project) => void;
  readonly runsChanged: (runIds: readonly string[]) => void;
  /** A test began or ended, or there is something new to offer. */
  readonly lensesChanged: () => void;
  readonly log: (message: string) => void;
  /** Told of what is lost or late, such as trace events that no disk could take. */
  readonly warn: (message: string) => void;
  /** The engine's worker ended on its own, and what ran in it has failed. */
  readonly engineDied: (reason: string) => void;
}

export class Session {
  readonly redactor = new Redactor();
  readonly events = new EventFactory();
  readonly store: EventStore;
  readonly history = new RunHistory();
  readonly testHistory = new TestHistory();
  readonly workspace: Workspace;
  readonly runs: RunService;
  readonly tests: TestService;
  readonly #platform: Platform;
  readonly #listener: SessionListener;
  readonly #engines: Engines;
  /** The environment as it was last read, by project, for what must answer at once. */
  readonly #environments = new Map<string, Variables>();
  #settings = settingsFrom(undefined);
  #client: ClientFeatures = {};
  #isTrusted = true;
  #storage: string | undefined;
  #secrets: Variables = {};

  constructor(platform: Platform, listener: SessionListener) {
    this.#platform = platform;
    this.#listener = listener;
    this.store = new EventStore({ redactor: this.redactor, warn: listener.warn });
    this.store.addSink(this.#traceSink(listener.warn));
    this.workspace = new Workspace(platform.files, (project) => {
      if (!this.#environments.has(project.id)) this.#learnEnvironment(project);
      listener.projectChanged(project);
    });
    this.#engines = new Engines({
      store: this.store,
      events: this.events,
      workerFile: platform.workerFile,
      ...(platform.workerArgv && { workerArgv: platform.workerArgv }),
      log: listener.log,
      died: listener.engineDied,
    });
    this.runs = new RunService({
      store: this.store,
      engines: this.#engines,
      history: this.history,
      settings: () => this.#settings,
      isTrusted: () => this.#isTrusted,
      permissions: () => this.#permissions,
      environment: (project) => this.environment(project),
      onChange: listener.runsChanged,
    });
    this.tests = new TestService(this.runs, this.testHistory, listener.lensesChanged);
  }

  get settings(): Settings {
    return this.#settings;
  }

  get client(): ClientFeatures {
    return this.#client;
  }

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  get nowMs(): number {
    return this.#platform.nowMs();
  }

  initialize(options: InitializationOptions): void {
    this.#client = options.client ?? {};
    this.#isTrusted = options.trusted ?? true;
    this.#storage = options.storage;
    this.configure(options.settings);
  }

  configure(given: unknown): void {
    this.#settings = settingsFrom(given);
    const { maxRuns, maxMegabytes } = this.#settings.history;
    this.history.runs.setLimits({ maxRuns, maxBytes: maxMegabytes * 1_000_000 });
    this.#environments.clear();
  }

  setTrusted(isTrusted: boolean): void {
    this.#isTrusted = isTrusted;
    this.#environments.clear();
    if (!isTrusted) this.runs.cancel();
  }

  setSecrets(values: Variables): void {
    this.#secrets = values;
    this.#environments.clear();
  }

  /** A file that may hold variables has changed. */
  environmentChanged(): void {
    this.#environments.clear();
  }

  /** Read anew for every run: files change, and not every client tells. */
  async environment(project: Project): Promise<Variables> {
    const envFiles = this.#isTrusted ? await this.#envFiles(project) : [];
    const variables = environmentOf({
      secrets: this.#secrets,
      envFiles,
      process: this.#platform.environment,
    });
    this.#environments.set(project.id, variables);
    this.redactor.addSecrets({ ...this.#secrets, ...secretLooking(variables) });
    return variables;
  }

  /** Settles when the environment of a project has been read, which is once and soon. */
  async learnt(project: Project): Promise<void> {
    if (!this.#environments.has(project.id)) await this.environment(project);
  }

  /** Answered at once, from the environment as it was last read. */
  missingVariables(project: Project, functionName: string): readonly string[] {
    const known = this.#environments.get(project.id);
    if (!known) {
      this.#learnEnvironment(project);
      return [];
    }
    return missingVariables(project.snapshot.program, functionName, known);
  }

  /** Where the environment says, else in the editor's storage; never in the user's repository. */
  #traceSink(warn: (message: string) => void): JsonlSink {
    const { environment, traceFiles } = this.#platform;
    const stored = () =>
      this.#storage && Utils.joinPath(URI.parse(this.#storage), "runs.trace.jsonl").fsPath;
    return new JsonlSink({
      path: () => environment["BAML_TRACE_FILE"] || stored(),
      files: traceFiles,
      factory: this.events,
      session: { host: "editor", pid: process.pid, runtime: `node ${process.version}`, version },
      settings: jsonlSettingsFrom(environment),
      redactor: this.redactor,
      warn,
    });
  }

  /** Reading takes a moment, and then lenses may have more to offer. */
  #learnEnvironment(project: Project): void {
    void this.environment(project).then(() => this.#listener.lensesChanged());
  }

  async dispose(): Promise<void> {
    this.runs.cancel();
    await this.#engines.dispose();
    await this.store.flush();
  }

  get #permissions(): Permissions {
    return this.#isTrusted && this.#settings.run.allowSystemAccess ? ALLOW_ALL : ALLOW_NOTHING;
  }

  /** Looked for beside the sources and in the folders above them that belong to the project. */
  async #envFiles(project: Project): Promise<string[]> {
    const root = URI.parse(project.root);
    const texts = this.#settings.env.files.map((name) =>
      this.#platform.files.read(Utils.joinPath(root, name).toString()),
    );
    return (await Promise.all(texts)).filter((text) => text !== undefined);
  }
}

/** Variables whose name says that their value is nobody's business. */
function secretLooking(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) =>
      /key|token|secret|password|credential/i.test(name),
    ),
  );
}
