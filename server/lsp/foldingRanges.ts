/**
 * Folding: items, blocks, prompts, and runs of comments.
 *
 * Invariant: a range has two lines or more, and no two begin at the same line.
 */
import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver-types";
import { SyntaxNode, type SyntaxTree, type Token } from "../language";
import type { Snapshot } from "../project";

export function foldingRanges(snapshot: Snapshot, path: string): FoldingRange[] {
  const tree = snapshot.files.get(path)?.tree;
  if (!tree) return [];
  const lines = snapshot.linesOf(path);
  const folds = new Map<number, FoldingRange>();
  const add = (start: number, end: number, kind?: FoldingRangeKind): void => {
    const startLine = lines.positionAt(start).line;
    // The line of a closing bracket stays in sight.
    const endLine = lines.positionAt(end).line - (kind ? 0 : 1);
    const known = folds.get(startLine);
    if (endLine <= startLine || (known && endLine <= known.endLine)) return;
    folds.set(startLine, { startLine, endLine, ...(kind && { kind }) });
  };
  for (const { start, node } of tree.items) {
    for (const range of foldsIn(node)) add(start + range.start, start + range.end);
  }
  for (const range of commentRuns(tree)) add(range.start, range.end, FoldingRangeKind.Comment);
  return [...folds.values()].sort((one, other) => one.startLine - other.startLine);
}

interface Fold {
  readonly start: number;
  readonly end: number;
}

/** From an opening bracket to its closing one, and of strings; without recursion, for trees may be high. */
function foldsIn(item: SyntaxNode): readonly Fold[] {
  const found: Fold[] = [];
  const open: SyntaxNode[] = [item];
  for (let node = open.pop(); node; node = open.pop()) {
    const starts: number[] = [];
    for (const child of node.children) {
      if (child instanceof SyntaxNode) open.push(child);
      else if (child.kind === "rawString") found.push(child);
      else if (isOpening(child)) starts.push(child.start);
      else if (isClosing(child)) {
        const start = starts.pop();
        if (start !== undefined) found.push({ start, end: child.end });
      }
    }
  }
  return found;
}

function isOpening({ kind }: Token): boolean {
  return kind === "{" || kind === "[" || kind === "(";
}

function isClosing({ kind }: Token): boolean {
  return kind === "}" || kind === "]" || kind === ")";
}

/** Comments on lines of their own that follow each other, and block comments. Strings are passed over. */
function commentRuns({ text }: SyntaxTree): readonly Fold[] {
  const pieces =
    /#+"[\s\S]*?(?:"#|(?![\s\S]))|"(?:[^"\\\r\n]|\\.)*"?|\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|(?<=^[ \t]*)\/\/[^\r\n]*(?:\r?\n[ \t]*\/\/[^\r\n]*)*|\/\/[^\r\n]*/gm;
  return [...text.matchAll(pieces)]
    .filter(({ 0: piece }) => piece.startsWith("/"))
    .map(({ 0: piece, index }) => ({ start: index, end: index + piece.length }));
}
