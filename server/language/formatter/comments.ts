/**
 * Which comment belongs to which token of an item, and where blank lines stand.
 *
 * A comment on the line of the token before it stays behind that token; any other belongs
 * to the token that follows.
 */
import { isTrivia } from "../syntax/tokens";
import type { SyntaxNode, Token } from "../syntax/tree";
import { tokensOf } from "../syntax/trivia";
import type { Comment } from "./doc";

export interface TokenComments {
  readonly before: readonly PlacedComment[];
  /** True when a blank line stands right before the token itself. */
  readonly isBlankBefore: boolean;
  readonly behind: readonly Comment[];
}

export interface PlacedComment {
  readonly comment: Comment;
  readonly isBlankBefore: boolean;
}

/** The comments of each token, by where the token starts. */
export function commentsOf(node: SyntaxNode): ReadonlyMap<number, TokenComments> {
  const found = new Map<number, MutableComments>();
  let previous: MutableComments | undefined;
  let before: PlacedComment[] = [];
  let breaks = 0;
  for (const token of tokensOf(node)) {
    if (token.kind === "newline") breaks++;
    else if (!isTrivia(token.kind)) {
      previous = { before: settle(before, breaks), isBlankBefore: 1 < breaks, behind: [] };
      found.set(token.start, previous);
      before = [];
      breaks = 0;
    } else if (token.kind !== "whitespace") {
      if (previous && breaks === 0 && before.length === 0) previous.behind.push(behind(token));
      else before.push({ comment: above(token), isBlankBefore: 1 < breaks });
      if (before.length > 0) breaks = 0;
    }
  }
  return found;
}

interface MutableComments extends TokenComments {
  readonly behind: Comment[];
}

/** A block comment on the line of the token it precedes stays there. */
function settle(before: readonly PlacedComment[], breaks: number): readonly PlacedComment[] {
  const last = before.at(-1);
  if (!last || 0 < breaks) return before;
  const comment: Comment = { ...last.comment, place: "before", endsLine: false };
  return [...before.slice(0, -1), { ...last, comment }];
}

function behind(token: Token): Comment {
  const text = commentText(token);
  const endsLine = text.startsWith("//") || /[\r\n]/.test(text);
  return { kind: "comment", text, place: "behind", endsLine };
}

function above(token: Token): Comment {
  return { kind: "comment", text: commentText(token), place: "above", endsLine: true };
}

/** The comment as it is printed; one of the old kind becomes a block comment. */
export function commentText(token: Token): string {
  const text = token.text.trimEnd();
  const isOld = text.startsWith("{//") && !text.includes("*/");
  return isOld ? `/*${text.slice(3, -3)}*/` : text;
}
