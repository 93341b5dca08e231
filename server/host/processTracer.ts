/**
 * The tracing of this process: one store for all hosts and engines in it, the trace file
 * that the environment names, and the counters of `drainStats`.
 *
 * Invariant: made when it is first needed. The file's name is read at each event, so a
 * program may set it, switch it and take it away at any time.
 */
import * as files from "node:fs";
import { resolve } from "node:path";
import { version } from "../base";
import {
  EventFactory,
  type EventSink,
  EventStore,
  type FlushReport,
  flushAtExit,
  JsonlSink,
  jsonlSettingsFrom,
  type RuntimeEvent,
} from "../events";
import type { HostTracer } from "./hostTracer";
import { TraceStats } from "./traceStats";

/** Who writes the trace; a bridge speaks for the process that started it. */
export interface Writer {
  readonly host: string;
  readonly pid: number;
  readonly runtime: string;
  /** The trace file in force; undefined or empty for none. */
  readonly traceFile: () => string | undefined;
}

export interface ProcessTracer extends HostTracer {
  readonly counts: EventCounts;
}

/** The counters since they were last drained. */
export class EventCounts implements EventSink {
  readonly #store: EventStore;
  #started = 0;
  #ended = 0;
  #droppedBefore = 0;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Nobody makes events for the sake of being counted. */
  isActive(): boolean {
    return false;
  }

  send({ event }: RuntimeEvent): void {
    if (event.kind === "functionStart") this.#started++;
    if (event.kind === "functionEnd") this.#ended++;
  }

  drain(): TraceStats {
    const { dropped } = this.#store.stats();
    const lost = dropped.span + dropped.critical;
    const stats = new TraceStats(this.#started, this.#ended, lost - this.#droppedBefore);
    this.#started = 0;
    this.#ended = 0;
    this.#droppedBefore = lost;
    return stats;
  }

  flush(): Promise<FlushReport> {
    return Promise.resolve(NOTHING);
  }

  flushSync(): FlushReport {
    return NOTHING;
  }

  close(): Promise<FlushReport> {
    return Promise.resolve(NOTHING);
  }
}

export function processTracer(): ProcessTracer {
  current ??= openTracer(thisProcess);
  return current;
}

/** For entry points that write in the name of another process, before anything is traced. */
export function openProcessTracer(writer: Writer): ProcessTracer {
  if (current) throw new Error("the tracing of this process has begun already");
  current = openTracer(writer);
  return current;
}

function openTracer(writer: Writer): ProcessTracer {
  const warn = (message: string): void => process.emitWarning(message, "SpanlensWarning");
  const events = new EventFactory();
  const megabytes = Number(process.env["SPANLENS_COLLECTOR_MAX_MB"]);
  const store = new EventStore({
    warn,
    ...(megabytes > 0 && { maxOwnerBytes: megabytes * 1024 * 1024 }),
  });
  const { host, pid, runtime, traceFile } = writer;
  store.addSink(
    new JsonlSink({
      path: () => {
        const path = traceFile();
        return path ? resolve(path) : undefined;
      },
      files,
      factory: events,
      session: { host, pid, runtime, version },
      settings: jsonlSettingsFrom(process.env),
      redactor: store.redactor,
      warn,
    }),
  );
  const counts = new EventCounts(store);
  store.addSink(counts);
  flushAtExit(store, process);
  return { events, store, counts, tagsCut: warnOfCutTags(warn) };
}

/** Told once: the count of a program that sets too many tags only grows. */
function warnOfCutTags(warn: (message: string) => void): (count: number) => void {
  let total = 0;
  return (count) => {
    if (total === 0) warn("tags beyond 64 a span, or too long, are cut");
    total += count;
  };
}

const thisProcess: Writer = {
  host: "node",
  pid: process.pid,
  runtime: `node ${process.version}`,
  traceFile: () => process.env["BAML_TRACE_FILE"],
};

const NOTHING: FlushReport = { written: 0, dropped: 0, timedOut: false };

let current: ProcessTracer | undefined;
