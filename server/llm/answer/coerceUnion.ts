/** Unions: every member gets its chance, and null the last one. */
import type { PlainCandidate } from "./candidate";
import { type Aim, coerce, type Outcome } from "./coerce";
import { coerceNull } from "./coerceScalar";
import { failure } from "./failure";
import type { Parsing } from "./parsing";
import { pickBest } from "./pickBest";
import type { ReplyType, ReplyUnion } from "./replyType";

export function coerceUnion(
  parsing: Parsing,
  { type, target, trail }: Aim & { type: ReplyType & ReplyUnion },
  candidate: PlainCandidate,
): Outcome {
  const outcomes: Outcome[] = [];
  for (const member of type.members) {
    const outcome = coerce(parsing, { type: member, target, trail }, candidate);
    if (outcome.kind !== "failure") {
      const fit = { ...outcome, member };
      if (fit.score === 0) return fit;
      outcomes.push(fit);
    } else {
      outcomes.push(outcome);
    }
  }
  if (type.optional) outcomes.push(coerceNull(candidate));
  const best = pickBest(target, outcomes);
  if (best) return best;
  const failures = outcomes.filter((outcome) => outcome.kind === "failure");
  return failure(type, candidate, { kind: "members" }, failures);
}
