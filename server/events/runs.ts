/**
 * The runs there were: one for each root span, newest last, as many as the limits allow.
 *
 * Invariant: what is evicted is counted, and the newest run is never evicted, however
 * large it is.
 */
import { CallIndex } from "./callIndex";
import type { RuntimeEvent, SpanId } from "./event";
import type { SpanStatus } from "./spanTable";
import { originOf, type RunOrigin } from "./tokenTotals";
import type { TraceSpan } from "./traceSpan";
import { TraceTree } from "./traceTree";

export interface RunLimits {
  readonly maxRuns: number;
  readonly maxBytes: number;
}

export const defaultRunLimits: RunLimits = { maxRuns: 200, maxBytes: 64 * 1024 * 1024 };

export interface RunsOptions {
  readonly limits?: RunLimits;
}

/** What a list says of a run. */
export interface RunSummary {
  readonly id: SpanId;
  readonly project: string;
  /** The function of the root span. */
  readonly name: string;
  readonly status: SpanStatus;
  readonly origin: RunOrigin;
  readonly startedMs: number;
  readonly durationUs: number | null;
  readonly spanCount: number;
  /** Requests to models. */
  readonly attemptCount: number;
  readonly droppedEvents: number;
}

export class Run {
  readonly tree = new TraceTree();
  readonly calls = new CallIndex(this.tree);

  constructor(
    /** The id of the root span. */
    readonly id: SpanId,
    /** Whose program ran; empty where nobody said. */
    readonly project: string,
  ) {}

  /** The root span; before anything of it has come, the first span that is known. */
  get root(): TraceSpan {
    return this.tree.span(this.tree.rowOf(this.id) ?? 0);
  }

  get summary(): RunSummary {
    const { name, status, startUs, durationUs } = this.root;
    const attemptCount = this.tree.attemptRows.length;
    return {
      id: this.id,
      project: this.project,
      name,
      status,
      origin: originOf(this.tree),
      startedMs: Math.floor(startUs / 1000),
      durationUs,
      spanCount: this.tree.count - attemptCount,
      attemptCount,
      droppedEvents: Object.values(this.tree.dropped).reduce((sum, count) => sum + count, 0),
    };
  }
}

export class Runs {
  readonly #runs = new Map<SpanId, Run>();
  /** Runs that were taken away: what still comes of them is not a new run. */
  readonly #gone = new Set<SpanId>();
  #limits: RunLimits;
  #bytes = 0;
  #evictedRuns = 0;
  #evictedSpans = 0;

  constructor(options: RunsOptions = {}) {
    this.#limits = options.limits ?? defaultRunLimits;
  }

  get newestFirst(): readonly Run[] {
    return [...this.#runs.values()].reverse();
  }

  get count(): number {
    return this.#runs.size;
  }

  /** What the limits took away since the start. */
  get evicted(): { readonly runs: number; readonly spans: number } {
    return { runs: this.#evictedRuns, spans: this.#evictedSpans };
  }

  get bytes(): number {
    return this.#bytes;
  }

  run(id: SpanId): Run | undefined {
    return this.#runs.get(id);
  }

  /** The run that has this span or attempt. */
  runOfSpan(spanId: SpanId): Run | undefined {
    return this.newestFirst.find((run) => run.tree.rowOf(spanId) !== undefined);
  }

  /** Adds events of programs of `project`; the answer is the runs that changed. */
  add(events: Iterable<RuntimeEvent>, project = ""): readonly Run[] {
    const changed = new Set<Run>();
    for (const event of events) {
      const run = this.#runOf(event, project);
      if (run === undefined) continue;
      const before = run.tree.bytes;
      if (!run.tree.add(event)) continue;
      this.#bytes += run.tree.bytes - before;
      changed.add(run);
    }
    if (changed.size > 0) this.#evict();
    return [...changed];
  }

  /** No more comes of this run: what is open in it is unfinished. */
  close(id: SpanId): void {
    this.#runs.get(id)?.tree.close();
  }

  remove(id: SpanId): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.#runs.delete(id);
    this.#bytes -= run.tree.bytes;
    this.#gone.add(id);
    const [longestGone] = this.#gone;
    if (this.#gone.size > MAX_GONE) this.#gone.delete(longestGone!);
  }

  clear(): void {
    for (const id of [...this.#runs.keys()]) this.remove(id);
  }

  setLimits(limits: RunLimits): void {
    this.#limits = limits;
    this.#evict();
  }

  /** Undefined for what belongs to no run, or to one that is gone. */
  #runOf(event: RuntimeEvent, project: string): Run | undefined {
    const id = runIdOf(event, this.#runs);
    if (id === undefined || this.#gone.has(id)) return undefined;
    let run = this.#runs.get(id);
    if (run === undefined) {
      if (event.event.kind === "meta") return undefined;
      run = new Run(id, project);
      this.#runs.set(id, run);
    }
    return run;
  }

  #evict(): void {
    while (this.#isOver() && this.#runs.size > 1) {
      const run = this.#oldest();
      this.#evictedRuns++;
      this.#evictedSpans += run.tree.count - run.tree.attemptRows.length;
      this.remove(run.id);
    }
  }

  #isOver(): boolean {
    return this.#runs.size > this.#limits.maxRuns || this.#bytes > this.#limits.maxBytes;
  }

  /** The oldest that has ended; while all run, the oldest. Never the newest. */
  #oldest(): Run {
    const older = [...this.#runs.values()].slice(0, -1);
    return older.find((run) => run.root.status !== "running") ?? older[0]!;
  }
}

/** Statistics of call sites name the call that they are of; other meta records name none. */
function runIdOf(event: RuntimeEvent, runs: ReadonlyMap<SpanId, Run>): SpanId | undefined {
  const kind = event.event;
  if (kind.kind !== "meta") return event.ctx.rootSpanId;
  if (kind.meta.kind !== "callSiteStats" || kind.meta.entrySpanId === undefined) return undefined;
  const { entrySpanId } = kind.meta;
  if (runs.has(entrySpanId)) return entrySpanId;
  return [...runs.values()].findLast((run) => run.tree.rowOf(entrySpanId) !== undefined)?.id;
}

/** Late events of runs gone longer than that would be taken for new runs. */
const MAX_GONE = 10_000;
