/**
 * Diagnostics by file: those of its items, with offsets in the file.
 *
 * Invariant: a file whose items say the same, at the same places, answers the same list.
 */
import { shifted, type TextRange } from "../base";
import type { Diagnostic, RelatedPlace } from "./diagnostics";
import type { ItemIndex, SourceFile } from "./names/itemIndex";
import type { PlacedItem, SyntaxNode } from "./syntax/tree";

/** A diagnostic with offsets in its file, and the places it relates to. */
export interface FileDiagnostic extends Omit<Diagnostic, "related"> {
  readonly related?: readonly FileRelatedPlace[];
}

export interface FileRelatedPlace {
  readonly path: string;
  readonly range: TextRange;
  readonly message: string;
}

interface Before {
  readonly diagnostics: FileDiagnostics;
  /** The items whose diagnostics may be others now. */
  readonly changed: ReadonlySet<SyntaxNode>;
}

interface Entry {
  readonly file: SourceFile;
  readonly list: readonly FileDiagnostic[];
  /** Some of it relates to another file, where places may move. */
  readonly looksElsewhere: boolean;
}

export class FileDiagnostics {
  readonly #index: ItemIndex;
  readonly #diagnosticsOf: (item: SyntaxNode) => readonly Diagnostic[];
  readonly #entries = new Map<string, Entry>();

  constructor(
    index: ItemIndex,
    diagnosticsOf: (item: SyntaxNode) => readonly Diagnostic[],
    before: Before | undefined,
  ) {
    this.#index = index;
    this.#diagnosticsOf = diagnosticsOf;
    if (before) this.#keep(before.diagnostics.#entries, before.changed);
  }

  #keep(entries: ReadonlyMap<string, Entry>, changed: ReadonlySet<SyntaxNode>): void {
    for (const [path, entry] of entries) {
      const tree = this.#index.file(path)?.tree;
      if (tree !== entry.file.tree || entry.looksElsewhere) continue;
      if (!tree.items.some(({ node }) => changed.has(node))) this.#entries.set(path, entry);
    }
  }

  of(path: string): readonly FileDiagnostic[] {
    const file = this.#index.file(path);
    if (!file) return [];
    const entry = this.#entries.get(path) ?? this.#entryOf(file);
    this.#entries.set(path, entry);
    return entry.list;
  }

  #entryOf(file: SourceFile): Entry {
    const list = file.tree.items.flatMap((item) => this.#ofItem(file, item));
    const isElsewhere = ({ path }: FileRelatedPlace) => path !== file.path;
    return {
      file,
      list: list.sort((left, right) => left.range.start - right.range.start),
      looksElsewhere: list.some(({ related }) => related?.some(isElsewhere)),
    };
  }

  #ofItem(file: SourceFile, item: PlacedItem): readonly FileDiagnostic[] {
    const found = [...item.problems, ...this.#diagnosticsOf(item.node)];
    return found.map(({ related, ...diagnostic }) => ({
      ...diagnostic,
      range: shifted(diagnostic.range, item.start),
      ...(related && { related: related.flatMap((place) => this.#place(file, item, place)) }),
    }));
  }

  #place(file: SourceFile, item: PlacedItem, place: RelatedPlace): readonly FileRelatedPlace[] {
    const found = place.item
      ? this.#index.find(place.item)
      : { path: file.path, start: item.start };
    if (!found) return [];
    const range = shifted(place.range, found.start);
    return [{ path: found.path, range, message: place.message }];
  }
}
