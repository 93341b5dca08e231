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

export const ENTRY = 4;
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

/** Writes the shape of one item after another. */
export class ShapeWriter {
  #entries: TreeShape = new Int32Array(1024 * ENTRY);
  /** How many levels an element has: of use only while it is written. */
  #heights = new Uint16Array(1024);
  #count = 0;

  /** The number of entries: the index of the next one. */
  get count(): number {
    return this.#count;
  }

  token(kind: TokenKind, start: number, end: number): void {
    this.#write(tokenCodes.get(kind)!, start, end, 0, 0);
  }

  /** A node of all elements from an index on; `start` is for one without any. */
  node(kind: NodeKind, first: number, start: number): void {
    const size = this.#count - first;
    const nodeStart = size === 0 ? start : startAt(this.#entries, first);
    const end = size === 0 ? start : endAt(this.#entries, this.#count - 1);
    this.#write(nodeCodes.get(kind)!, nodeStart, end, size, 1 + this.#heightFrom(first));
  }

  get lastHeight(): number {
    return this.#count === 0 ? 0 : this.#heights[this.#count - 1]!;
  }

  /** The kind of the last element, when it is a node. */
  get lastNode(): NodeKind | undefined {
    if (this.#count === 0 || isTokenAt(this.#entries, this.#count - 1)) return undefined;
    return kindAt(this.#entries, this.#count - 1) as NodeKind;
  }

  /** The kind of the last token, however deep it stands. */
  get lastToken(): TokenKind | undefined {
    let index = this.#count - 1;
    while (0 <= index && !isTokenAt(this.#entries, index)) index--;
    return index < 0 ? undefined : (kindAt(this.#entries, index) as TokenKind);
  }

  /** Where the elements from an index on begin, doc comments left out, and where they end. */
  rangeFrom(first: number): { readonly start: number; readonly end: number } {
    const start = startWithoutDocs(this.#entries, first);
    return { start, end: endAt(this.#entries, this.#count - 1) };
  }

  /** The shape of all that was written; writing begins anew. */
  finish(): TreeShape {
    const shape = this.#entries.slice(0, this.#count * ENTRY);
    this.#count = 0;
    return shape;
  }

  #heightFrom(first: number): number {
    let height = 0;
    for (let index = this.#count - 1; first <= index; index = before(this.#entries, index)) {
      if (height < this.#heights[index]!) height = this.#heights[index]!;
    }
    return height;
  }

  #write(code: number, start: number, end: number, size: number, height: number): void {
    if (this.#count === this.#heights.length) this.#grow();
    const at = this.#count * ENTRY;
    this.#entries[at] = code;
    this.#entries[at + START] = start;
    this.#entries[at + END] = end;
    this.#entries[at + SIZE] = size;
    this.#heights[this.#count] = height;
    this.#count++;
  }

  #grow(): void {
    const entries = new Int32Array(this.#entries.length * 2);
    entries.set(this.#entries);
    this.#entries = entries;
    const heights = new Uint16Array(this.#heights.length * 2);
    heights.set(this.#heights);
    this.#heights = heights;
  }
}

function codes<Kind>(of: readonly Kind[], first: number): ReadonlyMap<Kind, number> {
  return new Map(of.map((kind, index) => [kind, first + index]));
}
