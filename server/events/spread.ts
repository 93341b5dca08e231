/** How several calls went, in a few numbers. */
import { type SpanStatus, spanStatuses } from "./spanTable";
import type { TraceTree } from "./traceTree";

/** How several calls went; durations of those that ended. */
export interface Spread {
  readonly count: number;
  /** Failed or cancelled. */
  readonly errors: number;
  readonly running: number;
  readonly totalUs: number;
  readonly minUs: number | null;
  readonly medianUs: number | null;
  readonly maxUs: number | null;
}

export interface TreeRows {
  readonly tree: TraceTree;
  readonly rows: readonly number[];
}

/** Of all these rows together. */
export function spreadOf(groups: readonly TreeRows[]): Spread {
  const calls = groups.flatMap(outcomesOf);
  const durations = calls
    .map(({ durationUs }) => durationUs)
    .filter((durationUs) => !Number.isNaN(durationUs))
    .sort((left, right) => left - right);
  return {
    count: calls.length,
    errors: calls.filter(({ status }) => status === "error" || status === "cancelled").length,
    running: calls.filter(({ status }) => status === "running").length,
    totalUs: durations.reduce((sum, duration) => sum + duration, 0),
    minUs: durations[0] ?? null,
    medianUs: medianOf(durations),
    maxUs: durations.at(-1) ?? null,
  };
}

interface CallOutcome {
  /** NaN while it runs. */
  readonly durationUs: number;
  readonly status: SpanStatus;
}

function outcomesOf({ tree, rows }: TreeRows): readonly CallOutcome[] {
  const { duration, status } = tree.columns;
  return rows.map((row) => ({ durationUs: duration[row]!, status: spanStatuses[status[row]!]! }));
}

/** Of an even number, the mean of the two in the middle. */
function medianOf(ascending: readonly number[]): number | null {
  if (ascending.length === 0) return null;
  const middle = ascending.length >> 1;
  const upper = ascending[middle]!;
  return ascending.length % 2 === 1 ? upper : (ascending[middle - 1]! + upper) / 2;
}
