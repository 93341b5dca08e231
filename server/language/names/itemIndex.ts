/**
 * The items of a project by name: one flat space of names over all files (3.1).
 *
 * An index is a value. The next one is made from it and the files that changed, so a
 * keystroke costs the names of one file.
 *
 * Invariant: knows names and nodes, nothing of what stands in them.
 */
import type { PlacedItem, SyntaxNode, SyntaxTree, Token } from "../syntax/tree";
import { itemView } from "../syntax/views/declarations";

export interface SourceFile {
  /** Relative to the project's root, with `/`; unique in a project. */
  readonly path: string;
  readonly tree: SyntaxTree;
}

export type NamedItemKind =
  | "class"
  | "enum"
  | "typeAlias"
  | "function"
  | "templateString"
  | "client"
  | "retryPolicy"
  | "generator"
  | "test"
  | "let";

/** An item that has a name, and the file it stands in. */
export interface NamedItem {
  readonly name: string;
  readonly kind: NamedItemKind;
  readonly node: SyntaxNode;
  readonly path: string;
}

type Files = ReadonlyMap<string, SourceFile>;
type Names = ReadonlyMap<string, readonly NamedItem[]>;

const nothing: { files: Files; byName: Names; tests: Names } = {
  files: new Map(),
  byName: new Map(),
  tests: new Map(),
};

export class ItemIndex {
  readonly #files: Files;
  readonly #byName: Names;
  readonly #tests: Names;
  /** Names that stand for other nodes than in the previous index. */
  readonly changedNames: ReadonlySet<string>;
  readonly changedTests: ReadonlySet<string>;
  /** The kinds of items that came or went. */
  readonly changedKinds: ReadonlySet<NamedItemKind>;

  private constructor(
    files: Files,
    byName: Names,
    tests: Names,
    changes: Pick<ItemIndex, "changedNames" | "changedTests" | "changedKinds">,
  ) {
    this.#files = files;
    this.#byName = byName;
    this.#tests = tests;
    this.changedNames = changes.changedNames;
    this.changedTests = changes.changedTests;
    this.changedKinds = changes.changedKinds;
  }

  static of(files: readonly SourceFile[], previous?: ItemIndex): ItemIndex {
    const sorted = [...files].sort((left, right) => compareText(left.path, right.path));
    const next = new Map(sorted.map((file) => [file.path, file]));
    const { files: before, byName, tests } = previous ? previous.#state() : nothing;
    const [goneTests, gone] = split(itemsOfChanged(before, next));
    const [comeTests, come] = split(itemsOfChanged(next, before));
    const [nextTests, changedTests] = updated(tests, goneTests, comeTests);
    const [nextNames, changedNames] = updated(byName, gone, come);
    const changed = [...gone, ...come].filter((item) => changedNames.has(item.name));
    const changedKinds = new Set(changed.map((item) => item.kind));
    const changes = { changedNames, changedTests, changedKinds };
    return new ItemIndex(next, nextNames, nextTests, changes);
  }

  #state(): { files: Files; byName: Names; tests: Names } {
    return { files: this.#files, byName: this.#byName, tests: this.#tests };
  }

  /** In the order of their paths. */
  get files(): Iterable<SourceFile> {
    return this.#files.values();
  }

  file(path: string): SourceFile | undefined {
    return this.#files.get(path);
  }

  /** Of all items but tests. */
  get names(): Iterable<string> {
    return this.#byName.keys();
  }

  /** In the order of declaration: files by path, then by place. The first one is meant. */
  named(name: string): readonly NamedItem[] {
    return this.#byName.get(name) ?? [];
  }

  /**
   * The item that a name of a kind stands for: types and values are looked up apart, and
   * clients, policies and generators each among their own.
   */
  meaning(name: string, kind: SyntaxNode["kind"]): NamedItem | undefined {
    return this.named(name).find((item) => namespaceOf(item.kind) === namespaceOf(kind));
  }

  /** Tests have a space of their own, and may share a name when their functions differ. */
  get testNames(): Iterable<string> {
    return this.#tests.keys();
  }

  testsNamed(name: string): readonly NamedItem[] {
    return this.#tests.get(name) ?? [];
  }

  /** Where an item's node stands now, whatever file it is in. */
  find(node: SyntaxNode): { readonly path: string; readonly start: number } | undefined {
    const name = nameOf(node)?.text;
    const isIt = (item: NamedItem) => item.node === node;
    const item =
      name === undefined
        ? undefined
        : (this.named(name).find(isIt) ?? this.testsNamed(name).find(isIt));
    const placed = item && this.placeOf(item);
    return item && placed && { path: item.path, start: placed.start };
  }

  /** Where an item of a file stands now. */
  placeOf(item: NamedItem): PlacedItem | undefined {
    return this.#files.get(item.path)?.tree.items.find(({ node }) => node === item.node);
  }
}

const typeKinds: ReadonlySet<SyntaxNode["kind"]> = new Set(["class", "enum", "typeAlias"]);
const valueKinds: ReadonlySet<SyntaxNode["kind"]> = new Set(["function", "templateString", "let"]);

function namespaceOf(kind: SyntaxNode["kind"]): string {
  if (typeKinds.has(kind)) return "types";
  return valueKinds.has(kind) ? "values" : kind;
}

/** Tests first, then all others. */
function split(items: readonly NamedItem[]): [NamedItem[], NamedItem[]] {
  const tests = items.filter((item) => item.kind === "test");
  return [tests, items.filter((item) => item.kind !== "test")];
}

/** The named items of a file, in the order of the text. */
export function namedItems(file: SourceFile): readonly NamedItem[] {
  return file.tree.items.flatMap(({ node }) => {
    const name = nameOf(node)?.text;
    if (name === undefined) return [];
    return { name, kind: node.kind as NamedItemKind, node, path: file.path };
  });
}

/** The word that names an item; undefined for headers and broken text. */
export function nameOf(item: SyntaxNode): Token | undefined {
  const view = itemView(item);
  return view && view.kind !== "header" ? view.name : undefined;
}

/** Code unit order: the same on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The items of the files that `others` does not hold in the same state. */
function itemsOfChanged(files: Files, others: Files): readonly NamedItem[] {
  const changed = [...files.values()].filter(({ path, tree }) => others.get(path)?.tree !== tree);
  return changed.flatMap(namedItems);
}

function updated(
  before: Names,
  gone: readonly NamedItem[],
  come: readonly NamedItem[],
): [Names, ReadonlySet<string>] {
  const next = new Map(before);
  const changed = new Set<string>();
  const goneByName = byNames(gone);
  const comeByName = byNames(come);
  for (const name of new Set([...goneByName.keys(), ...comeByName.keys()])) {
    const old = before.get(name) ?? [];
    const left = goneByName.get(name) ?? [];
    const stay = left.length === 0 ? old : old.filter((item) => !isAmong(left, item));
    const items = inOrder([...stay, ...(comeByName.get(name) ?? [])]);
    if (items.length === 0) next.delete(name);
    else next.set(name, items);
    if (!sameNodes(old, items)) changed.add(name);
  }
  return [next, changed];
}

function byNames(items: readonly NamedItem[]): ReadonlyMap<string, readonly NamedItem[]> {
  const names = new Map<string, NamedItem[]>();
  for (const item of items) {
    const known = names.get(item.name);
    if (known) known.push(item);
    else names.set(item.name, [item]);
  }
  return names;
}

/** All items of a changed file are gone, so the path decides. */
function isAmong(gone: readonly NamedItem[], item: NamedItem): boolean {
  return gone.some((other) => other.path === item.path);
}

function sameItem(left: NamedItem, right: NamedItem): boolean {
  return left.node === right.node && left.path === right.path;
}

function sameNodes(left: readonly NamedItem[], right: readonly NamedItem[]): boolean {
  return left.length === right.length && left.every((item, index) => sameItem(item, right[index]!));
}

/** By path; those of one file come together, and in order. */
function inOrder(items: readonly NamedItem[]): readonly NamedItem[] {
  if (items.length < 2) return items;
  return [...items].sort((left, right) => compareText(left.path, right.path));
}
