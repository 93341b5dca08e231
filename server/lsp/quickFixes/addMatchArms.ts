/**
 * E0062: adds the arms that a `match` lacks, or one for all that is left.
 *
 * What they should come to is not known: they throw, which fits every type and is heard.
 */
import { MatchView, type SyntaxNode, type TextEdit } from "../../language";
import {
  type Fix,
  INDENTATION,
  indentationAt,
  insertion,
  lineBreakOf,
  nodeAround,
  type Problem,
} from "./problem";

export function addMatchArms(problem: Problem): readonly Fix[] {
  const { found, tree } = problem;
  const place = found.code === "E0062" ? nodeAround(problem, "match") : undefined;
  if (!place || !found.suggestions) return [];
  const patterns = found.suggestions.map(patternOf);
  const add = (arms: readonly string[]): readonly TextEdit[] =>
    withArms(tree.text, place.item.start, place.node, arms);
  return [
    {
      title: patterns.length === 1 ? "Add the missing arm" : "Add the missing arms",
      edits: add(patterns),
    },
    { title: "Add an arm for all that is left", edits: add(["_"]), isUnlikely: true },
  ];
}

/** Values stand for themselves; a type is bound to a name. */
function patternOf(text: string): string {
  const isValue = /^(?:"|-?\d|true$|false$|null$)/.test(text) || /^\w+\.\w+$/.test(text);
  return isValue ? text : `other: ${text}`;
}

function withArms(
  text: string,
  itemStart: number,
  node: SyntaxNode,
  patterns: readonly string[],
): readonly TextEdit[] {
  const end = itemStart + node.end - 1;
  const last = new MatchView(node).arms.at(-1)?.syntax;
  const lastEnd = last && itemStart + last.end;
  const head = text.slice(0, end).trimEnd().length;
  // The comma belongs to the arm, where there is one.
  const hasComma = lastEnd === undefined || text.charAt(lastEnd - 1) === ",";
  const isOnLines = /[\r\n]/.test(text.slice(lastEnd ?? itemStart + node.start, end));
  const outer = indentationAt(text, itemStart + node.start);
  const inner = last ? indentationAt(text, itemStart + last.start) : outer + INDENTATION;
  const lineBreak = lineBreakOf(text);
  const arms = patterns.map((pattern) => `${pattern} => throw "not handled"`);
  const comma = hasComma ? [] : [insertion(lastEnd!, ",")];
  if (last && !isOnLines)
    return [...comma, { range: { start: head, end }, text: ` ${arms.join(", ")} ` }];
  const lines = arms.map((arm) => `${lineBreak}${inner}${arm},`).join("");
  const added = { range: { start: head, end }, text: `${lines}${lineBreak}${outer}` };
  return [...comma, added];
}
