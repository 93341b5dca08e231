/** What an editor does with the edits of an answer. */

import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextEdit, WorkspaceEdit } from "vscode-languageserver-types";

export function applied(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create("file:///a.baml", "baml", 0, text), [
    ...edits,
  ]);
}

/** The edits of one document, whichever way they are told. */
export function editsIn(edit: WorkspaceEdit, uri: string): readonly TextEdit[] {
  return edit.changes?.[uri] ?? [];
}
