/**
 * The last values that were seen of a class's field, or of an enum, in arguments and
 * results: what a hover on the type says of its use.
 *
 * Invariant: the work is bounded. What lies behind the bound is as if it had not been
 * recorded, and nothing is made up for it.
 */
import type { Value } from "../base";
import { isArray } from "./json";
import type { CallRef } from "./lastCalls";
import type { Run, Runs } from "./runs";
import { encodeValue } from "./valueEncoder";

export interface SeenValue {
  readonly value: Value;
  readonly call: CallRef;
  /** The argument that held it; undefined when the result did. */
  readonly argument: string | undefined;
}

/** Each value once, the newest first, at most `limit`. */
export function lastFieldValues(
  runs: Runs,
  className: string,
  fieldName: string,
  limit = DEFAULT_LIMIT,
): readonly SeenValue[] {
  return lastSeen(runs, limit, (value) => {
    if (value.kind !== "instance" || value.className !== className) return undefined;
    return value.fields.find(([name]) => name === fieldName)?.[1];
  });
}

export function lastVariants(
  runs: Runs,
  enumName: string,
  limit = DEFAULT_LIMIT,
): readonly SeenValue[] {
  return lastSeen(runs, limit, (value) =>
    value.kind === "variant" && value.enumName === enumName ? value : undefined,
  );
}

type Tagged = Exclude<Value, null | boolean | string | number | bigint | readonly Value[]>;
/** The value that is looked for, where it stands in another; undefined where it does not. */
type Pick = (value: Tagged) => Value | undefined;

function lastSeen(runs: Runs, limit: number, pick: Pick): readonly SeenValue[] {
  const seen = new Map<string, SeenValue>();
  const walk = { left: MAX_VISITED };
  for (const run of runs.newestFirst) {
    for (let row = run.tree.count - 1; row >= 0; row--) {
      for (const found of valuesOf(run, row, pick, walk)) {
        const text = encodeValue(found.value, { maxStringBytes: 1000, maxItems: 20, maxDepth: 5 });
        if (!seen.has(text)) seen.set(text, found);
        if (seen.size >= limit) return [...seen.values()];
      }
      if (walk.left <= 0) return [...seen.values()];
    }
  }
  return [...seen.values()];
}

function* valuesOf(
  run: Run,
  row: number,
  pick: Pick,
  walk: { left: number },
): Generator<SeenValue, void> {
  const { start, outcome } = run.tree.placeOf(row);
  const seen = (value: Value, argument: string | undefined): SeenValue => ({
    value,
    call: { run, row, span: run.tree.span(row) },
    argument,
  });
  if (outcome?.status === "ok") {
    for (const value of picked(outcome.result, pick, walk)) yield seen(value, undefined);
  }
  for (const [at, argument] of (start?.args ?? []).entries()) {
    for (const value of picked(argument, pick, walk)) yield seen(value, start?.argNames[at] ?? "");
  }
}

/** Depth first, without recursion, since a value may be as deep as a program made it. */
function* picked(root: Value, pick: Pick, walk: { left: number }): Generator<Value, void> {
  const open: Value[] = [root];
  for (let value = open.pop(); value !== undefined && walk.left-- > 0; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if (isArray(value)) {
      open.push(...value.slice(0, MAX_ITEMS).toReversed());
      continue;
    }
    const found = pick(value);
    if (found !== undefined) yield found;
    open.push(...partsOf(value).toReversed());
  }
}

function partsOf(value: Tagged): Value[] {
  switch (value.kind) {
    case "map":
      return value.entries.slice(0, MAX_ITEMS).map(([, item]) => item);
    case "instance":
      return value.fields.map(([, item]) => item);
    case "checked":
      return [value.value];
    default:
      return [];
  }
}

const DEFAULT_LIMIT = 3;
const MAX_ITEMS = 100;
/** A few milliseconds of looking. */
const MAX_VISITED = 100_000;
