/**
 * Formatting: of a document, and of the items that a range touches.
 *
 * Invariant: text that does not parse has no edits at all, and is no error: an editor that
 * formats on save must be able to save.
 */
import type { Range, TextEdit } from "vscode-languageserver-types";
import { format, formatItems, type TextEdit as OffsetEdit } from "../language";
import type { Snapshot } from "../project";
import { lineEdits } from "./lineEdits";
import { toOffset, toRange } from "./places";

/** Undefined when there are problems that forbid it. */
export function formatting(snapshot: Snapshot, path: string): TextEdit[] | undefined {
  const tree = snapshot.files.get(path)?.tree;
  const formatted = tree && format(tree);
  if (formatted?.kind !== "formatted") return undefined;
  return toEdits(snapshot, path, lineEdits(tree!.text, formatted.text));
}

/** Only the problems of the items in the range forbid it. */
export function rangeFormatting(
  snapshot: Snapshot,
  path: string,
  range: Range,
): TextEdit[] | undefined {
  const tree = snapshot.files.get(path)?.tree;
  if (!tree) return undefined;
  const start = toOffset(snapshot, path, range.start).offset;
  const end = toOffset(snapshot, path, range.end).offset;
  const formatted = formatItems(tree, { start, end });
  if (formatted.kind !== "formatted") return undefined;
  const edits = formatted.edits.flatMap(({ range: item, text }) =>
    lineEdits(tree.text.slice(item.start, item.end), text).map((edit) => ({
      range: { start: item.start + edit.range.start, end: item.start + edit.range.end },
      text: edit.text,
    })),
  );
  return toEdits(snapshot, path, edits);
}

function toEdits(snapshot: Snapshot, path: string, edits: readonly OffsetEdit[]): TextEdit[] {
  return edits.map(({ range, text }) => ({
    range: toRange(snapshot, { path, ...range }),
    newText: text,
  }));
}
