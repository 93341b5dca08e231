/**
 * A candidate made to fit a type: the value in parts, with a flag for each thing that had
 * to be bent, and the cost of them all.
 *
 * Invariant: a fit is not changed once it is made; adding a flag makes another.
 */
import type { CheckResult, Value } from "../../base";
import type { Candidate } from "./candidate";
import type { Failure } from "./failure";
import type { FlagKind } from "./parsedReply";
import type { ReplyClass, ReplyType } from "./replyType";

export type Fit = FitContent & FitFacts;

export type FitContent =
  | { readonly kind: "scalar"; readonly value: Exclude<Value, readonly Value[]> }
  | { readonly kind: "list"; readonly items: readonly Fit[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, Fit])[] }
  /** A fit for each field, in declaration order. */
  | { readonly kind: "class"; readonly class: ReplyClass; readonly fields: readonly Fit[] };

export interface FitFacts {
  /** What it was read from; missing when it was made up. */
  readonly from?: Candidate;
  /** The member of the union that it fits. */
  readonly member?: ReplyType;
  readonly flags: readonly FitFlag[];
  /** The cost of its own flags and of those of its items, fields or map values. */
  readonly score: number;
  /** In partial mode: appears only when complete. */
  readonly done: boolean;
  readonly withState: boolean;
  readonly checks: readonly CheckResult[];
}

export interface FitFlag {
  readonly kind: FlagKind;
  readonly cost: number;
  readonly from?: Candidate;
  readonly key?: string | number;
  readonly causes?: readonly Failure[];
}

export function scalarFit(value: Exclude<Value, readonly Value[]>, from?: Candidate): Fit {
  return { kind: "scalar", value, from, ...fresh };
}

export function listFit(items: readonly Fit[], from?: Candidate): Fit {
  let score = 0;
  for (const item of items) score += item.score;
  return { kind: "list", items, from, ...fresh, score };
}

export function mapFit(entries: readonly (readonly [string, Fit])[], from?: Candidate): Fit {
  let score = 0;
  for (const [, value] of entries) score += value.score;
  return { kind: "map", entries, from, ...fresh, score };
}

export function classFit(ofClass: ReplyClass, fields: readonly Fit[], from?: Candidate): Fit {
  let score = 0;
  for (const field of fields) score += field.score;
  return { kind: "class", class: ofClass, fields, from, ...fresh, score };
}

const fresh: FitFacts = { flags: [], score: 0, done: false, withState: false, checks: [] };

export function flagged(fit: Fit, flag: FitFlag): Fit {
  return { ...fit, flags: [...fit.flags, flag], score: fit.score + flag.cost };
}

/** There may be as many flags as a reply has items. */
export function flaggedAll(fit: Fit, flags: readonly FitFlag[]): Fit {
  let score = fit.score;
  for (const flag of flags) score += flag.cost;
  return { ...fit, flags: [...fit.flags, ...flags], score };
}

export function hasFlag(fit: Fit, kind: FlagKind): boolean {
  return fit.flags.some((flag) => flag.kind === kind);
}

/** What a type asks of each of its values in partial mode, whichever way they were made. */
export function marked(fit: Fit, { done, withState }: ReplyType): Fit {
  if (done === fit.done && withState === fit.withState) return fit;
  return { ...fit, done: done || fit.done, withState: withState || fit.withState };
}
