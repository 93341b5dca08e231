/**
 * A trace as the page holds it: one typed array a column, and the tree over them.
 *
 * A row is upserted by its number, so an end that comes before its start, a repeated
 * delta or a late parent change the row and nothing else.
 *
 * Invariant: pure data. The model knows no DOM, no clock and no selection.
 */
import type { SpanKind, SpanStatus, TraceMessage } from "../messages";

export const statuses: readonly SpanStatus[] = [
  "running",
  "ok",
  "error",
  "cancelled",
  "unfinished",
];
export const kinds: readonly SpanKind[] = ["function", "llm", "attempt", "builtin", "host"];

const NONE = -1;

export class TraceModel {
  readonly names: string[] = [];
  start = new Float64Array(0);
  /** NaN while the span is open. */
  duration = new Float64Array(0);
  wait = new Float64Array(0);
  parent = new Int32Array(0);
  name = new Uint32Array(0);
  status = new Uint8Array(0);
  kind = new Uint8Array(0);

  /** Links of the tree, in the order in which rows were first seen. */
  firstChild = new Int32Array(0);
  nextSibling = new Int32Array(0);
  childCount = new Uint32Array(0);
  /** From 1, among the row's siblings. */
  position = new Uint32Array(0);
  #lastChild = new Int32Array(0);

  count = 0;
  firstRoot = NONE;
  #lastRoot = NONE;
  rootCount = 0;

  /** The part of time that the ended spans cover. */
  startUs = 0;
  endUs = 0;

  apply(delta: TraceMessage): void {
    for (const [index, name] of delta.names.entries()) this.names[delta.firstName + index] = name;
    this.#grow(delta.count);
    const known = this.count;
    this.count = delta.count;
    let moved = false;
    for (let index = 0; index < delta.rows.length; index++) {
      const row = delta.rows[index]!;
      if (row < known && this.parent[row] !== delta.parent[index]) moved = true;
      this.#set(row, delta, index);
    }
    if (moved) this.#link(0);
    else this.#link(known);
  }

  statusOf(row: number): SpanStatus {
    return statuses[this.status[row]!] ?? "unfinished";
  }

  kindOf(row: number): SpanKind {
    return kinds[this.kind[row]!] ?? "function";
  }

  nameOf(row: number): string {
    return this.names[this.name[row]!] ?? "";
  }

  /** When the row ends, or `nowUs` while it runs. */
  endOf(row: number, nowUs: number): number {
    const duration = this.duration[row]!;
    const start = this.start[row]!;
    return Number.isNaN(duration) ? Math.max(start, nowUs) : start + duration;
  }

  siblingCount(row: number): number {
    const parent = this.parent[row]!;
    return parent === NONE ? this.rootCount : this.childCount[parent]!;
  }

  get isLive(): boolean {
    return this.firstRoot !== NONE && this.#anyOpenRoot();
  }

  #anyOpenRoot(): boolean {
    for (let row = this.firstRoot; row !== NONE; row = this.nextSibling[row]!) {
      if (this.status[row] === RUNNING) return true;
    }
    return false;
  }

  #set(row: number, delta: TraceMessage, index: number): void {
    const start = delta.start[index]!;
    const duration = delta.duration[index]!;
    this.start[row] = start;
    this.duration[row] = duration;
    this.wait[row] = delta.wait[index]!;
    this.parent[row] = delta.parent[index]!;
    this.name[row] = delta.name[index]!;
    this.status[row] = delta.status[index]!;
    this.kind[row] = delta.spanKind[index]!;
    this.startUs = Math.min(this.startUs, start);
    this.endUs = Math.max(this.endUs, Number.isNaN(duration) ? start : start + duration);
  }

  /** Puts the rows from `first` on into their parents' lists; 0 builds the tree anew. */
  #link(first: number): void {
    if (first === 0) {
      this.firstRoot = NONE;
      this.#lastRoot = NONE;
      this.rootCount = 0;
    }
    this.firstChild.fill(NONE, first, this.count);
    this.#lastChild.fill(NONE, first, this.count);
    this.nextSibling.fill(NONE, first, this.count);
    this.childCount.fill(0, first, this.count);
    for (let row = first; row < this.count; row++) {
      const parent = this.parent[row]!;
      if (parent < 0 || parent >= this.count || parent === row) this.#linkRoot(row);
      else this.#linkChild(parent, row);
    }
  }

  #linkRoot(row: number): void {
    this.parent[row] = NONE;
    if (this.#lastRoot === NONE) this.firstRoot = row;
    else this.nextSibling[this.#lastRoot] = row;
    this.#lastRoot = row;
    this.position[row] = ++this.rootCount;
  }

  #linkChild(parent: number, row: number): void {
    const last = this.#lastChild[parent]!;
    if (last === NONE) this.firstChild[parent] = row;
    else this.nextSibling[last] = row;
    this.#lastChild[parent] = row;
    this.childCount[parent]!++;
    this.position[row] = this.childCount[parent]!;
  }

  /** Makes room for rows, with a half more than asked for so that a live run seldom copies. */
  #grow(count: number): void {
    if (count <= this.start.length) return;
    const size = Math.max(64, Math.ceil(count * 1.5));
    this.start = grown(this.start, new Float64Array(size));
    this.duration = grown(this.duration, new Float64Array(size));
    this.wait = grown(this.wait, new Float64Array(size));
    this.parent = grown(this.parent, new Int32Array(size).fill(NONE));
    this.name = grown(this.name, new Uint32Array(size));
    this.status = grown(this.status, new Uint8Array(size));
    this.kind = grown(this.kind, new Uint8Array(size));
    this.firstChild = grown(this.firstChild, new Int32Array(size));
    this.nextSibling = grown(this.nextSibling, new Int32Array(size));
    this.childCount = grown(this.childCount, new Uint32Array(size));
    this.position = grown(this.position, new Uint32Array(size));
    this.#lastChild = grown(this.#lastChild, new Int32Array(size));
  }
}

const RUNNING = 0;

function grown<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}
