/**
 * The text form of a candidate, for types that take text: objects `{k: v, k2: v2}`, arrays
 * `[a, b]`, without quotes, floats in their shortest spelling.
 */
import type { Candidate, NumberCandidate } from "./candidate";
import { floatText } from "./number";

export function textForm(candidate: Candidate): string {
  switch (candidate.kind) {
    case "string":
      return candidate.value;
    case "number":
      return numberText(candidate);
    case "bool":
      return String(candidate.value);
    case "null":
      return "null";
    case "object":
      return `{${candidate.entries.map(({ key, value }) => `${key}: ${textForm(value)}`).join(", ")}}`;
    case "array":
      return `[${candidate.items.map(textForm).join(", ")}]`;
    case "markdown":
    case "fixed":
      return textForm(candidate.value);
    case "anyOf":
      return candidate.text;
  }
}

export function numberText({ value, isFloat }: NumberCandidate): string {
  return isFloat ? floatText(Number(value)) : String(value);
}
