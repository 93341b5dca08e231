/**
 * Makes a candidate fit a type, bending what has to be bent. Each type has lenient rules of
 * its own; this file unwraps candidates and sends them there.
 *
 * `target` is the type that the value is for. It is the type itself, but where a union or
 * a recursive alias tries its members it stays the outer one.
 */
import { unreachable } from "../../base";
import type { AnyOfCandidate, Candidate, PlainCandidate, TextCandidate } from "./candidate";
import { isComplete } from "./candidate";
import { coerceClass } from "./coerceClass";
import { coerceList, coerceMap } from "./coerceCollection";
import { coerceFloat, coerceInt } from "./coerceNumber";
import { coerceBool, coerceEnum, coerceLiteral, coerceNull, coerceString } from "./coerceScalar";
import { coerceUnion } from "./coerceUnion";
import { constrained } from "./constraints";
import { type Failure, failure } from "./failure";
import { type Fit, type FitFlag, flagged, hasFlag, marked } from "./fit";
import { isOnTrail, type Parsing, type Trail } from "./parsing";
import { pickBest } from "./pickBest";
import type { ReplyType } from "./replyType";
import { incomplete, strictCast } from "./strictCast";
import { unknownFit } from "./unknownFit";

export type Outcome = Fit | Failure;

/** What a value is coerced with. */
export interface Aim {
  readonly type: ReplyType;
  readonly target: ReplyType;
  readonly trail?: Trail;
}

/** A part of a value: an item, a field, a map value. */
export function coercePart(parsing: Parsing, type: ReplyType, part: Candidate): Outcome {
  return coerceItem(parsing, { type, target: type }, part);
}

/** An item of an array that stands for one value. */
export function coerceItem(parsing: Parsing, { type, target }: Aim, item: Candidate): Outcome {
  const question = { type, target, candidate: item };
  return parsing.leniently(question, () => coerce(parsing, { type, target }, item));
}

export function coerce(parsing: Parsing, aim: Aim, candidate: Candidate): Outcome {
  const isWhole = isComplete(candidate);
  if (!isWhole && aim.type.wholeOnly) return failure(aim.type, candidate, { kind: "unfinished" });
  const outcome = coerceAny(parsing, aim, candidate);
  if (isWhole || outcome.kind === "failure" || hasFlag(outcome, "incomplete")) return outcome;
  return incomplete(outcome);
}

function coerceAny(parsing: Parsing, aim: Aim, candidate: Candidate): Outcome {
  switch (candidate.kind) {
    case "anyOf":
      return takesText(aim.target)
        ? coerce(parsing, aim, wholeText(candidate))
        : coerceReadings(parsing, aim, candidate);
    case "markdown":
      return withFlag(coerce(parsing, aim, candidate.value), {
        kind: "objectFromMarkdown",
        cost: aim.target.kind === "string" ? 1 : 0,
        from: candidate,
      });
    case "fixed":
      return withFlag(coerce(parsing, aim, candidate.value), {
        kind: "objectFromFixedJson",
        cost: 0,
        from: candidate,
      });
    default:
      return coercePlain(parsing, aim, candidate);
  }
}

/** For these the text is the value, whatever could be read out of it. */
function takesText(type: ReplyType): boolean {
  switch (type.kind) {
    case "string":
    case "enum":
      return true;
    case "literal":
      return typeof type.value === "string";
    default:
      return false;
  }
}

function wholeText(candidate: AnyOfCandidate): TextCandidate {
  const { text, start, end } = candidate;
  return { kind: "string", value: text, complete: isComplete(candidate), start, end };
}

function coerceReadings(parsing: Parsing, aim: Aim, candidate: AnyOfCandidate): Outcome {
  const outcomes = candidate.candidates.map((reading) => coerce(parsing, aim, reading));
  return bestOf(aim, candidate, outcomes);
}

/** The best of several readings of one text. */
export function bestOf(aim: Aim, from: Candidate, outcomes: readonly Outcome[]): Outcome {
  const best = pickBest(aim.target, outcomes);
  if (best) return flagged(best, { kind: "firstMatch", cost: 1 });
  const failures = outcomes.filter((outcome) => outcome.kind === "failure");
  if (failures.length === 1) return failures[0]!;
  return failure(aim.type, from, { kind: "candidates" }, failures);
}

function withFlag(outcome: Outcome, flag: FitFlag): Outcome {
  return outcome.kind === "failure" ? outcome : flagged(outcome, flag);
}

function coercePlain(parsing: Parsing, aim: Aim, candidate: PlainCandidate): Outcome {
  const cast = strictCast(parsing, aim.type, candidate, { trail: aim.trail });
  if (cast && aim.target === aim.type) return cast;
  const outcome = cast ?? leniently(parsing, aim, candidate);
  if (outcome.kind === "failure") return outcome;
  return constrained(aim.target, marked(outcome, aim.type));
}

function leniently(parsing: Parsing, aim: Aim, candidate: PlainCandidate): Outcome {
  const { type } = aim;
  switch (type.kind) {
    case "string":
      return coerceString(type, candidate);
    case "int":
      return coerceInt(parsing, aim, candidate);
    case "float":
      return coerceFloat(parsing, aim, candidate);
    case "bool":
      return coerceBool(parsing, aim, candidate);
    case "null":
      return coerceNull(candidate);
    case "literal":
      return coerceLiteral(parsing, { ...aim, type }, candidate);
    case "enum":
      return coerceEnum(type, candidate);
    case "list":
      return coerceList(parsing, { ...aim, type }, candidate);
    case "map":
      return coerceMap(parsing, type, candidate);
    case "class":
      return coerceClass(parsing, { ...aim, type }, candidate);
    case "union":
      return coerceUnion(parsing, { ...aim, type }, candidate);
    case "alias":
      return coerceAlias(parsing, { ...aim, type }, candidate);
    case "unknown":
      return unknownFit(candidate);
    case "impossible":
      return failure(type, candidate);
    default:
      return unreachable(type, "type");
  }
}

function coerceAlias(
  parsing: Parsing,
  { type, target, trail }: Aim & { type: ReplyType & { kind: "alias" } },
  candidate: PlainCandidate,
): Outcome {
  if (isOnTrail(trail, type.name, candidate)) {
    return failure(type, candidate, { kind: "recursion" });
  }
  const next = { name: type.name, candidate, outer: trail };
  return coerce(parsing, { type: type.resolve(), target, trail: next }, candidate);
}
