/**
 * The lenient rules of classes: keys in any spelling, keys too many, fields missing, and
 * values that stand for the one field of a class without naming it.
 */
import type { Candidate, Entry, ObjectCandidate, PlainCandidate } from "./candidate";
import { type Aim, bestOf, coerce, coerceItem, coercePart, type Outcome } from "./coerce";
import { absentFit, missingFit, unusableFit } from "./defaults";
import { type Failure, failure, failureAt } from "./failure";
import { classFit, type Fit, type FitFlag, flagged, flaggedAll, hasFlag } from "./fit";
import { isOnTrail, type Parsing } from "./parsing";
import { pickBest } from "./pickBest";
import type { ReplyClass, ReplyField, ReplyType } from "./replyType";
import { keyNormalForm } from "./stringMatch";

type ClassType = ReplyType & ReplyClass;
type ClassAim = Aim & { readonly type: ClassType };

export function coerceClass(parsing: Parsing, aim: ClassAim, from: PlainCandidate): Outcome {
  const { type } = aim;
  if (isOnTrail(aim.trail, type.name, from)) return failure(type, from, { kind: "recursion" });
  const trail = { name: type.name, candidate: from, outer: aim.trail };
  switch (from.kind) {
    case "object":
      return classFromObject(parsing, { ...aim, trail }, from);
    case "array":
      return classFromArray(parsing, { ...aim, trail }, from);
    default:
      return classFromScalar(parsing, { ...aim, trail }, from);
  }
}

function classFromObject(parsing: Parsing, aim: ClassAim, from: ObjectCandidate): Outcome {
  const { type } = aim;
  const found: (Entry | undefined)[] = new Array(type.fields.length).fill(undefined);
  const extra: Entry[] = [];
  for (const entry of from.entries) {
    const index = fieldIndex(type, entry.key);
    if (index === undefined) extra.push(entry);
    else found[index] ??= entry;
  }
  const only = onlyField(type);
  if (only && extra.length > 0 && extra.length === from.entries.length) {
    const implied = impliedOutcome(parsing, aim, only, from);
    if (implied.kind !== "failure") return withOnlyField(type, implied, from);
  }
  const outcomes = type.fields.map((field, index) => fieldOutcome(parsing, field, found[index]));
  const made = assembled(type, from, outcomes);
  if (made.kind === "failure" || extra.length === 0) return made;
  return flaggedAll(made, extra.map(extraKey));
}

function extraKey({ key, value }: Entry): FitFlag {
  return { kind: "extraKey", cost: 1, key, from: value };
}

function fieldIndex(type: ClassType, key: string): number | undefined {
  return type.byName.get(key) ?? type.byNormalForm.get(keyNormalForm(key));
}

/** An array is taken like a scalar, or holds the class among other things. */
function classFromArray(
  parsing: Parsing,
  aim: ClassAim,
  from: PlainCandidate & { kind: "array" },
): Outcome {
  const whole = unkeyedClass(parsing, aim, from);
  if (from.items.length === 0) return whole;
  const items = from.items.map((item) =>
    isWrapped(item) ? unkeyedClass(parsing, aim, item) : coerceItem(parsing, aim, item),
  );
  const ofItems = bestOf(aim, from, items);
  if (ofItems.kind === "failure") return whole;
  return whole.kind === "failure" ? ofItems : (pickBest(aim.target, [whole, ofItems]) ?? whole);
}

/**
 * Several readings side by side are each tried on their own; within the array of them all
 * they are not opened again.
 */
function isWrapped({ kind }: Candidate): boolean {
  return kind === "anyOf" || kind === "markdown" || kind === "fixed";
}

function classFromScalar(parsing: Parsing, aim: ClassAim, from: PlainCandidate): Outcome {
  const outcome = unkeyedClass(parsing, aim, from);
  if (outcome.kind !== "class" || !outcome.fields.some((field) => hasFlag(field, "impliedKey"))) {
    return outcome;
  }
  return flagged(outcome, { kind: "inferredObject", cost: 0, from });
}

/** Without keys a value stands for the one field, or for an object that has no keys. */
function unkeyedClass(parsing: Parsing, aim: ClassAim, from: Candidate): Outcome {
  const { type } = aim;
  const only = onlyField(type);
  if (only === undefined) {
    const absent = type.fields.map((field) => fieldOutcome(parsing, field, undefined));
    return assembled(type, from, absent);
  }
  const outcome = impliedOutcome(parsing, aim, only, from);
  const fit = outcome.kind === "failure" ? (defaultFor(only, outcome) ?? outcome) : outcome;
  if (fit.kind === "failure") return fieldsFailure(type, from, [], [[only, fit]]);
  return withOnlyField(type, fit, from);
}

function onlyField(type: ClassType): ReplyField | undefined {
  return type.told.length === 1 ? type.fields[type.told[0]!] : undefined;
}

function impliedOutcome(
  parsing: Parsing,
  { trail }: ClassAim,
  { type }: ReplyField,
  from: Candidate,
): Outcome {
  const outcome = coerce(parsing, { type, target: type, trail }, from);
  return outcome.kind === "failure"
    ? outcome
    : flagged(outcome, { kind: "impliedKey", cost: 2, from });
}

function withOnlyField(type: ClassType, fit: Fit, from: Candidate): Fit {
  const fields = type.fields.map((field) => (field.skip ? absentFit(field) : fit));
  return classFit(type, fields, from);
}

/** A field's fit, why it has none, or undefined when it is missing. */
function fieldOutcome(
  parsing: Parsing,
  field: ReplyField,
  entry: Entry | undefined,
): Outcome | undefined {
  if (entry === undefined) return field.optional ? absentFit(field) : missingFit(field);
  const outcome = coercePart(parsing, field.type, entry.value);
  return outcome.kind === "failure" ? (defaultFor(field, outcome) ?? outcome) : outcome;
}

/** A required field that fails its assert has no default: the user asked for a failure. */
function defaultFor(field: ReplyField, cause: Failure): Fit | undefined {
  if (!field.optional && cause.reason.kind === "asserts") return undefined;
  return unusableFit(field, cause);
}

function assembled(
  type: ClassType,
  from: Candidate,
  outcomes: readonly (Outcome | undefined)[],
): Outcome {
  const fits: Fit[] = [];
  const missing: ReplyField[] = [];
  const unparsed: (readonly [ReplyField, Failure])[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const field = type.fields[index]!;
    if (outcome === undefined) missing.push(field);
    else if (outcome.kind === "failure") unparsed.push([field, outcome]);
    else fits.push(outcome);
  }
  if (fits.length === outcomes.length) return classFit(type, fits, from);
  return fieldsFailure(type, from, missing, unparsed);
}

function fieldsFailure(
  type: ClassType,
  from: Candidate,
  missing: readonly ReplyField[],
  unparsed: readonly (readonly [ReplyField, Failure])[],
): Failure {
  const reason = {
    kind: "fields",
    missing: missing.map(({ renderedName }) => renderedName),
    unparsed: unparsed.map(([{ renderedName }]) => renderedName),
  } as const;
  const causes = unparsed.map(([{ name }, cause]) => failureAt(name, cause));
  return failure(type, from, reason, causes);
}
