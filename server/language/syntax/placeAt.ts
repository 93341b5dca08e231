/**
 * What stands at an offset of a file: the item, the nodes around the offset from the
 * outside in, and the token. Nodes hold no parents; this path is how one climbs.
 */
import { isTrivia } from "./tokens";
import {
  type PlacedItem,
  type SyntaxElement,
  SyntaxNode,
  type SyntaxTree,
  type Token,
} from "./tree";
import { triviaBetween } from "./trivia";

export interface TreePlace {
  readonly item: PlacedItem;
  /** The offset within the item. */
  readonly offset: number;
  /** The item's node first, the innermost node last; never empty. */
  readonly path: readonly SyntaxNode[];
  /** Undefined only in an item without text. */
  readonly token: Token | undefined;
}

/**
 * The place at an offset; undefined between items. An offset at the end of a token belongs
 * to that token when what follows is trivia, punctuation or nothing: where a cursor stands
 * after typing a word.
 */
export function placeAt(tree: SyntaxTree, offset: number): TreePlace | undefined {
  const after = itemAt(tree, offset);
  const before = itemAt(tree, offset - 1);
  const right = after && placeIn(after, offset - after.start);
  if (right?.token && isTextual(right.token)) return right;
  const left = before && placeIn(before, offset - 1 - before.start);
  if (!left?.token || isTrivia(left.token.kind)) return right;
  if (right && !isTextual(left.token)) return right;
  return { ...left, offset: left.offset + 1 };
}

/** The item that holds the character at an offset. */
export function itemAt(tree: SyntaxTree, offset: number): PlacedItem | undefined {
  let low = 0;
  let high = tree.items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = tree.items[middle]!;
    if (offset < item.start) high = middle - 1;
    else if (item.start + item.node.end <= offset) low = middle + 1;
    else return item;
  }
  return undefined;
}

function placeIn(item: PlacedItem, offset: number): TreePlace {
  const path = [item.node];
  for (let node = item.node; ; ) {
    const at = lastStartingBy(node.children, offset);
    const child = node.children[at];
    if (child && offset < child.end) {
      if (!(child instanceof SyntaxNode)) return { item, offset, path, token: child };
      path.push(child);
      node = child;
    } else {
      const gapEnd = node.children[at + 1]?.start ?? node.end;
      const trivia = triviaBetween(node.source, child?.end ?? node.start, gapEnd);
      const token = trivia.find(({ start, end }) => start <= offset && offset < end);
      return { item, offset, path, token };
    }
  }
}

/** The index of the last child that starts at or before an offset; -1 when there is none. */
function lastStartingBy(children: readonly SyntaxElement[], offset: number): number {
  let low = -1;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (children[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isTextual(token: Token): boolean {
  return /^[\w$"#]/.test(token.text);
}
