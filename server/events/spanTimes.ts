/**
 * Where the time of a trace went: in a span itself, in what it waited for, and along
 * the path that decided when it ended.
 */
import type { TraceTree } from "./traceTree";

/**
 * The time of a span that no child accounts for, in microseconds. Children that ran at
 * the same time count once. Null while the span is open.
 */
export function selfUs(tree: TraceTree, row: number): number | null {
  const { start, duration } = tree.columns;
  const end = start[row]! + duration[row]!;
  if (Number.isNaN(end)) return null;
  let covered = 0;
  let coveredUntil = start[row]!;
  for (const child of tree.childrenOf(row)) {
    const childEnd = Number.isNaN(duration[child]!) ? end : start[child]! + duration[child]!;
    const from = Math.max(start[child]!, coveredUntil);
    const until = Math.min(childEnd, end);
    if (until <= from) continue;
    covered += until - from;
    coveredUntil = until;
  }
  return Math.max(0, duration[row]! - covered);
}

/**
 * When a span ended, in microseconds after the origin. Of a span without an end it is
 * the last that is known of it: when the last span below began or ended.
 */
export function knownEndUs(tree: TraceTree, row: number): number {
  const { start, duration } = tree.columns;
  const open = [row];
  let end = start[row]!;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const ended = start[at]! + duration[at]!;
    end = Math.max(end, start[at]!, Number.isNaN(ended) ? start[at]! : ended);
    if (Number.isNaN(ended)) open.push(...tree.childrenOf(at));
  }
  return end;
}

/**
 * The rows that decided when `root` ended, the root included: from the end backwards,
 * always the child that ended last before the point that is explained already.
 */
export function criticalPath(tree: TraceTree, root: number): ReadonlySet<number> {
  const path = new Set<number>([root]);
  const open: { row: number; until: number }[] = [{ row: root, until: knownEndUs(tree, root) }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    let { until } = step;
    for (const { row, end } of childrenByEnd(tree, step.row)) {
      if (end > until) continue;
      path.add(row);
      open.push({ row, until: end });
      until = tree.columns.start[row]!;
    }
  }
  return path;
}

/** The last to end comes first. A child that outlives its parent is cut at the parent's end. */
function childrenByEnd(
  tree: TraceTree,
  parent: number,
): readonly { readonly row: number; readonly end: number }[] {
  const parentEnd = knownEndUs(tree, parent);
  return tree
    .childrenOf(parent)
    .map((row) => ({ row, end: Math.min(knownEndUs(tree, row), parentEnd) }))
    .sort((left, right) => right.end - left.end || right.row - left.row);
}
