/**
 * The analysis of a project: what `analyze` makes of its files, ready to be asked.
 *
 * An analysis is a value. Making the next one with the previous at hand costs what an edit
 * changed: an item is checked again only when its own text changed, or the answer to
 * something that it had asked.
 */
import type { Diagnostic } from "./diagnostics";
import { type FileDiagnostic, FileDiagnostics } from "./fileDiagnostics";
import { duplicateNames, type ItemDiagnostics } from "./names/duplicates";
import { ItemIndex, type SourceFile } from "./names/itemIndex";
import { type ItemTables, Revision } from "./revision";
import type { SyntaxNode } from "./syntax/tree";
import type { CheckedItem } from "./types/checkedItem";
import { constantCycles, type InferredConstants, mentionGroups } from "./types/constants";
import type { Environment } from "./types/environment";
import { projectEnvironment } from "./types/projectEnvironment";
import { SignatureTable } from "./types/signatureTable";
import { typeCycles } from "./types/typeCycles";

/** `previous` only makes it faster: the answers are those of `files`. */
export function analyze(files: readonly SourceFile[], previous?: Analysis): Analysis {
  return Analysis.of(files, previous);
}

export class Analysis {
  readonly index: ItemIndex;
  /** Names and signatures of the whole project. */
  readonly environment: Environment;
  readonly #signatures: SignatureTable;
  readonly #tables: ItemTables;
  readonly #betweenItems: BetweenItems;
  readonly #diagnostics: FileDiagnostics;

  private constructor(
    index: ItemIndex,
    signatures: SignatureTable,
    tables: ItemTables,
    previous: Analysis | undefined,
  ) {
    this.index = index;
    this.#signatures = signatures;
    this.#tables = tables;
    this.environment = projectEnvironment(signatures, tables.effects, tables.constants);
    const checked = this.#check(previous);
    const betweenBefore = previous ? previous.#betweenItems : undefined;
    this.#betweenItems = this.#compareItems(checked, betweenBefore);
    const changed = changedItems(checked, this.#betweenItems, betweenBefore);
    const before = previous && { diagnostics: previous.#diagnostics, changed };
    this.#diagnostics = new FileDiagnostics(index, (item) => this.#diagnosticsOf(item), before);
  }

  static of(files: readonly SourceFile[], previous?: Analysis): Analysis {
    const index = ItemIndex.of(files, previous?.index);
    const signatures = SignatureTable.of(index, previous ? previous.#signatures : undefined);
    const tables = copyOf(previous ? previous.#tables : emptyTables);
    return new Analysis(index, signatures, tables, previous);
  }

  /** The results for an item's node; undefined when the project does not hold it. */
  checked(item: SyntaxNode): CheckedItem | undefined {
    return this.#tables.states.get(item)?.result.checked;
  }

  /** All problems of a file, in the order of the text; the same list as long as it is the same. */
  diagnosticsOf(path: string): readonly FileDiagnostic[] {
    return this.#diagnostics.of(path);
  }

  /** Answers the items that were checked, because of their text or of others. */
  #check(previous: Analysis | undefined): ReadonlySet<SyntaxNode> {
    const { states, bodies, effects, constants } = this.#tables;
    const [gone, fresh] = nodesOfChanged(this.index, previous?.index);
    for (const node of gone) forget(this.#tables, node);
    const mentions = mentionGroups(this.#inferredConstants());
    const revision = new Revision(this.index, this.environment, this.#tables, mentions);
    const renamed = [...this.index.changedNames].flatMap((name) =>
      this.index.named(name).map((item) => item.node),
    );
    const asked = revision.whoAsked(this.#signatures.changed);
    revision.update(new Set([...fresh, ...renamed, ...asked]));
    for (const key of effects.keys()) if (!bodies.has(key)) effects.delete(key);
    for (const key of constants.keys()) if (!bodies.has(key)) constants.delete(key);
    return new Set([...revision.checked].filter((node) => states.has(node)));
  }

  #inferredConstants(): InferredConstants {
    const constants = new Map<string, SyntaxNode>();
    for (const name of this.#signatures.names("values")) {
      const declared = this.#signatures.value(name);
      const item = this.index.meaning(name, "let");
      if (declared?.kind === "constant" && !declared.type && item) constants.set(name, item.node);
    }
    return constants;
  }

  #compareItems(checked: ReadonlySet<SyntaxNode>, before: BetweenItems | undefined): BetweenItems {
    const { index } = this;
    const sameNames = index.changedNames.size === 0 && index.changedTests.size === 0;
    const sameTypes = sameNames && this.#signatures.changed.size === 0;
    return {
      duplicates: before && sameNames ? before.duplicates : duplicateNames(index),
      typeCycles: before && sameTypes ? before.typeCycles : typeCycles(this.#signatures, index),
      constantCycles:
        before && checked.size === 0
          ? before.constantCycles
          : constantCycles(this.#tables.bodies, index),
    };
  }

  #diagnosticsOf(item: SyntaxNode): readonly Diagnostic[] {
    const { duplicates, typeCycles, constantCycles } = this.#betweenItems;
    return [
      ...(this.checked(item)?.diagnostics ?? []),
      ...(duplicates.get(item) ?? []),
      ...(typeCycles.get(item) ?? []),
      ...(constantCycles.get(item) ?? []),
    ];
  }
}

/** What is wrong with items because of other items. */
interface BetweenItems {
  readonly duplicates: ItemDiagnostics;
  readonly typeCycles: ItemDiagnostics;
  readonly constantCycles: ItemDiagnostics;
}

const emptyTables: ItemTables = {
  states: new Map(),
  bodies: new Map(),
  effects: new Map(),
  constants: new Map(),
};

function copyOf(tables: ItemTables): ItemTables {
  return {
    states: new Map(tables.states),
    bodies: new Map(tables.bodies),
    effects: new Map(tables.effects),
    constants: new Map(tables.constants),
  };
}

function forget(tables: ItemTables, node: SyntaxNode): void {
  for (const body of tables.states.get(node)?.result.bodies ?? []) {
    if (tables.bodies.get(body.key)?.item === node) tables.bodies.delete(body.key);
  }
  tables.states.delete(node);
}

/** The items that are gone, and those that are new. */
function nodesOfChanged(
  index: ItemIndex,
  previous: ItemIndex | undefined,
): [gone: readonly SyntaxNode[], fresh: readonly SyntaxNode[]] {
  const before = nodesIn(previous, index);
  const after = nodesIn(index, previous);
  return [
    [...before].filter((node) => !after.has(node)),
    [...after].filter((node) => !before.has(node)),
  ];
}

/** The items of the files that the other index does not hold in the same state. */
function nodesIn(index: ItemIndex | undefined, other: ItemIndex | undefined): Set<SyntaxNode> {
  const nodes = new Set<SyntaxNode>();
  for (const { path, tree } of index?.files ?? []) {
    if (other?.file(path)?.tree === tree) continue;
    for (const { node } of tree.items) nodes.add(node);
  }
  return nodes;
}

function changedItems(
  checked: ReadonlySet<SyntaxNode>,
  now: BetweenItems,
  before: BetweenItems | undefined,
): ReadonlySet<SyntaxNode> {
  const changed = new Set(checked);
  for (const kind of ["duplicates", "typeCycles", "constantCycles"] as const) {
    if (now[kind] === before?.[kind]) continue;
    for (const node of now[kind].keys()) changed.add(node);
    for (const node of before?.[kind].keys() ?? []) changed.add(node);
  }
  return changed;
}
