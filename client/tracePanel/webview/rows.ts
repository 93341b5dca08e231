/**
 * The rows that can be scrolled to: the tree laid out in lines, without what is
 * collapsed or filtered away.
 *
 * Invariant: pure, and linear in the rows of the trace.
 */
import type { TraceModel } from "./model";

export interface VisibleRows {
  /** Row numbers of the trace, top to bottom. */
  readonly rows: Int32Array;
  readonly depths: Uint16Array;
  readonly count: number;
}

/** `held` keeps rows with a mark, opens what is above them, and overrules `collapsed`. */
export function visibleRows(
  model: TraceModel,
  collapsed: ReadonlySet<number>,
  held?: Uint8Array,
): VisibleRows {
  const rows = new Int32Array(model.count);
  const depths = new Uint16Array(model.count);
  let count = 0;
  let row = model.firstRoot;
  let depth = 0;
  while (row >= 0) {
    const shown = (held?.[row] ?? 1) !== 0;
    if (shown) {
      rows[count] = row;
      depths[count++] = Math.min(depth, MAX_DEPTH);
    }
    const child = model.firstChild[row]!;
    if (shown && child >= 0 && (held || !collapsed.has(row))) {
      row = child;
      depth++;
      continue;
    }
    while (row >= 0 && model.nextSibling[row]! < 0) {
      row = model.parent[row]!;
      depth--;
    }
    if (row >= 0) row = model.nextSibling[row]!;
  }
  return { rows, depths, count };
}

/** The line on which a row stands, or −1. Lines are few enough to look through. */
export function lineOf(visible: VisibleRows, row: number): number {
  const line = visible.rows.indexOf(row);
  return line < visible.count ? line : -1;
}

/** Opens everything above a row, so that it can be seen. */
export function withAncestorsOpen(
  model: TraceModel,
  collapsed: ReadonlySet<number>,
  row: number,
): ReadonlySet<number> {
  const opened = new Set(collapsed);
  for (let above = model.parent[row]!; above >= 0; above = model.parent[above]!) {
    opened.delete(above);
  }
  return opened.size === collapsed.size ? collapsed : opened;
}

const MAX_DEPTH = 0xffff;
