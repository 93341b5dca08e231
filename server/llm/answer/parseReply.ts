/**
 * From the text of a reply to a value of a shape: all that the text could mean, made to
 * fit, the best of it taken.
 *
 * Invariant: never throws for any text. The same text, shape and mode give the same value.
 */
import type { Shape, Shapes, Value } from "../../base";
import { coerce } from "./coerce";
import { type Failure, failure, failureMessage, mismatches } from "./failure";
import { type Fit, scalarFit } from "./fit";
import type { ParsedReply } from "./parsedReply";
import { Parsing } from "./parsing";
import { partialFit } from "./partial";
import { provenanceOf } from "./provenance";
import { rawText } from "./rawText";
import { plainReading } from "./reading";
import { readingsOf } from "./readings";
import type { ReplyType } from "./replyType";
import { replyType } from "./replyTypeMaker";
import { typedValue } from "./typedValue";

export interface ParseOptions {
  /** False while the reply is still arriving: the value is then partial. */
  readonly done: boolean;
}

export function parseReply(
  text: string,
  shape: Shape,
  shapes: Shapes,
  { done }: ParseOptions,
): ParsedReply {
  const type = replyType(shape, shapes, !done);
  const outcome = type.kind === "string" ? wholeText(text, done) : fitted(text, type, done);
  if (outcome.kind === "failure") {
    const causes = mismatches([outcome]);
    return { ok: false, message: failureMessage(outcome), causes };
  }
  return parsed(typedValue(outcome), outcome);
}

/** Where everything came from is worked out when somebody asks: most callers never do. */
function parsed(value: Value, fit: Fit): ParsedReply {
  return {
    ok: true,
    value,
    get provenance() {
      return provenanceOf(fit);
    },
  };
}

/** For a plain string the text is the value, untouched and unchecked. */
function wholeText(text: string, done: boolean): Fit {
  return scalarFit(text, plainReading(rawText(text), done));
}

function fitted(text: string, type: ReplyType, done: boolean): Fit | Failure {
  const candidate = readingsOf(text, done);
  const outcome = coerce(new Parsing(!done), { type, target: type }, candidate);
  if (outcome.kind === "failure") return outcome;
  const inferred = outcome.flags.find(({ kind }) => kind === "inferredObject");
  if (inferred?.from?.kind === "string") return failure(type, candidate, { kind: "inferred" });
  if (done) return outcome;
  return partialFit(outcome) ?? failure(type, candidate, { kind: "unfinished" });
}
