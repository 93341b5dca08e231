/**
 * The analysis of a project: what `analyze` makes of its files, ready to be asked.
 *
 * An analysis is a value. Making the next one with the previous at hand costs what an edit
 * changed: an item is checked again only when its own text changed, or what it had looked up.
 */
import type { Diagnostic } from "./diagnostics";
import type { ItemIndex } from "./names/itemIndex";
import type { SyntaxNode } from "./syntax/tree";
import type { CheckedItem } from "./types/checkedItem";
import type { Environment } from "./types/environment";

export interface Analysis {
  readonly index: ItemIndex;
  /** Names and signatures of the whole project. */
  readonly environment: Environment;
  /** The results for an item's node; undefined when the project does not hold it. */
  checked(item: SyntaxNode): CheckedItem | undefined;
  /** All problems of a file, in the order of the text, with offsets in the file. */
  diagnosticsOf(path: string): readonly FileDiagnostic[];
}

/** A diagnostic with offsets in its file, and the places it relates to. */
export interface FileDiagnostic extends Omit<Diagnostic, "related"> {
  readonly related?: readonly FileRelatedPlace[];
}

export interface FileRelatedPlace {
  readonly path: string;
  readonly range: Diagnostic["range"];
  readonly message: string;
}
