/**
 * The numbers of a trace, a column each, one entry a span: what a hundred thousand spans
 * can be drawn, sorted and summed from without touching an object.
 *
 * Columns are handed out as views. A view shows the rows there were when it was taken,
 * and is stale after the next row.
 */

/** In the order of their codes. */
export const spanStatuses = ["running", "ok", "error", "cancelled", "unfinished"] as const;
export type SpanStatus = (typeof spanStatuses)[number];

/** In the order of their codes. `attempt` is one request to a provider, below its LLM function. */
export const spanKinds = ["function", "llm", "attempt", "builtin", "host"] as const;
export type SpanKind = (typeof spanKinds)[number];

export interface SpanColumns {
  /** Microseconds after the trace's origin. */
  readonly start: Float64Array;
  /** Microseconds; NaN while the span is open, or when its end never came. */
  readonly duration: Float64Array;
  /** Microseconds waited for models, sleeps and I/O; 0 where nothing is known. */
  readonly wait: Float64Array;
  /** The row of the parent, or −1. */
  readonly parent: Int32Array;
  /** How many spans are above, seen or not. */
  readonly depth: Uint16Array;
  /** An index into the trace's names. */
  readonly name: Uint32Array;
  /** An index into `spanStatuses`. */
  readonly status: Uint8Array;
  /** An index into `spanKinds`. */
  readonly kind: Uint8Array;
}

export class SpanTable {
  #capacity = FIRST_CAPACITY;
  #count = 0;
  start = new Float64Array(FIRST_CAPACITY);
  duration = new Float64Array(FIRST_CAPACITY);
  wait = new Float64Array(FIRST_CAPACITY);
  parent = new Int32Array(FIRST_CAPACITY);
  depth = new Uint16Array(FIRST_CAPACITY);
  name = new Uint32Array(FIRST_CAPACITY);
  status = new Uint8Array(FIRST_CAPACITY);
  kind = new Uint8Array(FIRST_CAPACITY);
  /** For spans that begin in the same microsecond. */
  seq = new Float64Array(FIRST_CAPACITY);
  /** The revision at which the row last changed. */
  changed = new Uint32Array(FIRST_CAPACITY);
  /** The children of a row are a list: its first, and of each child the next. */
  firstChild = new Int32Array(FIRST_CAPACITY);
  nextSibling = new Int32Array(FIRST_CAPACITY);

  get count(): number {
    return this.#count;
  }

  /** The number of a new row, whose entries are empty. */
  addRow(): number {
    if (this.#count === this.#capacity) this.#grow();
    const row = this.#count++;
    this.duration[row] = Number.NaN;
    this.parent[row] = -1;
    this.firstChild[row] = -1;
    this.nextSibling[row] = -1;
    return row;
  }

  setParent(row: number, parent: number): void {
    this.parent[row] = parent;
    this.nextSibling[row] = this.firstChild[parent]!;
    this.firstChild[parent] = row;
  }

  columns(): SpanColumns {
    const count = this.#count;
    return {
      start: this.start.subarray(0, count),
      duration: this.duration.subarray(0, count),
      wait: this.wait.subarray(0, count),
      parent: this.parent.subarray(0, count),
      depth: this.depth.subarray(0, count),
      name: this.name.subarray(0, count),
      status: this.status.subarray(0, count),
      kind: this.kind.subarray(0, count),
    };
  }

  #grow(): void {
    this.#capacity *= 2;
    this.start = grown(this.start, new Float64Array(this.#capacity));
    this.duration = grown(this.duration, new Float64Array(this.#capacity));
    this.wait = grown(this.wait, new Float64Array(this.#capacity));
    this.parent = grown(this.parent, new Int32Array(this.#capacity));
    this.depth = grown(this.depth, new Uint16Array(this.#capacity));
    this.name = grown(this.name, new Uint32Array(this.#capacity));
    this.status = grown(this.status, new Uint8Array(this.#capacity));
    this.kind = grown(this.kind, new Uint8Array(this.#capacity));
    this.seq = grown(this.seq, new Float64Array(this.#capacity));
    this.changed = grown(this.changed, new Uint32Array(this.#capacity));
    this.firstChild = grown(this.firstChild, new Int32Array(this.#capacity));
    this.nextSibling = grown(this.nextSibling, new Int32Array(this.#capacity));
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

const FIRST_CAPACITY = 64;
