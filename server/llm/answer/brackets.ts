/**
 * Looks for brackets in prose: each piece from a `{` or `[` to its partner is read on its
 * own. Quotes are not minded; a bracket inside a string can spoil the search, and repairing
 * comes next.
 */
import type { Candidate } from "./candidate";
import { fencedReadings } from "./fences";
import { part, type RawText } from "./rawText";
import { anyOf, fixedFrom, placeOf, repairedReading, strictReading } from "./reading";

/** Undefined when nothing was found, or a bracket is closed by one of the other kind. */
export function bracketedReadings(text: RawText): Candidate | undefined {
  const values = bracketedValues(text);
  if (values === undefined || values.length === 0) return undefined;
  const fixed = values.map(fixedFrom);
  if (fixed.length === 1) return anyOf(fixed, text);
  const all: Candidate = { kind: "array", items: values, complete: false, ...placeOf(text) };
  return anyOf([...fixed, fixedFrom(all)], text);
}

function bracketedValues(text: RawText): readonly Candidate[] | undefined {
  const values: Candidate[] = [];
  const open: number[] = [];
  let start = text.start;
  // A closing bracket too many reads its piece once more, from the last start: bounded, or a
  // text of such brackets would cost the square of its length.
  let budget = REREAD_BUDGET + (text.end - text.start);
  for (let at = text.start; at < text.end; at++) {
    const code = text.source.charCodeAt(at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.length === 0) start = at;
      open.push(code);
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      const opener = open.pop();
      if (opener === undefined) {
        budget -= at - start;
        if (budget < 0) continue;
      } else if (opener + 2 !== code) {
        return undefined;
      }
      if (open.length === 0) take(values, part(text, start, at + 1));
    }
  }
  if (open.length > 0) take(values, part(text, start, text.end));
  return values;
}

function take(values: Candidate[], piece: RawText): void {
  const value = strictReading(piece) ?? fencedReadings(piece) ?? repairedReading(piece);
  if (value) values.push(value);
}

const REREAD_BUDGET = 64 * 1024;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
