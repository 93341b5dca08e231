/**
 * The syntax tree of one file: every character of its text, and nothing else.
 *
 * Invariant: a tree is a value. It holds no types, no parents and no links to other
 * files, so it can be built, compared and thrown away on its own.
 *
 * Invariant: parsing never fails. Text that fits nowhere stands in an `error` node, and
 * whatever broken text can leave out is undefined in the views.
 *
 * Invariant: offsets inside an item count from the item's own start, and only a
 * `PlacedItem` knows where that is. So an item whose text did not change is the same
 * object after an edit elsewhere, and what is remembered by it stays true.
 */
import { shifted, type TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import type { NodeKind } from "./nodeKinds";
import { isTrivia, type TokenKind } from "./tokens";
import {
  before,
  endAt,
  firstLeaf,
  isSameShape,
  isTokenAt,
  kindAt,
  startAt,
  startWithoutDocs,
  type TreeShape,
} from "./treeShape";

export type SyntaxElement = SyntaxNode | Token;

/** What the elements of one item share: its text, and the shape of its tree. */
export interface ItemSource {
  /** A text that holds the item; not always that of its file as it is now. */
  readonly text: string;
  /** Where the item starts in that text. */
  readonly start: number;
  readonly shape: TreeShape;
}

/** A piece of text that is not divided further. */
export class Token {
  /** The text once it was asked for; until then, where to find it. */
  #text: string | ItemSource;

  constructor(
    readonly kind: TokenKind,
    readonly start: number,
    readonly end: number,
    source: ItemSource,
  ) {
    this.#text = source;
  }

  get text(): string {
    if (typeof this.#text === "string") return this.#text;
    const { text, start } = this.#text;
    this.#text = text.slice(start + this.start, start + this.end);
    return this.#text;
  }

  get range(): TextRange {
    return { start: this.start, end: this.end };
  }
}

/** A piece of text with its parts, which are made when someone first asks for them. */
export class SyntaxNode {
  readonly #index: number;
  #children: readonly SyntaxElement[] | undefined;

  constructor(
    readonly kind: NodeKind,
    /** The first character of the first child: of the doc comment, where there is one. */
    readonly start: number,
    readonly end: number,
    readonly source: ItemSource,
    /** The node's own entry in the shape of its item. */
    index: number,
  ) {
    this.#index = index;
  }

  /** True when the other node has the same kinds in the same places, all the way down. */
  isSameAs(other: SyntaxNode): boolean {
    return isSameShape(this.source.shape, this.#index, other.source.shape, other.#index);
  }

  /** Nodes and tokens, without the trivia between them, doc comments aside; see `tokensOf`. */
  get children(): readonly SyntaxElement[] {
    this.#children ??= childrenOf(this.source, this.#index);
    return this.#children;
  }

  /** The place to point at: from the first token that is not trivia, so without a doc comment. */
  get range(): TextRange {
    const { shape } = this.source;
    return { start: startWithoutDocs(shape, firstLeaf(shape, this.#index)), end: this.end };
  }
}

function childrenOf(source: ItemSource, index: number): readonly SyntaxElement[] {
  const { shape } = source;
  const children: SyntaxElement[] = [];
  for (let child = index - 1; firstLeaf(shape, index) <= child; child = before(shape, child)) {
    children.push(elementAt(source, child));
  }
  return children.reverse();
}

function elementAt(source: ItemSource, index: number): SyntaxElement {
  const { shape } = source;
  const start = startAt(shape, index);
  const end = endAt(shape, index);
  const kind = kindAt(shape, index);
  return isTokenAt(shape, index)
    ? new Token(kind as TokenKind, start, end, source)
    : new SyntaxNode(kind as NodeKind, start, end, source, index);
}

/** An item, and where it stands in its file. */
export interface PlacedItem {
  readonly start: number;
  readonly node: SyntaxNode;
  /** Relative to the item, like every range in it. */
  readonly problems: readonly Diagnostic[];
  /** True when the text behind the item may change where it ends or how it is read. */
  readonly dependsOnRest: boolean;
}

export interface SyntaxTree {
  readonly text: string;
  /** In the order of the text. Headers are items, and so are `error` nodes at the top level. */
  readonly items: readonly PlacedItem[];
  /** The problems of all items, with offsets in the file. */
  readonly problems: readonly Diagnostic[];
}

export function isToken(element: SyntaxElement): element is Token {
  return element instanceof Token;
}

export function tokenIn(node: SyntaxNode, kind: TokenKind): Token | undefined {
  for (const child of node.children) {
    if (child instanceof Token && child.kind === kind) return child;
  }
  return undefined;
}

export function tokensIn(node: SyntaxNode, kind: TokenKind): readonly Token[] {
  return node.children.filter(
    (child): child is Token => child instanceof Token && child.kind === kind,
  );
}

export function nodeIn(node: SyntaxNode, kind: NodeKind): SyntaxNode | undefined {
  for (const child of node.children) {
    if (child instanceof SyntaxNode && child.kind === kind) return child;
  }
  return undefined;
}

export function nodesIn(node: SyntaxNode, kind: NodeKind): readonly SyntaxNode[] {
  return node.children.filter(
    (child): child is SyntaxNode => child instanceof SyntaxNode && child.kind === kind,
  );
}

/** All nodes directly below, of whatever kind. */
export function childNodes(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child): child is SyntaxNode => child instanceof SyntaxNode);
}

/** The text of a node as it was written. */
export function textOf(node: SyntaxNode): string {
  const { text, start } = node.source;
  return text.slice(start + node.start, start + node.end);
}

/** The first token that is not trivia. */
export function firstToken(node: SyntaxNode): Token | undefined {
  for (const child of node.children) {
    const found = child instanceof Token ? child : firstToken(child);
    if (found && !isTrivia(found.kind)) return found;
  }
  return undefined;
}

/** The last token that is not trivia. */
export function lastToken(node: SyntaxNode): Token | undefined {
  for (let at = node.children.length - 1; 0 <= at; at--) {
    const child = node.children[at]!;
    const found = child instanceof Token ? child : lastToken(child);
    if (found && !isTrivia(found.kind)) return found;
  }
  return undefined;
}

/** A range inside an item as a range of its file. */
export function inFile(item: PlacedItem, range: TextRange): TextRange {
  return shifted(range, item.start);
}
