/**
 * The items of an earlier tree that a later text still holds.
 */
import type { Diagnostic } from "../diagnostics";
import type { PlacedItem, SyntaxTree } from "./tree";

export interface ReusableItems {
  /** Items before the edit that need not be parsed, from the first one on. */
  readonly leading: readonly PlacedItem[];
  /** An item before the edit that starts at an offset and need not be parsed. */
  at(start: number): PlacedItem | undefined;
  /** All items from an offset on, when one starts there and nothing behind it has changed. */
  from(start: number): readonly PlacedItem[] | undefined;
  /** The earlier item that a parsed one equals, moved to where that one stands. */
  same(parsed: PlacedItem): PlacedItem | undefined;
}

export function reusableItems(previous: SyntaxTree, text: string): ReusableItems {
  const before = commonStart(previous.text, text);
  const behind = commonEnd(previous.text, text, before);
  const moved = text.length - previous.text.length;
  const unchangedFrom = previous.text.length - behind;
  const isReusable = (item: PlacedItem) => !item.dependsOnRest && endOf(item) <= before;
  const firstToParse = previous.items.findIndex((item) => !isReusable(item));
  let changed: Map<string, PlacedItem[]> | undefined;

  return {
    leading: firstToParse === -1 ? previous.items : previous.items.slice(0, firstToParse),

    at(start) {
      const item = previous.items[indexAt(previous, start)];
      return item && isReusable(item) ? item : undefined;
    },

    from(start) {
      if (start - moved < unchangedFrom) return undefined;
      const index = indexAt(previous, start - moved);
      if (index === -1) return undefined;
      const items = previous.items.slice(index);
      return moved === 0 ? items : items.map((item) => ({ ...item, start: item.start + moved }));
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

/** The items that have to be parsed again, by their text; equal ones in their order. */
function itemsByText(
  tree: SyntaxTree,
  before: number,
  unchangedFrom: number,
): Map<string, PlacedItem[]> {
  const byText = new Map<string, PlacedItem[]>();
  for (const item of tree.items) {
    const isBefore = !item.dependsOnRest && endOf(item) <= before;
    if (isBefore || unchangedFrom <= item.start) continue;
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

/** The index of the item that starts at an offset; -1 when there is none. */
function indexAt(tree: SyntaxTree, start: number): number {
  let low = 0;
  let high = tree.items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = tree.items[middle]!;
    if (item.start === start) return middle;
    if (item.start < start) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
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
