/**
 * The sink that writes a trace file, one line an event.
 *
 * Events wait in a queue and are written in batches: when there are many, when the first
 * has waited for five seconds, when someone asks. An event belongs to the file that was
 * in force when it happened, and to none if none was.
 *
 * Invariant: `send` writes nothing and throws nothing; whatever the disk refuses is
 * tried again, then dropped and counted.
 */
import { othersFirst, type Schedule, systemSchedule } from "./clock";
import type { MetaRecord, RuntimeEvent, SessionRecord } from "./event";
import { EventEncoder } from "./eventEncoder";
import type { EventFactory } from "./eventFactory";
import { EventQueue, type QueuedEvent } from "./eventQueue";
import type { EventSink, FlushOptions, FlushReport, SinkStats } from "./eventSink";
import { defaultJsonlSettings, type JsonlSettings } from "./jsonlSettings";
import type { Redactor } from "./redaction";
import { type Appended, TraceFile } from "./traceFile";
import type { TraceFileSystem } from "./traceFileSystem";

export interface JsonlSinkOptions {
  /** Asked at each event. Undefined or empty: the event is written nowhere. `%p` is the process id. */
  readonly path: () => string | undefined;
  readonly files: TraceFileSystem;
  /** The one that makes the events: lines of the sink's own are numbered among them. */
  readonly factory: EventFactory;
  readonly session: Omit<SessionRecord, "kind" | "format">;
  readonly settings?: JsonlSettings;
  readonly redactor?: Redactor;
  readonly schedule?: Schedule;
  readonly warn?: (message: string) => void;
}

export class JsonlSink implements EventSink {
  readonly #options: JsonlSinkOptions;
  readonly #settings: JsonlSettings;
  readonly #schedule: Schedule;
  readonly #encoder: EventEncoder;
  readonly #queue: EventQueue;
  readonly #files = new Map<string, TraceFile>();
  readonly #warned = new Set<string>();
  #timer: { readonly delayMs: number; readonly callOff: () => void } | undefined;
  #isClosed = false;
  #failures = 0;
  #written = 0;
  #warnedOfDropsUs = Number.NEGATIVE_INFINITY;

  constructor(options: JsonlSinkOptions) {
    this.#options = options;
    this.#settings = options.settings ?? defaultJsonlSettings;
    this.#schedule = options.schedule ?? systemSchedule;
    const { writerId } = options.factory;
    const { batchEvents, limits, maxQueueBytes } = this.#settings;
    this.#encoder = new EventEncoder({
      writerId,
      limits,
      ...(options.redactor && { redactor: options.redactor }),
    });
    this.#queue = new EventQueue({
      maxEvents: batchEvents * QUEUED_BATCHES,
      maxBytes: maxQueueBytes,
    });
  }

  isActive(): boolean {
    return !this.#isClosed && this.#path() !== undefined;
  }

  send(event: RuntimeEvent): void {
    const path = this.#isClosed ? undefined : this.#path();
    if (path === undefined || !this.#isWritten(event)) return;
    this.#queue.add(event, path);
    this.#warnOfDrops();
    this.#writeIn(this.#queue.length >= this.#settings.batchEvents ? 0 : MAX_DELAY_MS);
  }

  async flush(options: FlushOptions = {}): Promise<FlushReport> {
    const before = this.#counts();
    const cut = this.#queue.added;
    const deadlineUs = this.#nowUs() + (options.timeoutMs ?? FLUSH_TIMEOUT_MS) * 1000;
    let failure: Appended["failure"];
    while (this.#queue.settled < cut && failure === undefined && this.#nowUs() <= deadlineUs) {
      failure = this.#writeSome();
      if (this.#queue.settled < cut) await othersFirst();
    }
    if (options.fsync) for (const file of this.#files.values()) file.sync();
    return this.#report(before, failure, this.#queue.settled < cut);
  }

  flushSync(options: FlushOptions = {}): FlushReport {
    const before = this.#counts();
    const deadlineUs = this.#nowUs() + (options.timeoutMs ?? SYNC_TIMEOUT_MS) * 1000;
    let failure: Appended["failure"];
    while (this.#queue.length > 0 && failure === undefined && this.#nowUs() <= deadlineUs) {
      failure = this.#writeSome();
    }
    return this.#report(before, failure, this.#queue.length > 0);
  }

  async close(): Promise<FlushReport> {
    const report = await this.flush();
    this.#isClosed = true;
    this.#timer?.callOff();
    this.#timer = undefined;
    this.#writeDropsAlone();
    return report;
  }

  stats(): SinkStats {
    return { written: this.#written, dropped: this.#queue.totalDropped };
  }

  #path(): string | undefined {
    const path = this.#options.path();
    return path ? path.replaceAll("%p", String(this.#options.session.pid)) : undefined;
  }

  /** Streamed events are many and say little that the reply does not. */
  #isWritten(event: RuntimeEvent): boolean {
    const isStreamed = event.event.kind === "llm" && event.event.llm.kind === "streamEvent";
    return !isStreamed || this.#settings.limits.bodies === "full";
  }

  /** At the latest: a write that is due sooner stays due. */
  #writeIn(delayMs: number): void {
    if (this.#timer !== undefined && this.#timer.delayMs <= delayMs) return;
    this.#timer?.callOff();
    this.#timer = { delayMs, callOff: this.#schedule(() => this.#writeAll(), delayMs) };
  }

  #writeAll(): void {
    this.#timer = undefined;
    while (this.#queue.length > 0) {
      if (this.#writeSome() === undefined) continue;
      if (this.#queue.length > 0) this.#writeIn(MAX_DELAY_MS);
      return;
    }
  }

  /** Writes one batch: events that wait longest and go to the same file. */
  #writeSome(): Appended["failure"] {
    const first = this.#queue.entries[0];
    if (first === undefined) return undefined;
    const lines = this.#batch(first.path);
    const count = lines.length;
    const { dropped } = this.#queue;
    if (dropped !== undefined) lines.push(this.#ownLine(dropped));
    const { written, failure } = this.#file(first.path).append(lines);
    const events = Math.min(written, count);
    this.#queue.take(events);
    this.#written += events;
    if (dropped !== undefined && written > count) this.#queue.forgetDropped();
    if (failure === undefined) this.#failures = 0;
    else this.#give(failure, first.path);
    return failure;
  }

  /** Lines are kept until they are written, so that a second try writes the same. */
  #batch(path: string): string[] {
    const batch: QueuedEvent[] = [];
    let bytes = 0;
    for (const entry of this.#queue.entries) {
      if (entry.path !== path || bytes >= BATCH_BYTES) break;
      batch.push(entry);
      bytes += entry.line?.length ?? entry.bytes;
    }
    const fresh = batch.filter((entry) => entry.line === undefined);
    const lines = this.#encoded(fresh.map(({ event }) => event));
    for (const [at, entry] of fresh.entries()) entry.line = lines[at]!;
    return withinOneWrite(batch.map((entry) => entry.line!));
  }

  /** An event that cannot be written must not keep the others from the file: it has no line. */
  #encoded(events: readonly RuntimeEvent[]): readonly string[] {
    try {
      return this.#encoder.encodeAll(events);
    } catch (error) {
      this.#warnOnce(`cannot write an event: ${error}`);
      if (events.length < 2) return events.map(() => "");
      const middle = events.length >> 1;
      return [...this.#encoded(events.slice(0, middle)), ...this.#encoded(events.slice(middle))];
    }
  }

  /** A file that cannot be opened gets nothing more; a write that failed is tried again. */
  #give(failure: NonNullable<Appended["failure"]>, path: string): void {
    this.#warnOnce(`cannot write the trace file ${path}: ${failure.message}`);
    if (failure.kind === "open") {
      this.#queue.dropAll(path);
    } else if (++this.#failures >= MAX_FAILURES) {
      this.#failures = 0;
      this.#queue.dropAll();
    }
  }

  #file(path: string): TraceFile {
    let file = this.#files.get(path);
    if (file === undefined) {
      file = new TraceFile(path, {
        files: this.#options.files,
        maxBytes: this.#settings.maxFileBytes,
        keep: this.#settings.keepFiles,
        sessionLine: () => this.#ownLine({ kind: "session", format: 1, ...this.#options.session }),
        rotatedLine: (to) => this.#ownLine({ kind: "rotated", to }),
      });
      this.#files.set(path, file);
    }
    return file;
  }

  #ownLine(meta: MetaRecord): string {
    return this.#encoder.encode(this.#options.factory.metaEvent(meta));
  }

  /** At the end, losses are told also when nothing else is left to write. */
  #writeDropsAlone(): void {
    const { dropped } = this.#queue;
    const file = [...this.#files.values()].at(-1);
    if (dropped === undefined || file === undefined) return;
    if (file.append([this.#ownLine(dropped)]).failure === undefined) this.#queue.forgetDropped();
  }

  #warnOfDrops(): void {
    const count = this.#queue.droppedCount;
    if (count === 0 || this.#nowUs() - this.#warnedOfDropsUs < WARNING_EVERY_US) return;
    this.#warnedOfDropsUs = this.#nowUs();
    this.#options.warn?.(`trace events dropped: ${count}`);
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#options.warn?.(message);
  }

  #nowUs(): number {
    return this.#options.factory.monotonicUs();
  }

  #counts(): { readonly written: number; readonly dropped: number } {
    const dropped = Object.values(this.#queue.totalDropped).reduce((sum, each) => sum + each, 0);
    return { written: this.#written, dropped };
  }

  #report(
    before: { readonly written: number; readonly dropped: number },
    failure: Appended["failure"],
    isUnfinished: boolean,
  ): FlushReport {
    const now = this.#counts();
    return {
      written: now.written - before.written,
      dropped: now.dropped - before.dropped,
      timedOut: isUnfinished && failure === undefined,
      ...(failure && { error: failure.message }),
    };
  }
}

/** As many lines as make a megabyte at most, since a UTF-16 unit is three bytes at most. */
function withinOneWrite(lines: string[]): string[] {
  let chars = 0;
  const end = lines.findIndex((line) => {
    chars += line.length;
    return chars > MAX_WRITE_CHARS;
  });
  return end < 0 ? lines : lines.slice(0, Math.max(1, end));
}

/** Estimated: enough that opening the file costs little beside it. */
const BATCH_BYTES = 256 * 1024;
const MAX_WRITE_CHARS = 340_000;
const QUEUED_BATCHES = 4;
const MAX_DELAY_MS = 5000;
const FLUSH_TIMEOUT_MS = 30_000;
const SYNC_TIMEOUT_MS = 2000;
const MAX_FAILURES = 3;
const WARNING_EVERY_US = 60_000_000;
