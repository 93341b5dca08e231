/** Something that may be written at a place: what the kinds of completion hand back. */
import { CompletionItemKind } from "vscode-languageserver-types";

export interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** Its type, or what it is. */
  readonly detail?: string;
  /** What has documentation: looked up when it is asked for. */
  readonly subject?: Subject;
  /** Lower comes first; what is nearest to the cursor. */
  readonly rank?: number;
}

/** An item of the project, or a path of the library. */
export type Subject =
  | { readonly kind: "item"; readonly name: string }
  | { readonly kind: "builtin"; readonly path: string };

export function keywords(words: readonly string[]): readonly Candidate[] {
  return words.map((label) => ({ label, kind: CompletionItemKind.Keyword, rank: 4 }));
}

export function properties(keys: readonly string[], rank = 1): readonly Candidate[] {
  return keys.map((label) => ({ label, kind: CompletionItemKind.Property, rank }));
}

export function choices(words: readonly string[]): readonly Candidate[] {
  return words.map((label) => ({ label, kind: CompletionItemKind.Value, rank: 1 }));
}
