/**
 * The items of an earlier tree that a later text still holds.
 */
import type { Diagnostic } from "../diagnostics";
import type { PlacedItem, SyntaxTree } from "./tree";

export interface ReusableItems {
  /** The item that stands at an offset of the new text and need not be parsed there. */
  at(start: number): PlacedItem | undefined;
  /** The earlier item that a parsed one equals, moved to where that one stands. */
  same(parsed: PlacedItem): PlacedItem | undefined;
}

export function reusableItems(previous: SyntaxTree, text: string): ReusableItems {
  const before = commonStart(previous.text, text);
  const behind = commonEnd(previous.text, text, before);
  const moved = text.length - previous.text.length;
  const unchangedFrom = previous.text.length - behind;
  let changed: Map<string, PlacedItem[]> | undefined;

  return {
    at(start) {
      const known = itemStartingAt(previous, start);
      if (known && !known.dependsOnRest && endOf(known) <= before) return known;
      const shifted = itemStartingAt(previous, start - moved);
      if (!shifted || shifted.dependsOnRest || shifted.start < unchangedFrom) return undefined;
      return moved === 0 ? shifted : { ...shifted, start };
    },

    same(parsed) {
      changed ??= itemsByText(previous, before, unchangedFrom);
      const parsedText = text.slice(parsed.start, endOf(parsed));
      const candidates = changed.get(parsedText);
      const found = candidates?.findIndex((candidate) => isSameParse(candidate, parsed)) ?? -1;
      if (!candidates || found === -1) return undefined;
      const [known] = candidates.splice(found, 1);
      return { ...known!, start: parsed.start };
    },
  };
}

/** The items that `at` does not find, by their text; equal ones in their order. */
function itemsByText(
  tree: SyntaxTree,
  before: number,
  unchangedFrom: number,
): Map<string, PlacedItem[]> {
  const byText = new Map<string, PlacedItem[]>();
  for (const item of tree.items) {
    const isUntouched = endOf(item) <= before || unchangedFrom <= item.start;
    if (isUntouched && !item.dependsOnRest) continue;
    const text = tree.text.slice(item.start, endOf(item));
    const same = byText.get(text);
    if (same) same.push(item);
    else byText.set(text, [item]);
  }
  return byText;
}

/** The text is known to be the same. */
function isSameParse(left: PlacedItem, right: PlacedItem): boolean {
  return left.node.isSameAs(right.node) && areSameProblems(left.problems, right.problems);
}

function areSameProblems(left: readonly Diagnostic[], right: readonly Diagnostic[]): boolean {
  return left.length === right.length && JSON.stringify(left) === JSON.stringify(right);
}

function itemStartingAt(tree: SyntaxTree, start: number): PlacedItem | undefined {
  let low = 0;
  let high = tree.items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = tree.items[middle]!;
    if (item.start === start) return item;
    if (item.start < start) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function endOf(item: PlacedItem): number {
  return item.start + item.node.end;
}

/** How many characters two texts share at their starts; compared in pieces, which is fast. */
function commonStart(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at + PIECE <= length && left.slice(at, at + PIECE) === right.slice(at, at + PIECE)) {
    at += PIECE;
  }
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  return at;
}

/** The same from their ends, without what was counted from their starts. */
function commonEnd(left: string, right: string, start: number): number {
  const length = Math.min(left.length, right.length) - start;
  let count = 0;
  while (count + PIECE <= length && endPiece(left, count) === endPiece(right, count)) {
    count += PIECE;
  }
  while (
    count < length &&
    left.charCodeAt(left.length - 1 - count) === right.charCodeAt(right.length - 1 - count)
  ) {
    count++;
  }
  return count;
}

function endPiece(text: string, count: number): string {
  return text.slice(text.length - count - PIECE, text.length - count);
}

const PIECE = 4096;
