/**
 * The lenient rules of ints and floats: rounded, taken out of a list, or found in a text
 * that holds exactly one number.
 */
import { float } from "../../base";
import type { PlainCandidate } from "./candidate";
import { type Aim, bestOf, coerceItem, type Outcome } from "./coerce";
import { failure } from "./failure";
import { type FitFlag, flagged, scalarFit } from "./fit";
import { looseNumber, roundedHalfAway, type SpelledNumber } from "./number";
import type { Parsing } from "./parsing";
import { int } from "./strictCast";

export function coerceInt(parsing: Parsing, aim: Aim, from: PlainCandidate): Outcome {
  const found = numberIn(parsing, aim, from);
  if ("kind" in found) return found;
  const { number, flag } = found;
  if (!number.isFloat) {
    const value = int(number.value);
    return value === undefined ? failure(aim.type, from) : scalarFit(value, from);
  }
  const value = roundedInt(Number(number.value));
  if (value === undefined) return failure(aim.type, from);
  const rounded: FitFlag = { kind: "floatToInt", cost: 1, from };
  return flagged(scalarFit(value, from), flag ?? rounded);
}

export function coerceFloat(parsing: Parsing, aim: Aim, from: PlainCandidate): Outcome {
  const found = numberIn(parsing, aim, from);
  if ("kind" in found) return found;
  const fit = scalarFit(float(Number(found.number.value)), from);
  return found.flag ? flagged(fit, found.flag) : fit;
}

interface FoundNumber {
  readonly number: SpelledNumber;
  /** Set when it was found within other text. */
  readonly flag?: FitFlag;
}

function numberIn(parsing: Parsing, aim: Aim, from: PlainCandidate): FoundNumber | Outcome {
  switch (from.kind) {
    case "number":
      return { number: from };
    case "string": {
      const text = from.value.trim().replace(/,+$/, "");
      const number = looseNumber(text) ?? fraction(text);
      if (number) return { number };
      const only = onlyNumber(text);
      if (only === undefined) return failure(aim.type, from);
      return { number: only, flag: { kind: "stringToFloat", cost: 1, from } };
    }
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

/** Undefined beyond 64 bits: a number that large is no int that anybody meant. */
function roundedInt(value: number): number | bigint | undefined {
  const rounded = roundedHalfAway(value);
  if (Number.isSafeInteger(rounded)) return rounded === 0 ? 0 : rounded;
  const exact = BigInt(rounded);
  return exact === BigInt.asIntN(64, exact) ? exact : undefined;
}

/** `1/4` */
function fraction(text: string): SpelledNumber | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const above = looseNumber(text.slice(0, slash).trim());
  const below = looseNumber(text.slice(slash + 1).trim());
  if (!above || !below || Number(below.value) === 0) return undefined;
  return { value: Number(above.value) / Number(below.value), isFloat: true };
}

const NUMBER = /[-+]?\$?(?:\d+(?:,\d+)*(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?/g;

/** Thousands may be grouped, and a currency sign may lead: `-$1,234.5`. */
function onlyNumber(text: string): SpelledNumber | undefined {
  const matches = text.matchAll(NUMBER);
  const first = matches.next();
  if (first.done || !matches.next().done) return undefined;
  const value = Number(first.value[0].replace(/[,$]/g, ""));
  return Number.isFinite(value) ? { value, isFloat: true } : undefined;
}
