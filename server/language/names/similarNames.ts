/**
 * Names that a misspelled one could have meant, by edit distance: insertions, deletions,
 * replacements and swaps of neighbours, letter case aside.
 */
import { compareText } from "./itemIndex";

export interface Similarity {
  readonly maxDistance: number;
  readonly limit: number;
}

/** The nearest first; equally near ones in the order of the alphabet. */
export function similarNames(
  name: string,
  candidates: Iterable<string>,
  { maxDistance, limit }: Similarity = usual(name),
): readonly string[] {
  const lowered = name.toLowerCase();
  const found: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    if (maxDistance < Math.abs(candidate.length - name.length)) continue;
    const distance = editDistance(lowered, candidate.toLowerCase(), maxDistance);
    if (distance <= maxDistance) found.push({ candidate, distance });
  }
  found.sort(
    (left, right) => left.distance - right.distance || compareText(left.candidate, right.candidate),
  );
  return found.slice(0, limit).map(({ candidate }) => candidate);
}

/** One slip in a short word, a third of a long one. */
function usual(name: string): Similarity {
  return { maxDistance: Math.max(1, Math.floor(name.length / 3)), limit: 3 };
}

/** Optimal string alignment: no part is edited twice. Infinite when it is more than `most`. */
export function editDistance(left: string, right: string, most = Number.POSITIVE_INFINITY): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      let cost = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
      );
      const isSwap =
        1 < row &&
        1 < column &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      if (isSwap) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
    }
    if (most < Math.min(...last) && most < Math.min(...current)) return Number.POSITIVE_INFINITY;
    [beforeLast, last] = [last, current];
  }
  return last[right.length]!;
}
