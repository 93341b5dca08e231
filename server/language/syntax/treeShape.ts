/**
 * The shape of an item's tree, in numbers: an entry an element, children before their
 * parent, so that an element is known by the index of its entry.
 *
 * The parser writes shapes, which costs a tenth of making objects; nodes and tokens are
 * made from them when someone looks.
 *
 * Invariant: an entry is `ENTRY` integers: kind, start, end, and the number of entries of
 * all that is below. The last child of an element stands right before it.
 */
import { type NodeKind, nodeKinds } from "./nodeKinds";
import { type TokenKind, tokenKinds } from "./tokens";

export type TreeShape = Int32Array;

const ENTRY = 4;
const START = 1;
const END = 2;
const SIZE = 3;

const kinds: readonly (TokenKind | NodeKind)[] = [...tokenKinds, ...nodeKinds];
const tokenCodes = codes(tokenKinds, 0);
const nodeCodes = codes(nodeKinds, tokenKinds.length);
const docComment = tokenCodes.get("docComment")!;

export function kindAt(shape: TreeShape, index: number): TokenKind | NodeKind {
  return kinds[shape[index * ENTRY]!]!;
}

export function isTokenAt(shape: TreeShape, index: number): boolean {
  return shape[index * ENTRY]! < tokenKinds.length;
}

export function startAt(shape: TreeShape, index: number): number {
  return shape[index * ENTRY + START]!;
}

export function endAt(shape: TreeShape, index: number): number {
  return shape[index * ENTRY + END]!;
}

/** The first entry that is below an element; its own, when nothing is. */
export function firstLeaf(shape: TreeShape, index: number): number {
  return index - shape[index * ENTRY + SIZE]!;
}

/** The entry before an element and all below it: its elder sibling, if it has one. */
export function before(shape: TreeShape, index: number): number {
  return firstLeaf(shape, index) - 1;
}

/** Where the text begins whose first leaf stands at an index, doc comments left out. */
export function startWithoutDocs(shape: TreeShape, leaf: number): number {
  let index = leaf;
  while (shape[index * ENTRY] === docComment) index++;
  return startAt(shape, index);
}

/** True when two elements have the same kinds in the same places, all the way down. */
export function isSameShape(
  left: TreeShape,
  leftIndex: number,
  right: TreeShape,
  rightIndex: number,
): boolean {
  const leftStart = firstLeaf(left, leftIndex) * ENTRY;
  const rightStart = firstLeaf(right, rightIndex) * ENTRY;
  const length = (leftIndex + 1) * ENTRY - leftStart;
  if ((rightIndex + 1) * ENTRY - rightStart !== length) return false;
  for (let at = 0; at < length; at++) {
    if (left[leftStart + at] !== right[rightStart + at]) return false;
  }
  return true;
}

/**
 * Writes the shapes of items. Items that follow each other share an array, for small arrays
 * are dear to make; large ones would stay in memory for the sake of a single item.
 */
export class ShapeWriter {
  #entries: TreeShape = new Int32Array(FIRST_ENTRIES * ENTRY);
  /** How many levels an element has: of use only while it is written. */
  #heights = new Uint16Array(FIRST_ENTRIES);
  /** Where the item being written starts. */
  #first = 0;
  #end = 0;

  /** The number of entries of this item so far. */
  get count(): number {
    return this.#end - this.#first;
  }

  token(kind: TokenKind, start: number, end: number): void {
    this.#write(tokenCodes.get(kind)!, start, end, 0, 0);
  }

  /** A node of all elements from a count on; `start` is for one without any. */
  node(kind: NodeKind, from: number, start: number): void {
    const size = this.count - from;
    const nodeStart = size === 0 ? start : startAt(this.#entries, this.#first + from);
    const end = size === 0 ? start : endAt(this.#entries, this.#end - 1);
    this.#write(nodeCodes.get(kind)!, nodeStart, end, size, 1 + this.#heightFrom(from));
  }

  get lastHeight(): number {
    return this.count === 0 ? 0 : this.#heights[this.#end - 1]!;
  }

  /** The kind of the last element, when it is a node. */
  get lastNode(): NodeKind | undefined {
    if (this.count === 0 || isTokenAt(this.#entries, this.#end - 1)) return undefined;
    return kindAt(this.#entries, this.#end - 1) as NodeKind;
  }

  /** The kind of the last token, however deep it stands. */
  get lastToken(): TokenKind | undefined {
    let index = this.#end - 1;
    while (this.#first <= index && !isTokenAt(this.#entries, index)) index--;
    return index < this.#first ? undefined : (kindAt(this.#entries, index) as TokenKind);
  }

  /** Where the elements from a count on begin, doc comments left out, and where they end. */
  rangeFrom(from: number): { readonly start: number; readonly end: number } {
    const start = startWithoutDocs(this.#entries, this.#first + from);
    return { start, end: endAt(this.#entries, this.#end - 1) };
  }

  /** Ends an item, which must be one node: its shape, and the index of that node. */
  finish(): { readonly shape: TreeShape; readonly index: number } {
    const index = this.#end - 1;
    if (this.lastNode === undefined || firstLeaf(this.#entries, index) !== this.#first) {
      throw new Error("an item must be one node");
    }
    this.#first = this.#end;
    return { shape: this.#entries, index };
  }

  #heightFrom(from: number): number {
    const first = this.#first + from;
    let height = 0;
    for (let index = this.#end - 1; first <= index; index = before(this.#entries, index)) {
      if (height < this.#heights[index]!) height = this.#heights[index]!;
    }
    return height;
  }

  #write(code: number, start: number, end: number, size: number, height: number): void {
    if (this.#end === this.#heights.length) this.#makeRoom();
    const at = this.#end * ENTRY;
    this.#entries[at] = code;
    this.#entries[at + START] = start;
    this.#entries[at + END] = end;
    this.#entries[at + SIZE] = size;
    this.#heights[this.#end] = height;
    this.#end++;
  }

  /** Goes on in a new array, with what there is of the item. */
  #makeRoom(): void {
    const { count } = this;
    const room = Math.max(2 * count, Math.min(2 * this.#heights.length, MOST_SHARED_ENTRIES));
    const entries = new Int32Array(room * ENTRY);
    entries.set(this.#entries.subarray(this.#first * ENTRY, this.#end * ENTRY));
    const heights = new Uint16Array(room);
    heights.set(this.#heights.subarray(this.#first, this.#end));
    this.#entries = entries;
    this.#heights = heights;
    this.#first = 0;
    this.#end = count;
  }
}

/** Enough for an item of some size: most edits parse one. */
const FIRST_ENTRIES = 256;

const MOST_SHARED_ENTRIES = 8192;

function codes<Kind>(of: readonly Kind[], first: number): ReadonlyMap<Kind, number> {
  return new Map(of.map((kind, index) => [kind, first + index]));
}
