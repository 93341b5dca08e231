/** Numbers in the range that a field's name suggests. */
import type { Chance } from "./chance";
import { type Hint, wordsOf } from "./sampleText";

export function sampleInt(chance: Chance, hint: Hint): number {
  const [from, to] = rangeFor(hint, intRanges) ?? [1, 100];
  return chance.int(from, to);
}

/** With at most two decimals. */
export function sampleFloat(chance: Chance, hint: Hint): number {
  const [from, to] = rangeFor(hint, floatRanges) ?? rangeFor(hint, intRanges) ?? [0, 100];
  return Math.round((from + chance.fraction() * (to - from)) * 100) / 100;
}

type Range = readonly [number, number];
type Ranges = ReadonlyMap<string, Range>;

function rangeFor({ name, description = "" }: Hint, ranges: Ranges): Range | undefined {
  for (const word of [...[...wordsOf(name)].reverse(), ...wordsOf(description)]) {
    const range = ranges.get(word);
    if (range) return range;
  }
  return undefined;
}

function rangesOf(rows: readonly (readonly [string, Range])[]): Ranges {
  return new Map(
    rows.flatMap(([words, range]) => words.split(" ").map((word) => [word, range] as const)),
  );
}

const intRanges = rangesOf([
  ["age", [18, 79]],
  ["year", [2015, 2025]],
  ["month", [1, 12]],
  ["day", [1, 28]],
  ["hour hours", [0, 23]],
  ["minute minutes second seconds", [0, 59]],
  ["count quantity amount number items", [1, 12]],
  ["price cost total sum balance", [5, 500]],
  ["rating stars", [1, 5]],
  ["score percent percentage", [0, 100]],
  ["id identifier", [1000, 9999]],
]);

const floatRanges = rangesOf([
  ["confidence probability likelihood similarity score ratio", [0, 1]],
  ["latitude lat", [-60, 60]],
  ["longitude lon lng", [-120, 120]],
  ["rating stars", [1, 5]],
]);
