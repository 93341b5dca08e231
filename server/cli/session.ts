/**
 * An engine for one command: in this thread, with the events in reach and, where the user
 * wants one, a trace file.
 */
import * as files from "node:fs";
import { resolve } from "node:path";
import { version } from "../base";
import { Engine, nodeWorld, startLocally, type TraceMode } from "../engine";
import {
  EventFactory,
  EventStore,
  JsonlSink,
  jsonlSettingsFrom,
  type Redactor,
  TraceTree,
} from "../events";
import type { Terminal } from "./command";

export interface SessionOptions {
  readonly terminal: Terminal;
  readonly projectRoot: string;
  /** What calls see. Default: the terminal's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Keeps a tree of what happens. */
  readonly keepsTree: boolean;
  /** Default: what the environment says, if it says anything. */
  readonly traceFile?: string;
}

export interface Session {
  readonly engine: Engine;
  readonly tree: TraceTree;
  readonly redactor: Redactor;
}

/** At its end, whatever that is, runs that are left end and the trace is written. */
export async function withSession<T>(
  options: SessionOptions,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const { session, close } = openSession(options);
  try {
    return await use(session);
  } finally {
    await close();
  }
}

function openSession(options: SessionOptions): {
  readonly session: Session;
  readonly close: () => Promise<void>;
} {
  const { terminal, projectRoot, keepsTree } = options;
  const warn = (message: string): void => terminal.err(`spanlens: ${message}\n`);
  const events = new EventFactory();
  const store = new EventStore({ warn });
  const tree = new TraceTree();
  if (keepsTree) store.subscribe((batch) => tree.addAll(batch));
  store.addSink(traceFileSink(options, { store, events, warn }));
  const folders = { projectRoot, workingFolder: terminal.workingFolder };
  const engine = new Engine({
    store,
    events,
    start: startLocally({ world: nodeWorld(folders), events }),
    env: () => options.env ?? terminal.env,
    traceMode: () => traceModeFrom(terminal.env["SPANLENS_TRACE"]),
    log: warn,
  });
  return {
    session: { engine, tree, redactor: store.redactor },
    close: async () => {
      await engine.dispose();
      await store.flush();
    },
  };
}

/** Writes nothing as long as nobody names a file. */
function traceFileSink(
  { terminal, traceFile }: SessionOptions,
  {
    store,
    events,
    warn,
  }: {
    readonly store: EventStore;
    readonly events: EventFactory;
    readonly warn: (message: string) => void;
  },
): JsonlSink {
  const { env, workingFolder } = terminal;
  return new JsonlSink({
    path: () => {
      const path = traceFile ?? env["BAML_TRACE_FILE"];
      return path ? resolve(workingFolder, path) : undefined;
    },
    files,
    factory: events,
    session: { host: "spanlens", pid: process.pid, runtime: `node ${process.version}`, version },
    settings: jsonlSettingsFrom(env),
    redactor: store.redactor,
    warn,
  });
}

function traceModeFrom(text: string | undefined): TraceMode | undefined {
  return text === "off" || text === "llm" || text === "all" ? text : undefined;
}
