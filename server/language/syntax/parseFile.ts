/**
 * Parses a file into its tree.
 *
 * With the tree of an earlier text, items that did not change are taken over: the parser
 * jumps across those that stand in the text before or behind the edit, and of the others
 * those that come out the same are the same objects again.
 */
import type { Diagnostic } from "../diagnostics";
import { parseItem } from "./grammar/items";
import { Parser } from "./parser";
import { type ReusableItems, reusableItems } from "./reuse";
import { unclosedComment } from "./syntaxDiagnostics";
import type { PlacedItem, SyntaxTree } from "./tree";
import { triviaIn } from "./trivia";

export function parseFile(text: string, previous?: SyntaxTree): SyntaxTree {
  if (previous?.text === text) return previous;
  const items = previous ? parseAgain(text, reusableItems(previous, text)) : parseItems(text);
  const problems = [...items.flatMap(problemsInFile), ...openComment(text, items)];
  return { text, items, problems };
}

function parseItems(text: string): readonly PlacedItem[] {
  const p = new Parser(text);
  const items: PlacedItem[] = [];
  while (!p.atEnd) {
    p.beginItem();
    parseItem(p);
    items.push(p.endItem());
  }
  return items;
}

function parseAgain(text: string, reusable: ReusableItems): readonly PlacedItem[] {
  const p = new Parser(text);
  const items = [...reusable.leading];
  goBehind(p, items.at(-1));
  while (!p.atEnd) {
    const rest = reusable.from(p.itemStart);
    if (rest) return items.concat(rest);
    const known = reusable.at(p.itemStart);
    if (known) {
      items.push(known);
      goBehind(p, known);
      continue;
    }
    p.beginItem();
    parseItem(p);
    const parsed = p.endOwnItem();
    items.push(reusable.same(parsed) ?? parsed);
  }
  return items;
}

function goBehind(p: Parser, item: PlacedItem | undefined): void {
  if (item) p.restart(item.start + item.node.end);
}

/** A block comment without its end: the last of the trivia that ends the file. */
function openComment(text: string, items: readonly PlacedItem[]): readonly Diagnostic[] {
  const last = items.at(-1);
  const comment = triviaIn(text, last ? last.start + last.node.end : 0, text.length).at(-1);
  if (!comment || !text.startsWith("/*", comment.start)) return [];
  if (4 <= comment.end - comment.start && text.endsWith("*/")) return [];
  return [unclosedComment({ start: comment.start, end: comment.start + 2 })];
}

function problemsInFile({ start, problems }: PlacedItem): readonly Diagnostic[] {
  return problems.map((problem) => ({
    ...problem,
    range: { start: problem.range.start + start, end: problem.range.end + start },
  }));
}
