/** The lenient rules of strings, bools, null, literals and enums. */
import type { PlainCandidate } from "./candidate";
import { type Aim, bestOf, coerce, coerceItem, type Outcome } from "./coerce";
import { coerceInt } from "./coerceNumber";
import { failure } from "./failure";
import { type Fit, flagged, scalarFit } from "./fit";
import type { Parsing } from "./parsing";
import { plainType, type ReplyEnum, type ReplyType } from "./replyType";
import { StringMatcher } from "./stringMatch";
import { textForm } from "./textForm";

export function coerceString(type: ReplyType, from: PlainCandidate): Outcome {
  switch (from.kind) {
    case "string":
      return scalarFit(from.value, from);
    case "null":
      return failure(type, from);
    default:
      return flagged(scalarFit(textForm(from), from), { kind: "jsonToString", cost: 2, from });
  }
}

export function coerceNull(from: PlainCandidate): Fit {
  const fit = scalarFit(null, from);
  return from.kind === "null" ? fit : flagged(fit, { kind: "defaultButHadValue", cost: 110, from });
}

export function coerceBool(parsing: Parsing, aim: Aim, from: PlainCandidate): Outcome {
  switch (from.kind) {
    case "bool":
      return scalarFit(from.value, from);
    case "string":
      return boolFromText(aim.type, from);
    case "array":
      return bestOf(
        aim,
        from,
        from.items.map((item) => coerceItem(parsing, aim, item)),
      );
    default:
      return failure(aim.type, from);
  }
}

const bools = new StringMatcher([
  ["true", "True", "TRUE"],
  ["false", "False", "FALSE"],
]);

function boolFromText(type: ReplyType, from: PlainCandidate & { kind: "string" }): Outcome {
  const match = bools.match(from.value);
  if (match?.kind !== "match") return failure(type, from, match && { kind: "tie" });
  return flagged(scalarFit(match.value === 0, from), { kind: "stringToBool", cost: 1, from });
}

type LiteralType = ReplyType & { readonly kind: "literal" };

export function coerceLiteral(
  parsing: Parsing,
  aim: Aim & { type: LiteralType },
  from: PlainCandidate,
): Outcome {
  const { type } = aim;
  if (from.kind === "null") return failure(type, from);
  const inner = from.kind === "object" ? onlyScalar(from) : undefined;
  if (inner) {
    const outcome = coerce(parsing, aim, inner);
    if (outcome.kind === "failure") return outcome;
    return flagged(outcome, { kind: "objectToPrimitive", cost: 2, from });
  }
  switch (typeof type.value) {
    case "string":
      return stringLiteral(type, from);
    case "boolean":
      return equalTo(type, coerceBool(parsing, { ...aim, type: anyBool }, from), from);
    default:
      return equalTo(type, coerceInt(parsing, { ...aim, type: anyInt }, from), from);
  }
}

const anyBool = plainType("bool");
const anyInt = plainType("int");

/** The value of an object with exactly one entry, when it is a number, a bool or a string. */
function onlyScalar(from: PlainCandidate & { kind: "object" }): PlainCandidate | undefined {
  const value = from.entries.length === 1 ? from.entries[0]!.value : undefined;
  switch (value?.kind) {
    case "number":
    case "bool":
    case "string":
      return value;
    default:
      return undefined;
  }
}

function equalTo(type: LiteralType, outcome: Outcome, from: PlainCandidate): Outcome {
  if (outcome.kind === "failure") return failure(type, from);
  return outcome.kind === "scalar" && outcome.value === type.value ? outcome : failure(type, from);
}

function stringLiteral(type: LiteralType, from: PlainCandidate): Outcome {
  const match = type.matcher?.match(textForm(from));
  if (match?.kind !== "match") return failure(type, from);
  return matched(scalarFit(type.value, from), match.substring, from);
}

export function coerceEnum(type: ReplyType & ReplyEnum, from: PlainCandidate): Outcome {
  if (from.kind === "null") return failure(type, from);
  const match = type.matcher.match(textForm(from));
  if (match?.kind !== "match") return failure(type, from, match && { kind: "tie" });
  const name = type.valueNames[match.value]!;
  const fit = scalarFit({ kind: "variant", enumName: type.name, name }, from);
  return matched(fit, match.substring, from);
}

function matched(fit: Fit, substring: boolean, from: PlainCandidate): Fit {
  const bent =
    from.kind === "object" || from.kind === "array"
      ? flagged(fit, { kind: "objectToString", cost: 2, from })
      : fit;
  return substring ? flagged(bent, { kind: "substringMatch", cost: 2, from }) : bent;
}
