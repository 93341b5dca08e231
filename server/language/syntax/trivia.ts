/**
 * Trivia: the blanks, line breaks and comments between tokens. They are not kept in the
 * tree; they are read again from the text when someone asks.
 */
import type { TextRange } from "../../base";
import { charCodes, endOfBlanks, endOfComment, isDocComment, LegacyComments } from "./characters";
import type { TriviaKind } from "./tokens";
import {
  type ItemSource,
  type PlacedItem,
  type SyntaxElement,
  type SyntaxNode,
  type SyntaxTree,
  Token,
} from "./tree";
import type { TreeShape } from "./treeShape";

/** The trivia tokens between two offsets of an item that have no other tokens between them. */
export function triviaBetween(source: ItemSource, start: number, end: number): readonly Token[] {
  const { text, start: base } = source;
  const pieces = triviaIn(text, base + start, base + end);
  return pieces.map((piece) => new Token(piece.kind, piece.start - base, piece.end - base, source));
}

interface Trivia extends TextRange {
  readonly kind: TriviaKind;
}

/** The trivia between two offsets of a text. */
export function triviaIn(text: string, start: number, end: number): readonly Trivia[] {
  const pieces: Trivia[] = [];
  for (let at = start; at < end; ) {
    const { kind, end: next } = triviaAt(text, at);
    pieces.push({ kind, start: at, end: Math.min(next, end) });
    at = next;
  }
  return pieces;
}

/**
 * The trivia before the item of an index, with offsets in the file; for the number of items,
 * the trivia that ends the file.
 */
export function triviaBefore(tree: SyntaxTree, index: number): readonly Token[] {
  const start = index === 0 ? 0 : endOf(tree.items[index - 1]!);
  const end = tree.items[index]?.start ?? tree.text.length;
  return triviaBetween({ text: tree.text, start: 0, shape: noShape }, start, end);
}

/** Every token of a node, in the order of the text, trivia included. */
export function* tokensOf(node: SyntaxNode): Generator<Token> {
  let at = node.start;
  for (const token of leavesOf(node)) {
    yield* triviaBetween(node.source, at, token.start);
    yield token;
    at = token.end;
  }
}

/** The tokens in the tree; without recursion, for trees may be high. */
function* leavesOf(node: SyntaxNode): Generator<Token> {
  const open: SyntaxElement[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next instanceof Token) yield next;
    else open.push(...next.children.toReversed());
  }
}

function triviaAt(text: string, start: number): { kind: TriviaKind; end: number } {
  switch (text.charCodeAt(start)) {
    case charCodes.lineFeed:
      return { kind: "newline", end: start + 1 };
    case charCodes.carriageReturn:
      return {
        kind: "newline",
        end: text.charCodeAt(start + 1) === charCodes.lineFeed ? start + 2 : start + 1,
      };
    case charCodes.slash: {
      const end = endOfComment(text, start);
      return { kind: isDocComment(text, start) ? "docComment" : "comment", end };
    }
    case charCodes.openBrace:
      return { kind: "comment", end: new LegacyComments(text).endAt(start) };
    case charCodes.byteOrderMark:
      return { kind: "whitespace", end: start + 1 };
    default:
      return { kind: "whitespace", end: endOfBlanks(text, start) };
  }
}

/** Trivia between items belongs to no tree. */
const noShape: TreeShape = new Int32Array(0);

function endOf(item: PlacedItem): number {
  return item.start + item.node.end;
}
