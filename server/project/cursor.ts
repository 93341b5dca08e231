/**
 * What stands before a cursor: the word that is being typed, the tokens in front of it, and
 * the brackets that are open. So one can tell what may be written there while the rest of
 * the text is broken, as it is while one types.
 *
 * Invariant: told from the tokens alone; which nodes the parser made of them does not matter.
 */
import type { TextRange } from "../base";
import { isTrivia, type PlacedItem, type SyntaxTree, type Token, tokensOf } from "../language";
import type { FileOffset } from "./places";
import type { Snapshot } from "./snapshot";

/** A token that is not trivia, with its place in the file. */
export interface PlacedToken extends TextRange {
  readonly kind: Token["kind"];
  readonly text: string;
}

export interface Cursor {
  readonly offset: number;
  /** The word that is being typed, up to the cursor; empty between words. */
  readonly word: TextRange;
  /** Of the item the cursor is in or behind, up to the word. */
  readonly before: readonly PlacedToken[];
  /** The brackets of `before` that are not closed: their indexes, the outermost first. */
  readonly open: readonly number[];
  /** The string or template that the cursor is inside of. */
  readonly string?: PlacedToken;
  readonly isInComment: boolean;
  /** The item whose tokens these are. */
  readonly item?: PlacedItem;
}

export function cursorAt(snapshot: Snapshot, { path, offset }: FileOffset): Cursor | undefined {
  const tree = snapshot.files.get(path)?.tree;
  if (!tree) return undefined;
  const word = { start: wordStart(tree.text, offset), end: offset };
  const items = itemsBefore(tree, offset);
  const before: PlacedToken[] = [];
  let string: PlacedToken | undefined;
  let isInComment = false;
  for (const { start, node } of items) {
    for (const token of tokensOf(node)) {
      const place = { start: start + token.start, end: start + token.end };
      if (offset <= place.start) break;
      if (isComment(token)) isInComment ||= isWithinComment(token, place, offset);
      else if (!isTrivia(token.kind)) {
        const placed = { kind: token.kind, text: token.text, ...place };
        if (isInside(placed, offset)) string = placed;
        else if (place.end <= word.start) before.push(placed);
      }
    }
  }
  const item = items.find(({ node }) => node.kind !== "error") ?? items[0];
  const last = items.at(-1);
  const endOfItem = last ? last.start + last.node.end : 0;
  isInComment ||= endsInComment(tree.text.slice(endOfItem, offset));
  return {
    offset,
    word,
    before,
    open: openBrackets(before),
    ...(string && { string }),
    isInComment,
    ...(item && { item }),
  };
}

function wordStart(text: string, offset: number): number {
  let start = offset;
  while (0 < start && /\w/.test(text.charAt(start - 1))) start--;
  return start;
}

/**
 * The item at the cursor, or the last one before it. Text that the parser made an error of
 * is read together with what it may have been cut from.
 */
function itemsBefore(tree: SyntaxTree, offset: number): readonly PlacedItem[] {
  const at = tree.items.findLastIndex(({ start }) => start < offset);
  if (at === -1) return [];
  let first = at;
  while (0 < first && tree.items[first]!.node.kind === "error") first--;
  const items = tree.items.slice(first, at + 1);
  const isCut = first === at || openBrackets(placedTokens(items[0]!)).length > 0;
  return isCut ? items : tree.items.slice(at, at + 1);
}

function placedTokens({ start, node }: PlacedItem): readonly PlacedToken[] {
  return [...tokensOf(node)]
    .filter(({ kind }) => !isTrivia(kind))
    .map((token) => ({
      kind: token.kind,
      text: token.text,
      start: start + token.start,
      end: start + token.end,
    }));
}

function isComment({ kind }: Token): boolean {
  return kind === "comment" || kind === "docComment";
}

/** A line comment goes on until its line ends. */
function isWithinComment({ text }: Token, { start, end }: TextRange, offset: number): boolean {
  return start < offset && (offset < end || (offset === end && text.startsWith("//")));
}

/** Of blanks and comments behind an item. */
function endsInComment(trivia: string): boolean {
  return /\/\/[^\r\n]*$/.test(trivia) || trivia.lastIndexOf("*/") < trivia.lastIndexOf("/*");
}

const openStrings: ReadonlySet<string> = new Set(["string", "rawString", "jinja"]);

function isInside({ kind, start, end, text }: PlacedToken, offset: number): boolean {
  if (!openStrings.has(kind) || offset <= start) return false;
  return offset < end || (offset === end && !isClosed(kind, text));
}

function isClosed(kind: string, text: string): boolean {
  if (kind === "jinja") return text.endsWith("}}");
  const opening = /^#*"/.exec(text)![0];
  const closing = [...opening].reverse().join("");
  return opening.length < text.length && text.endsWith(closing);
}

const closing: Readonly<Record<string, string>> = { "}": "{", ")": "(", "]": "[" };

function openBrackets(tokens: readonly PlacedToken[]): readonly number[] {
  const open: number[] = [];
  for (const [at, { kind }] of tokens.entries()) {
    if (kind === "{" || kind === "(" || kind === "[") open.push(at);
    else if (closing[kind]) {
      const matching = open.findLastIndex((index) => tokens[index]!.kind === closing[kind]);
      if (matching !== -1) open.length = matching;
    }
  }
  return open;
}
