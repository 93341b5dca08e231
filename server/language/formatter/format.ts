/**
 * The formatter: a tree in, the text in its one layout out.
 *
 * It needs the syntax alone. Text with problems is not formatted: what is broken could be
 * laid out as what it was not meant to be. A file with a comment `baml-format: ignore` is
 * left as it is.
 */
import type { TextRange } from "../../base";
import type { Diagnostic } from "../diagnostics";
import { isTrivia } from "../syntax/tokens";
import type { PlacedItem, SyntaxTree, Token } from "../syntax/tree";
import { tokensOf, triviaBefore } from "../syntax/trivia";
import { commentText } from "./comments";
import { Formatting } from "./formatting";
import { item } from "./items";
import { printDoc } from "./printDoc";

export type Formatted =
  | { readonly kind: "formatted"; readonly text: string }
  | { readonly kind: "refused"; readonly problems: readonly Diagnostic[] };

export function format(tree: SyntaxTree): Formatted {
  if (0 < tree.problems.length) return { kind: "refused", problems: tree.problems };
  if (isIgnored(tree)) return { kind: "formatted", text: tree.text };
  let text = "";
  for (const [index, placed] of tree.items.entries()) {
    text += gap(triviaBefore(tree, index), index === 0) + formatItem(tree, placed);
  }
  const end = gap(triviaBefore(tree, tree.items.length), tree.items.length === 0).trimEnd();
  const whole = (text + end).trim();
  return { kind: "formatted", text: whole === "" ? "" : `${whole}\n` };
}

export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

export type FormattedItems =
  | { readonly kind: "formatted"; readonly edits: readonly TextEdit[] }
  | { readonly kind: "refused"; readonly problems: readonly Diagnostic[] };

/** Formats the items that a range touches, each on its own; only their problems count. */
export function formatItems(tree: SyntaxTree, range: TextRange): FormattedItems {
  const touched = tree.items.filter(
    ({ start, node }) => start <= range.end && range.start <= start + node.end,
  );
  const problems = touched.flatMap((placed) => placed.problems);
  if (0 < problems.length) return { kind: "refused", problems };
  if (isIgnored(tree)) return { kind: "formatted", edits: [] };
  const edits = touched.flatMap((placed) => {
    const place = { start: placed.start, end: placed.start + placed.node.end };
    const text = formatItem(tree, placed);
    return text === tree.text.slice(place.start, place.end) ? [] : { range: place, text };
  });
  return { kind: "formatted", edits };
}

function formatItem(tree: SyntaxTree, { start, node }: PlacedItem): string {
  return printDoc(item(new Formatting(tree.text, start, node), node));
}

/**
 * What stands between two items: comments behind the first stay on its line, others get a
 * line each, and one blank line stays where there was any.
 */
function gap(trivia: readonly Token[], isStart: boolean): string {
  let text = "";
  let breaks = 0;
  let isFirst = isStart;
  for (const token of trivia) {
    if (token.kind === "newline") breaks++;
    else if (token.kind !== "whitespace") {
      if (!isFirst) text += breaks === 0 ? " " : lineBreaks(breaks);
      text += commentText(token);
      isFirst = false;
      breaks = 0;
    }
  }
  return isFirst ? text : text + lineBreaks(Math.max(1, breaks));
}

function lineBreaks(count: number): string {
  return 1 < count ? "\n\n" : "\n";
}

function isIgnored(tree: SyntaxTree): boolean {
  if (!ignoreMark.test(tree.text)) return false;
  const between = Array.from({ length: tree.items.length + 1 }, (_, at) => triviaBefore(tree, at));
  const inside = tree.items.map(({ node }) => [...tokensOf(node)]);
  return [...between, ...inside]
    .flat()
    .some(({ kind, text }) => isTrivia(kind) && ignoreMark.test(text));
}

const ignoreMark = /baml-format:\s*ignore/i;
