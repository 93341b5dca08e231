/** Bodies and lists: what stands between brackets. */
import { isToken, type SyntaxElement, type SyntaxNode, type Token } from "../syntax/tree";
import { type Doc, group, hardLine, ifBroken, indent, line, softLine } from "./doc";
import { type Formatting, partsOf } from "./formatting";

export interface Brackets {
  readonly open: Token;
  readonly inside: readonly SyntaxElement[];
  readonly close: Token;
}

/** The parts of a node between an opening bracket and the last closing one. */
export function bracketsOf(node: SyntaxNode, open: string, close: string): Brackets {
  const parts = partsOf(node);
  const start = parts.findIndex((part) => isToken(part) && part.kind === open);
  const end = parts.findLastIndex((part) => isToken(part) && part.kind === close);
  return {
    open: parts[start] as Token,
    inside: parts.slice(start + 1, end),
    close: parts[end] as Token,
  };
}

/**
 * Members one a line, each with the punctuation that the printing of it adds. Blank lines
 * between them stay, those at the ends go.
 */
export function body(
  f: Formatting,
  { open, inside, close }: Brackets,
  member: (element: SyntaxElement, index: number) => Doc,
): Doc {
  const members = inside.map((element, index) => [
    0 < index && f.isBlankBefore(element) ? hardLine : [],
    hardLine,
    member(element, index),
  ]);
  return [
    f.token(open),
    indent([members, beforeClosing(f, inside, close)]),
    hardLine,
    f.token(close),
  ];
}

/** The comments that end a body stand at the level of its members. */
function beforeClosing(f: Formatting, inside: readonly SyntaxElement[], close: Token): Doc {
  if (!f.hasCommentsBefore(close)) return [];
  const isBlank = 0 < inside.length && f.isBlankBefore(close);
  return [isBlank ? hardLine : [], hardLine, f.beforeClosing(close)];
}

export interface ListStyle {
  /** What stands inside the brackets of a list on one line. */
  readonly padding: typeof line | typeof softLine;
  readonly endsWithComma: boolean;
}

/**
 * Elements on one line when they fit, else one a line. Commas are put between them, with the
 * comments of those that were there.
 */
export function list(
  f: Formatting,
  { open, inside, close }: Brackets,
  style: ListStyle,
  element: (node: SyntaxNode) => Doc,
): Doc {
  const entries = separated(inside);
  if (entries.length === 0 && !f.hasCommentsBefore(close)) {
    return [f.token(open), dropAll(f, inside), f.token(close)];
  }
  const docs = entries.map(({ node, comma }, index) => {
    const isLast = index === entries.length - 1;
    const separator = isLast ? (style.endsWithComma ? ifBroken(",") : []) : ",";
    return [
      0 < index && f.isBlankBefore(node) ? softLine : [],
      0 < index ? line : [],
      element(node),
      separator,
      comma ? f.dropped(comma) : [],
    ];
  });
  const closing = f.hasCommentsBefore(close) ? [line, f.beforeClosing(close)] : [];
  return group([
    f.token(open),
    indent([entries.length === 0 ? [] : style.padding, docs, closing]),
    style.padding,
    f.token(close),
  ]);
}

interface Entry {
  readonly node: SyntaxNode;
  readonly comma: Token | undefined;
}

function separated(inside: readonly SyntaxElement[]): readonly Entry[] {
  return inside.flatMap((part, index) => {
    if (isToken(part)) return [];
    const next = inside[index + 1];
    return { node: part, comma: next && isToken(next) ? next : undefined };
  });
}

function dropAll(f: Formatting, parts: readonly SyntaxElement[]): Doc {
  return parts.map((part) => (isToken(part) ? f.dropped(part) : []));
}
