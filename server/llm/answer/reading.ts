/**
 * One way to read a piece of text: as JSON, as JSON with mistakes, or as it is.
 *
 * Invariant: each reading looks at its own piece of the text and at nothing around it.
 */
import type { AnyOfCandidate, Candidate } from "./candidate";
import { type RawText, textOf } from "./rawText";
import { repairedValues } from "./repair";
import { strictJson } from "./strictJson";

export function strictReading(text: RawText): AnyOfCandidate | undefined {
  const value = strictJson(text);
  return value && anyOf([value], text);
}

export function repairedReading(text: RawText): AnyOfCandidate | undefined {
  const values = repairedValues(text);
  const only = values[0];
  if (only === undefined) return undefined;
  const fixed = values.map((value) => fixedFrom(value));
  if (values.length > 1) {
    const array: Candidate = { kind: "array", items: values, complete: false, ...placeOf(text) };
    return anyOf([...fixed, array], text);
  }
  // The text unchanged is no reading of it: plain text comes last.
  if (only.kind === "string" && only.value === textOf(text)) return undefined;
  return anyOf(fixed, text);
}

export function plainReading(text: RawText, done: boolean): Candidate {
  return { kind: "string", value: textOf(text), complete: done, ...placeOf(text) };
}

export function anyOf(candidates: readonly Candidate[], text: RawText): AnyOfCandidate {
  return { kind: "anyOf", candidates, text: textOf(text), ...placeOf(text) };
}

export function fixedFrom(value: Candidate): Candidate {
  return { kind: "fixed", value, start: value.start, end: value.end };
}

export function placeOf({ start, end }: RawText): { readonly start: number; readonly end: number } {
  return { start, end };
}
