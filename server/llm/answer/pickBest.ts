/**
 * Which of several fits is meant. Structure is asked before cost: a list that was made up
 * of one item, or a class of defaults alone, is hardly ever what a model wrote.
 */
import type { Outcome } from "./coerce";
import { type Fit, flagged, hasFlag } from "./fit";
import type { ReplyType } from "./replyType";

/** Earlier fits win ties. Undefined when nothing fits. */
export function pickBest(target: ReplyType, outcomes: readonly Outcome[]): Fit | undefined {
  const best = firstInOrder(target, outcomes);
  if (best === undefined || outcomes.length === 1) return best;
  if (hasFlag(best, "unionMatch") || hasFlag(best, "firstMatch")) return best;
  return target.kind === "union"
    ? flagged(best, { kind: "unionMatch", cost: 0 })
    : flagged(best, { kind: "firstMatch", cost: 1 });
}

/**
 * The rules are no order: one fit can beat another that beats a third that beats the first.
 * Who is first then depends on how they are sorted, so it is said here: each is moved up
 * past those it beats, until it meets one that it does not.
 */
function firstInOrder(target: ReplyType, outcomes: readonly Outcome[]): Fit | undefined {
  const sorted: Fit[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === "failure") continue;
    let place = sorted.length;
    while (place > 0 && compare(target, outcome, sorted[place - 1]!) < 0) place--;
    sorted.splice(place, 0, outcome);
  }
  return sorted[0];
}

/** Negative when the first is better. */
function compare(target: ReplyType, one: Fit, other: Fit): number {
  return (
    (one.kind === "list" && other.kind === "list" ? compareLists(one, other) : 0) ||
    (one.kind === "class" && other.kind === "class" ? compareClasses(target, one, other) : 0) ||
    compareScalars(one, other) ||
    against(isEmptySingle(one), isEmptySingle(other)) ||
    one.score - other.score
  );
}

type ListFit = Extract<Fit, { kind: "list" }>;
type ClassFit = Extract<Fit, { kind: "class" }>;

/** A fault that only one of them has decides against it. */
function against(ofOne: boolean, ofOther: boolean): number {
  return Number(ofOne) - Number(ofOther);
}

function compareLists(one: ListFit, other: ListFit): number {
  return (
    against(hasFlag(one, "singleToArray"), hasFlag(other, "singleToArray")) ||
    against(beginsInFence(one), beginsInFence(other)) ||
    against(
      one.items.length === 0 && hasItemErrors(one) && !hasItemErrors(other),
      other.items.length === 0 && hasItemErrors(other) && !hasItemErrors(one),
    )
  );
}

function beginsInFence({ items }: ListFit): boolean {
  return items[0] !== undefined && hasFlag(items[0], "objectFromMarkdown");
}

function hasItemErrors(fit: ListFit): boolean {
  return hasFlag(fit, "arrayItemParseError");
}

function compareClasses(target: ReplyType, one: ClassFit, other: ClassFit): number {
  const isUnion = target.kind === "union";
  return (
    (isUnion ? against(isImpliedText(one), isImpliedText(other)) : 0) ||
    against(one.fields.every(isDefault), other.fields.every(isDefault))
  );
}

function isImpliedText({ fields }: ClassFit): boolean {
  const only = fields.length === 1 ? fields[0]! : undefined;
  return only?.kind === "scalar" && typeof only.value === "string" && hasFlag(only, "impliedKey");
}

function isDefault(fit: Fit): boolean {
  return hasFlag(fit, "optionalDefault") || hasFlag(fit, "defaultFromNoValue");
}

/** A scalar that was forced loses against something with parts. */
function compareScalars(one: Fit, other: Fit): number {
  if ((one.kind === "scalar") === (other.kind === "scalar")) return 0;
  const scalar = one.kind === "scalar" ? one : other;
  if (!hasFlag(scalar, "jsonToString") && !hasFlag(scalar, "firstMatch")) return 0;
  return scalar === one ? 1 : -1;
}

function isEmptySingle(fit: Fit): boolean {
  return fit.kind === "list" && fit.items.length === 0 && hasFlag(fit, "singleToArray");
}
