/**
 * A trace as a table: one row a span and one a model's attempt, numbered in the order in
 * which they were first seen. Made from events while they come in, or from a file.
 *
 * Events may come in any order and more than once: a row is filled by whatever is known
 * of its span, an end may come before its start, a child before its parent.
 *
 * Invariant: numbers stand in columns, and arguments, results and prompts stay in the
 * events' own records, which are asked for by row.
 */
import type { AttemptRecord } from "../base";
import { type Attempt, AttemptAssembly } from "./attempts";
import type { CallSiteStats } from "./callSiteStats";
import type {
  DropClass,
  FunctionEnd,
  FunctionStart,
  MetaRecord,
  Outcome,
  RuntimeEvent,
  SpanId,
  Tags,
} from "./event";
import { estimatedBytes } from "./eventSize";
import { clientNameOf } from "./llmCall";
import { NameTable } from "./nameTable";
import { addTagDelta, effectiveTags, type TagDelta } from "./spanRecords";
import { type SpanColumns, SpanTable, spanKinds, spanStatuses } from "./spanTable";
import { TraceMeta } from "./traceMeta";
import { kindOf, type TraceSpan } from "./traceSpan";

export interface TraceTreeOptions {
  /** Spans without an end are `running`, until the tree is closed. Default true. */
  readonly isLive?: boolean;
}

export class TraceTree {
  readonly #table = new SpanTable();
  readonly #ids: SpanId[] = [];
  readonly #callStacks: (readonly SpanId[])[] = [];
  readonly #starts: (FunctionStart | undefined)[] = [];
  readonly #ends: (FunctionEnd | undefined)[] = [];
  readonly #attempts = new Map<number, AttemptAssembly>();
  readonly #tagDeltas = new Map<number, TagDelta[]>();
  readonly #writers = new Map<number, string>();
  readonly #spanRows = new Map<SpanId, number>();
  readonly #attemptRows = new Map<string, number>();
  /** Rows whose parent has not been seen, by the parent's id. */
  readonly #orphans = new Map<SpanId, number[]>();
  readonly #names = new NameTable();
  /** When spans ended whose end says no duration. */
  readonly #untimedEnds = new Map<number, number>();
  readonly #meta = new TraceMeta();
  #originUs: number | undefined;
  #revision = 0;
  #relabelled = 0;
  #bytes = 0;
  #isOpen: boolean;

  constructor(options: TraceTreeOptions = {}) {
    this.#isOpen = options.isLive ?? true;
  }

  /** Rows there are. */
  get count(): number {
    return this.#table.count;
  }

  /** Grows with every change; rows know the revision at which they last changed. */
  get revision(): number {
    return this.#revision;
  }

  /** Microseconds since the epoch from which the column `start` counts. */
  get originUs(): number {
    return this.#originUs ?? 0;
  }

  /** What the column `name` counts in; only ever grows. The first is empty. */
  get names(): readonly string[] {
    return this.#names.names;
  }

  get columns(): SpanColumns {
    return this.#table.columns();
  }

  /** An estimate of what the records of the rows hold on to. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How often a row that stood already got its name and place: indexes over them are stale then. */
  get relabelled(): number {
    return this.#relabelled;
  }

  /** What aggregate delivery said of call sites, its newest word on each. */
  get siteStats(): readonly CallSiteStats[] {
    return this.#meta.siteStats;
  }

  /** Events that writers of this trace say they lost. */
  get dropped(): Readonly<Partial<Record<DropClass, number>>> {
    return this.#meta.dropped;
  }

  get roots(): readonly number[] {
    return this.#sorted(this.#rowsWhere((row) => this.#table.parent[row]! < 0));
  }

  get attemptRows(): readonly number[] {
    return [...this.#attemptRows.values()];
  }

  addAll(events: Iterable<RuntimeEvent>): void {
    for (const event of events) this.add(event);
  }

  /** False when the event said nothing new. */
  add(event: RuntimeEvent): boolean {
    const isNews = this.#take(event);
    if (isNews) this.#bytes += estimatedBytes(event);
    return isNews;
  }

  /** No more is to come: spans that have no end are `unfinished`. */
  close(): void {
    this.#isOpen = false;
    for (const row of this.#rowsWhere((each) => this.#table.status[each] === RUNNING)) {
      this.#table.status[row] = UNFINISHED;
      this.#markChanged(row);
    }
  }

  /** Rows that are new or changed since the tree had this revision. */
  changedSince(revision: number): Uint32Array {
    return Uint32Array.from(this.#rowsWhere((row) => this.#table.changed[row]! > revision));
  }

  rowOf(id: SpanId): number | undefined {
    return this.#spanRows.get(id) ?? this.#attemptRows.get(id);
  }

  /** In the order in which they began. */
  childrenOf(row: number): readonly number[] {
    const { firstChild, nextSibling } = this.#table;
    const rows: number[] = [];
    for (let child = firstChild[row]!; child >= 0; child = nextSibling[child]!) rows.push(child);
    return this.#sorted(rows);
  }

  span(row: number): TraceSpan {
    const table = this.#table;
    if (!(row >= 0 && row < table.count)) throw new Error(`no such row: ${row}`);
    const start = this.#starts[row];
    const end = this.#ends[row];
    const attempt = this.#attempts.get(row)?.attempt();
    const duration = table.duration[row]!;
    const tagDeltas = this.#tagDeltas.get(row) ?? [];
    const writerId = this.#writers.get(row);
    const parent = table.parent[row]!;
    return {
      row,
      id: this.#ids[row]!,
      name: this.#names.names[table.name[row]!]!,
      kind: spanKinds[table.kind[row]!]!,
      status: spanStatuses[table.status[row]!]!,
      parentRow: parent < 0 ? undefined : parent,
      callStack: this.#callStacks[row]!,
      depth: table.depth[row]!,
      startUs: this.originUs + table.start[row]!,
      durationUs: Number.isNaN(duration) ? null : duration,
      waitUs: end?.waitUs ?? null,
      tags: effectiveTags(start?.tags, tagDeltas),
      tagDeltas,
      ...(start?.callSite && { callSite: start.callSite }),
      ...(start?.defSite && { defSite: start.defSite }),
      ...(start && { start }),
      ...(end && { end }),
      ...(attempt && { attempt }),
      ...(writerId !== undefined && { writerId }),
    };
  }

  /** What indexes are made from: less than `span` gives, and at less cost. */
  placeOf(row: number): {
    readonly name: string;
    readonly start: FunctionStart | undefined;
    readonly outcome: Outcome | undefined;
    readonly isAttempt: boolean;
  } {
    return {
      name: this.#names.names[this.#table.name[row]!]!,
      start: this.#starts[row],
      outcome: this.#ends[row]?.outcome,
      isAttempt: this.#table.kind[row] === ATTEMPT,
    };
  }

  /** What an attempt's row is known to have asked and got, without its streamed events. */
  attemptEnds(row: number): Pick<Attempt, "request" | "response"> {
    const { request, response } = this.#attempts.get(row) ?? {};
    return { ...(request && { request }), ...(response && { response }) };
  }

  #take(event: RuntimeEvent): boolean {
    const kind = event.event;
    switch (kind.kind) {
      case "functionStart":
        return this.#takeStart(event, kind.start);
      case "functionEnd":
        return this.#takeEnd(event, kind.end);
      case "setTags":
        return this.#takeTags(event, kind.tags);
      case "llm":
        return this.#takeAttempt(event, kind.llm);
      case "meta":
        return this.#takeMeta(event.eventId, kind.meta);
      case "unknown":
        return false;
      default:
        return kind satisfies never;
    }
  }

  #takeStart(event: RuntimeEvent, start: FunctionStart): boolean {
    const known = this.#spanRows.get(event.ctx.spanId);
    const row = known ?? this.#newSpanRow(event);
    if (this.#starts[row] !== undefined) return false;
    if (known !== undefined) this.#relabelled++;
    this.#starts[row] = start;
    if (event.writerId !== undefined) this.#writers.set(row, event.writerId);
    this.#place(row, event.timestampUs, event.seq, start.name);
    const kind = kindOf(start.functionType, this.#table.kind[row] === LLM);
    this.#table.kind[row] = spanKinds.indexOf(kind);
    this.#fillDuration(row);
    this.#markChanged(row);
    return true;
  }

  #takeEnd(event: RuntimeEvent, end: FunctionEnd): boolean {
    const row = this.#spanRows.get(event.ctx.spanId) ?? this.#newSpanRow(event);
    if (this.#ends[row] !== undefined) return false;
    this.#ends[row] = end;
    this.#table.status[row] = spanStatuses.indexOf(end.outcome.status);
    this.#table.wait[row] = end.waitUs ?? 0;
    this.#table.duration[row] = end.durationUs;
    if (Number.isNaN(end.durationUs)) this.#untimedEnds.set(row, event.timestampUs);
    if (this.#starts[row] === undefined) {
      // Until the start comes, the end tells when it was.
      this.#place(row, event.timestampUs - (end.durationUs || 0), event.seq, end.name);
    }
    this.#fillDuration(row);
    this.#markChanged(row);
    return true;
  }

  #takeTags(event: RuntimeEvent, tags: Tags): boolean {
    const row = this.#spanRows.get(event.ctx.spanId) ?? this.#newSpanRow(event);
    const deltas = this.#tagDeltas.get(row) ?? [];
    this.#tagDeltas.set(row, deltas);
    if (!addTagDelta(deltas, event, tags)) return false;
    this.#markChanged(row);
    return true;
  }

  #takeAttempt(event: RuntimeEvent, record: AttemptRecord): boolean {
    const row = this.#attemptRows.get(record.attemptId) ?? this.#newAttemptRow(event, record);
    const assembly = this.#attempts.get(row)!;
    if (!assembly.add(event, record)) return false;
    const { response, seq, startUs } = assembly;
    this.#place(row, startUs, seq, clientNameOf(assembly));
    if (response !== undefined) {
      this.#table.status[row] = spanStatuses.indexOf(response.status);
      this.#table.duration[row] = response.durationUs;
      this.#table.wait[row] = response.durationUs;
    }
    this.#markChanged(row);
    return true;
  }

  #takeMeta(eventId: string, meta: MetaRecord): boolean {
    const isNews = this.#meta.add(eventId, meta);
    if (isNews) this.#revision++;
    return isNews;
  }

  #newSpanRow(event: RuntimeEvent): number {
    const id = event.ctx.spanId;
    const row = this.#newRow(id, event.callStack, event.timestampUs);
    this.#spanRows.set(id, row);
    this.#adopt(row, event.ctx.parentSpanId);
    for (const child of this.#orphans.get(id) ?? []) this.#join(child, row);
    this.#orphans.delete(id);
    return row;
  }

  #newAttemptRow(event: RuntimeEvent, record: AttemptRecord): number {
    const { attemptId } = record;
    const row = this.#newRow(attemptId, [...event.callStack, attemptId], event.timestampUs);
    this.#table.kind[row] = ATTEMPT;
    this.#attemptRows.set(attemptId, row);
    this.#attempts.set(row, new AttemptAssembly(attemptId, event.ctx.spanId));
    this.#adopt(row, event.ctx.spanId);
    return row;
  }

  #newRow(id: SpanId, callStack: readonly SpanId[], timestampUs: number): number {
    this.#originUs ??= timestampUs;
    const row = this.#table.addRow();
    this.#ids.push(id);
    this.#callStacks.push(callStack);
    this.#starts.push(undefined);
    this.#ends.push(undefined);
    this.#table.start[row] = timestampUs - this.#originUs;
    this.#table.depth[row] = Math.min(callStack.length - 1, MAX_DEPTH);
    this.#table.status[row] = this.#isOpen ? RUNNING : UNFINISHED;
    return row;
  }

  #adopt(row: number, parentId: SpanId | null): void {
    if (parentId === null) return;
    const parent = this.#spanRows.get(parentId);
    if (parent !== undefined) {
      this.#join(row, parent);
      return;
    }
    const waiting = this.#orphans.get(parentId);
    if (waiting === undefined) this.#orphans.set(parentId, [row]);
    else waiting.push(row);
  }

  #join(row: number, parent: number): void {
    this.#table.setParent(row, parent);
    // Writers that do not say what a function is say at least that it asked a model.
    const isAttempt = this.#table.kind[row] === ATTEMPT;
    if (isAttempt && this.#starts[parent]?.functionType === undefined) {
      this.#table.kind[parent] = LLM;
      this.#markChanged(parent);
    }
    this.#markChanged(row);
  }

  #place(row: number, startUs: number, seq: number, name: string): void {
    this.#table.start[row] = startUs - this.originUs;
    this.#table.seq[row] = seq;
    this.#table.name[row] = this.#names.idOf(name);
  }

  /** Ends of the classic dialect bring no duration: it is the time since the start. */
  #fillDuration(row: number): void {
    const endedUs = this.#untimedEnds.get(row);
    if (endedUs === undefined || this.#starts[row] === undefined) return;
    this.#table.duration[row] = Math.max(0, endedUs - this.originUs - this.#table.start[row]!);
  }

  #markChanged(row: number): void {
    this.#table.changed[row] = ++this.#revision;
  }

  #rowsWhere(isWanted: (row: number) => boolean): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.#table.count; row++) {
      if (isWanted(row)) rows.push(row);
    }
    return rows;
  }

  /** Spans of two writers can agree in time and number; their ids never do. */
  #sorted(rows: number[]): number[] {
    const { start, seq } = this.#table;
    return rows.sort((left, right) => {
      const order = start[left]! - start[right]! || seq[left]! - seq[right]!;
      if (order !== 0) return order;
      if (seq[left]! < 0) return left - right;
      return this.#ids[left]! < this.#ids[right]! ? -1 : 1;
    });
  }
}

const RUNNING = spanStatuses.indexOf("running");
const UNFINISHED = spanStatuses.indexOf("unfinished");
const LLM = spanKinds.indexOf("llm");
const ATTEMPT = spanKinds.indexOf("attempt");
/** What the column of depths can hold. */
const MAX_DEPTH = 0xffff;
