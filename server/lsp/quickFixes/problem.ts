/** What a quick fix is made from, and what it is: a problem of a file, and edits that solve it. */
import type { FileDiagnostic, PlacedItem, SyntaxNode, SyntaxTree, TextEdit } from "../../language";
import { placeAt } from "../../language";
import type { FileRange, Snapshot } from "../../project";

export interface Problem {
  readonly snapshot: Snapshot;
  readonly path: string;
  readonly tree: SyntaxTree;
  /** With offsets in the file. */
  readonly found: FileDiagnostic;
}

export interface Fix {
  /** In the imperative: `Add the missing fields`. */
  readonly title: string;
  /** In the problem's own file, unless they say otherwise. */
  readonly edits: readonly (TextEdit | { readonly range: FileRange; readonly text: string })[];
  /** Set where another fix is the likelier one. */
  readonly isUnlikely?: true;
}

/** The fixes of one kind for a problem; none when it is another's. */
export type FixMaker = (problem: Problem) => readonly Fix[];

export interface PlacedNode {
  readonly item: PlacedItem;
  readonly node: SyntaxNode;
}

/** The innermost node of a kind around the start of the problem. */
export function nodeAround(
  { tree, found }: Problem,
  kind: SyntaxNode["kind"],
): PlacedNode | undefined {
  const place = placeAt(tree, found.range.start);
  const node = place?.path.findLast((candidate) => candidate.kind === kind);
  return place && node && { item: place.item, node };
}

export function insertion(at: number, text: string): TextEdit {
  return { range: { start: at, end: at }, text };
}

/** The blanks at the start of the line that holds an offset. */
export function indentationAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** What a body is indented by beside what stands around it. */
export const INDENTATION = "    ";

/** How lines end in a text. */
export function lineBreakOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
