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
import { reusableItems } from "./reuse";
import type { PlacedItem, SyntaxTree } from "./tree";

export function parseFile(text: string, previous?: SyntaxTree): SyntaxTree {
  if (previous?.text === text) return previous;
  const p = new Parser(text);
  const reusable = previous && reusableItems(previous, text);
  const items: PlacedItem[] = [];
  while (!p.atEnd) {
    const known = reusable?.at(p.itemStart);
    if (known) {
      items.push(known);
      p.restart(known.start + known.node.end);
      continue;
    }
    p.beginItem();
    parseItem(p);
    if (reusable) {
      const parsed = p.endOwnItem();
      items.push(reusable.same(parsed) ?? parsed);
    } else items.push(p.endItem());
  }
  return { text, items, problems: items.flatMap(problemsInFile) };
}

function problemsInFile({ start, problems }: PlacedItem): readonly Diagnostic[] {
  return problems.map((problem) => ({
    ...problem,
    range: { start: problem.range.start + start, end: problem.range.end + start },
  }));
}
