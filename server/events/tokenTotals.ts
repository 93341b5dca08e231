/**
 * Tokens of a trace, apart by where the answers came from: what a provider reported is
 * never added to what was simulated or replayed.
 */
import type { Origin } from "../base";
import type { TraceTree } from "./traceTree";
import { summedUsage, type Usage } from "./usage";

export interface TokenTotals {
  readonly origin: Origin;
  readonly attempts: number;
  /** Attempts whose tokens nobody reported: the sum leaves them out. */
  readonly unreported: number;
  readonly usage: Usage;
}

/** Where the answers came from; `none` when no model was asked. */
export type RunOrigin = "none" | Origin | "mixed";

/** One entry for each origin there is, below `row` or in the whole trace. */
export function tokenTotals(tree: TraceTree, row?: number): readonly TokenTotals[] {
  const attempts = attemptsBelow(tree, row);
  return origins.flatMap((origin) => {
    const usages = attempts.filter((each) => each.origin === origin).map((each) => each.usage);
    if (usages.length === 0) return [];
    const reported = usages.filter((usage) => usage !== undefined);
    return [
      {
        origin,
        attempts: usages.length,
        unreported: usages.length - reported.length,
        usage: summedUsage(reported),
      },
    ];
  });
}

export function originOf(tree: TraceTree, row?: number): RunOrigin {
  const found = new Set(attemptsBelow(tree, row).map((attempt) => attempt.origin));
  if (found.size > 1) return "mixed";
  const [only] = found;
  return only ?? "none";
}

function attemptsBelow(tree: TraceTree, row: number | undefined) {
  return tree.attemptRows
    .filter((attempt) => row === undefined || isBelow(tree, attempt, row))
    .map((attempt) => {
      const { request, response } = tree.attemptEnds(attempt);
      return { origin: request?.origin ?? "live", usage: response?.usage };
    });
}

function isBelow(tree: TraceTree, row: number, above: number): boolean {
  const { parent } = tree.columns;
  for (let at = row; at >= 0; at = parent[at]!) {
    if (at === above) return true;
  }
  return false;
}

const origins: readonly Origin[] = ["live", "simulated", "replayed"];
