/** Rows of a tree in the order in which one reads them: each before its children. */
import type { TraceTree } from "./traceTree";

export interface WalkStep {
  readonly row: number;
  /** How many rows are around it in this walk. */
  readonly level: number;
  /** True for the last among its siblings. */
  readonly isLast: boolean;
}

/** All rows, or those of one and below. As deep as a tree may be, since it does not recurse. */
export function* rowsInOrder(tree: TraceTree, root?: number): Generator<WalkStep, void> {
  const open = steps(root === undefined ? tree.roots : [root], 0).reverse();
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    yield step;
    open.push(...steps(tree.childrenOf(step.row), step.level + 1).reverse());
  }
}

function steps(rows: readonly number[], level: number): WalkStep[] {
  return rows.map((row, at) => ({ row, level, isLast: at === rows.length - 1 }));
}
