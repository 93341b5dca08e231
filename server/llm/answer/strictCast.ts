/**
 * The perfect fit: the candidate already has the structure of the type. Nothing is bent
 * but absent optional fields; what fails here is tried again with more patience.
 */
import { float, type Value } from "../../base";
import type { ArrayCandidate, Candidate, ObjectCandidate } from "./candidate";
import { isComplete } from "./candidate";
import { constrained } from "./constraints";
import { absentFit } from "./defaults";
import { classFit, type Fit, flagged, listFit, mapFit, marked, scalarFit } from "./fit";
import { isOnTrail, type Parsing, type Trail } from "./parsing";
import { pickBest } from "./pickBest";
import type { ReplyClass, ReplyType, ReplyUnion } from "./replyType";

export function strictCast(
  parsing: Parsing,
  type: ReplyType,
  candidate: Candidate,
  { trail, hint }: CastContext = {},
): Fit | undefined {
  const fit =
    type.kind === "union"
      ? castUnion(parsing, type, candidate, { trail, hint })
      : castForm(parsing, type, candidate, trail);
  if (fit === undefined) return undefined;
  const checked = constrained(type, marked(fit, type));
  if (checked.kind === "failure") return undefined;
  return isComplete(candidate) ? checked : incomplete(checked);
}

export interface CastContext {
  readonly trail?: Trail;
  /** The union member that fitted the item before: most lists hold one kind of item. */
  readonly hint?: ReplyType;
}

export function incomplete(fit: Fit): Fit {
  return flagged(fit, { kind: "incomplete", cost: 0 });
}

function castForm(
  parsing: Parsing,
  type: ReplyType,
  candidate: Candidate,
  trail: Trail | undefined,
): Fit | undefined {
  switch (type.kind) {
    case "list":
      return candidate.kind === "array" ? castList(parsing, type.item, candidate) : undefined;
    case "map":
      return candidate.kind === "object" ? castMap(parsing, type.value, candidate) : undefined;
    case "class":
      return candidate.kind === "object" ? castClass(parsing, type, candidate) : undefined;
    case "alias": {
      if (isOnTrail(trail, type.name, candidate)) return undefined;
      const next = { name: type.name, candidate, outer: trail };
      return strictCast(parsing, type.resolve(), candidate, { trail: next });
    }
    default: {
      const value = castScalar(type, candidate);
      return value === undefined ? undefined : scalarFit(value, candidate);
    }
  }
}

type ScalarValue = Exclude<Value, readonly Value[]>;

function castScalar(type: ReplyType, candidate: Candidate): ScalarValue | undefined {
  switch (type.kind) {
    case "string":
      return candidate.kind === "string" ? candidate.value : undefined;
    case "int":
      return candidate.kind === "number" && !candidate.isFloat ? int(candidate.value) : undefined;
    case "float":
      return candidate.kind === "number" ? float(Number(candidate.value)) : undefined;
    case "bool":
      return candidate.kind === "bool" ? candidate.value : undefined;
    case "null":
      return candidate.kind === "null" ? null : undefined;
    case "literal":
      return isLiteral(type.value, candidate) ? type.value : undefined;
    case "enum": {
      if (candidate.kind !== "string") return undefined;
      const name = type.byRenderedName.get(candidate.value);
      return name === undefined ? undefined : { kind: "variant", enumName: type.name, name };
    }
    default:
      return undefined;
  }
}

/** Undefined beyond 64 signed bits. */
export function int(value: number | bigint): number | bigint | undefined {
  return typeof value === "number" || value <= MAX_INT ? value : undefined;
}

const MAX_INT = 2n ** 63n - 1n;

function isLiteral(value: string | number | bigint | boolean, candidate: Candidate): boolean {
  switch (candidate.kind) {
    case "string":
    case "bool":
      return candidate.value === value;
    case "number":
      return !candidate.isFloat && candidate.value === value;
    default:
      return false;
  }
}

function castList(parsing: Parsing, itemType: ReplyType, from: ArrayCandidate): Fit | undefined {
  const items: Fit[] = [];
  let hint: ReplyType | undefined;
  for (const item of from.items) {
    const fit = castPart(parsing, itemType, item, hint);
    if (fit === undefined) return undefined;
    hint = fit.member;
    items.push(fit);
  }
  return listFit(items, from);
}

function castPart(
  parsing: Parsing,
  type: ReplyType,
  part: Candidate,
  hint?: ReplyType,
): Fit | undefined {
  return parsing.strictly(type, part, () => strictCast(parsing, type, part, { hint }));
}

function castMap(parsing: Parsing, valueType: ReplyType, from: ObjectCandidate): Fit | undefined {
  const entries = new Map<string, Fit>();
  for (const { key, value } of from.entries) {
    const fit = castPart(parsing, valueType, value);
    if (fit === undefined) return undefined;
    entries.set(key, fit);
  }
  return flagged(mapFit([...entries], from), { kind: "objectToMap", cost: 1 });
}

function castClass(
  parsing: Parsing,
  type: ReplyType & ReplyClass,
  from: ObjectCandidate,
): Fit | undefined {
  if (parsing.partial && type.done && !from.complete) return undefined;
  const fields: Fit[] = new Array(type.fields.length);
  for (const { key, value } of from.entries) {
    const index = type.byName.get(key);
    if (index === undefined || fields[index] !== undefined) return undefined;
    const field = type.fields[index]!;
    if (parsing.partial && !field.optional && !isComplete(value)) return undefined;
    const fit = castPart(parsing, field.type, value);
    if (fit === undefined) return undefined;
    fields[index] = fit;
  }
  for (const [index, field] of type.fields.entries()) {
    if (fields[index] !== undefined) continue;
    if (!field.optional) return undefined;
    fields[index] = absentFit(field);
  }
  return classFit(type, fields, from);
}

/** The first member that fits without any cost, or the best of those that fit. */
function castUnion(
  parsing: Parsing,
  type: ReplyType & ReplyUnion,
  candidate: Candidate,
  { trail, hint }: CastContext,
): Fit | undefined {
  if (type.optional && candidate.kind === "null") return scalarFit(null, candidate);
  const hinted = hint && castMember(parsing, hint, candidate, trail);
  if (hinted?.score === 0) return hinted;
  const fits: Fit[] = [];
  for (const member of type.members) {
    const fit = castMember(parsing, member, candidate, trail);
    if (fit === undefined) continue;
    if (fit.score === 0) return fit;
    fits.push(fit);
  }
  return pickBest(type, fits);
}

function castMember(
  parsing: Parsing,
  member: ReplyType,
  candidate: Candidate,
  trail: Trail | undefined,
): Fit | undefined {
  const fit = strictCast(parsing, member, candidate, { trail });
  return fit && { ...fit, member };
}
