/** A value for a type that takes anything: the text's own structure, as it is. */
import { float } from "../../base";
import type { Candidate, PlainCandidate } from "./candidate";
import { type Fit, listFit, mapFit, scalarFit } from "./fit";

export function unknownFit(from: PlainCandidate): Fit {
  switch (from.kind) {
    case "null":
      return scalarFit(null, from);
    case "number":
      return scalarFit(from.isFloat ? float(Number(from.value)) : from.value, from);
    case "string":
    case "bool":
      return scalarFit(from.value, from);
    case "array":
      return listFit(from.items.map(unwrapped), from);
    case "object": {
      const entries = new Map(from.entries.map(({ key, value }) => [key, unwrapped(value)]));
      return mapFit([...entries], from);
    }
  }
}

function unwrapped(candidate: Candidate): Fit {
  switch (candidate.kind) {
    case "markdown":
    case "fixed":
      return unwrapped(candidate.value);
    case "anyOf":
      return unwrapped(candidate.candidates[0]!);
    default:
      return unknownFit(candidate);
  }
}
