/**
 * What the formatter's productions share: the tokens of one item with their comments.
 *
 * Invariant: each token is printed, or dropped, once; either way its comments are printed.
 */
import { isToken, type SyntaxElement, type SyntaxNode, type Token } from "../syntax/tree";
import { commentsOf, type PlacedComment, type TokenComments } from "./comments";
import { type Doc, hardLine, indent } from "./doc";

export class Formatting {
  readonly #comments: ReadonlyMap<number, TokenComments>;
  readonly #file: string;
  readonly #itemStart: number;
  /** Tokens whose comments before them were printed ahead of them. */
  readonly #hoisted = new Set<number>();

  constructor(file: string, itemStart: number, item: SyntaxNode) {
    this.#file = file;
    this.#itemStart = itemStart;
    this.#comments = commentsOf(item);
  }

  /** A token with its comments, as other text if some is given. */
  token(token: Token, text: string = token.text): Doc {
    return [this.before(token), this.#textOf(token, text), this.behind(token)];
  }

  /** The comments of a token that is not printed. */
  dropped(token: Token): Doc {
    const behind = this.behind(token);
    const before = this.#takeBefore(token).map(({ comment }) => ({
      ...comment,
      place: "behind" as const,
    }));
    return [before, behind];
  }

  /** The comments above or before a token, with the blank lines between and behind them. */
  before(token: Token): Doc {
    const placed = this.#takeBefore(token);
    const isBlank = 0 < placed.length && this.#commentsOf(token).isBlankBefore;
    return [apart(placed), isBlank ? [hardLine, hardLine] : []];
  }

  /** The same for a closing bracket: no blank line stands right before it. */
  beforeClosing(token: Token): Doc {
    return apart(this.#takeBefore(token));
  }

  behind(token: Token): Doc {
    return this.#commentsOf(token).behind;
  }

  /** The comments that stand before a node, printed here and not with it. */
  hoist(node: SyntaxNode): Doc {
    const first = firstToken(node);
    return first ? this.before(first) : [];
  }

  /** A document that goes one level deeper when a comment begins it. */
  indentCommented(node: SyntaxNode, doc: Doc): Doc {
    const first = firstToken(node);
    return first && this.hasCommentsBefore(first) ? indent(doc) : doc;
  }

  hasCommentsBefore(token: Token): boolean {
    return !this.#hoisted.has(token.start) && 0 < this.#commentsOf(token).before.length;
  }

  /** True when a blank line stands before an element and its comments. */
  isBlankBefore(element: SyntaxElement): boolean {
    const first = isToken(element) ? element : firstToken(element);
    if (!first) return false;
    const { before, isBlankBefore } = this.#commentsOf(first);
    return before[0]?.isBlankBefore ?? isBlankBefore;
  }

  #takeBefore(token: Token): readonly PlacedComment[] {
    if (this.#hoisted.has(token.start)) return [];
    this.#hoisted.add(token.start);
    return this.#commentsOf(token).before;
  }

  #commentsOf(token: Token): TokenComments {
    const found = this.#comments.get(token.start);
    if (!found) throw new Error(`a token that is not of this item: ${token.text}`);
    return found;
  }

  #textOf(token: Token, text: string): Doc {
    if (token.kind === "rawString") {
      const movesFrom = indentationAt(this.#file, this.#itemStart + token.start);
      return { kind: "verbatim", text, movesFrom };
    }
    if (token.kind === "string" || token.kind === "jinja") {
      return { kind: "verbatim", text, movesFrom: undefined };
    }
    return text.trimEnd();
  }
}

function apart(placed: readonly PlacedComment[]): Doc {
  return placed.map(({ comment, isBlankBefore }, index) =>
    0 < index && isBlankBefore ? [hardLine, hardLine, comment] : comment,
  );
}

/** The first token that is printed: doc comments are comments here. */
export function firstToken(node: SyntaxNode): Token | undefined {
  for (const child of node.children) {
    if (isToken(child)) {
      if (child.kind !== "docComment") return child;
    } else {
      const first = firstToken(child);
      if (first) return first;
    }
  }
  return undefined;
}

/** Nodes and tokens, without doc comments. */
export function partsOf(node: SyntaxNode): readonly SyntaxElement[] {
  return node.children.filter((child) => child.kind !== "docComment");
}

function indentationAt(text: string, offset: number): number {
  let start = offset;
  while (0 < start && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  return /^[ \t]*/.exec(text.slice(start, offset))![0].length;
}
