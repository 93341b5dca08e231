/** Document symbols: the outline of a file. Members stand below their type, in the order of the text. */
import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import type { TextRange } from "../base";
import { type ItemView, itemView, type PlacedItem, type SyntaxNode, type Token } from "../language";
import { placed, type Snapshot } from "../project";
import { toRange } from "./places";

export function documentSymbols(snapshot: Snapshot, path: string): DocumentSymbol[] {
  const items = snapshot.files.get(path)?.tree.items ?? [];
  return items.flatMap((item) => {
    const view = itemView(item.node);
    const outline = new Outline(snapshot, path, item);
    return view ? (outline.symbolOf(view) ?? []) : [];
  });
}

class Outline {
  readonly #snapshot: Snapshot;
  readonly #path: string;
  readonly #item: PlacedItem;

  constructor(snapshot: Snapshot, path: string, item: PlacedItem) {
    this.#snapshot = snapshot;
    this.#path = path;
    this.#item = item;
  }

  symbolOf(view: ItemView): DocumentSymbol | undefined {
    switch (view.kind) {
      case "header":
        return undefined;
      case "class": {
        const members = [
          ...view.fields.map((field) => this.#symbol(field.name, SymbolKind.Field, field.syntax)),
          ...view.methods.map((one) => this.#symbol(one.name, SymbolKind.Method, one.syntax)),
        ].filter((symbol) => symbol !== undefined);
        return this.#symbol(view.name, SymbolKind.Class, view.syntax, members.sort(byPlace));
      }
      case "enum": {
        const members = view.variants
          .map((one) => this.#symbol(one.name, SymbolKind.EnumMember, one.syntax))
          .filter((symbol) => symbol !== undefined);
        return this.#symbol(view.name, SymbolKind.Enum, view.syntax, members);
      }
      default:
        return this.#symbol(view.name, kinds[view.kind], view.syntax);
    }
  }

  #symbol(
    name: Token | undefined,
    kind: SymbolKind,
    syntax: SyntaxNode,
    children?: DocumentSymbol[],
  ): DocumentSymbol | undefined {
    if (!name) return undefined;
    const range = this.#range(syntax.range);
    return { name: name.text, kind, range, selectionRange: this.#range(name.range), children };
  }

  #range(range: TextRange) {
    return toRange(this.#snapshot, placed(this.#path, this.#item, range));
  }
}

const kinds = {
  function: SymbolKind.Function,
  typeAlias: SymbolKind.TypeParameter,
  templateString: SymbolKind.String,
  client: SymbolKind.Interface,
  retryPolicy: SymbolKind.Object,
  generator: SymbolKind.Module,
  test: SymbolKind.Event,
  let: SymbolKind.Constant,
} as const;

function byPlace(one: DocumentSymbol, other: DocumentSymbol): number {
  return (
    one.range.start.line - other.range.start.line ||
    one.range.start.character - other.range.start.character
  );
}
