/**
 * The analysis of a project: what `analyze` makes of its files, ready to be asked.
 *
 * An analysis is a value. Making the next one with the previous at hand costs what an edit
 * changed: an item is checked again only when its own text changed, or the answer to
 * something that it had asked.
 */
import { type ClientCycles, clientCycle, clientCycles } from "./declarations/clientCycles";
import type { Diagnostic } from "./diagnostics";
import { type FileDiagnostic, FileDiagnostics } from "./fileDiagnostics";
import { duplicateDiagnostics } from "./names/duplicates";
import { ItemIndex, nameOf, type SourceFile } from "./names/itemIndex";
import { forgetBodies, type ItemTables, Revision } from "./revision";
import type { SyntaxNode } from "./syntax/tree";
import type { CheckedItem } from "./types/checkedItem";
import {
  constantCycle,
  constantCycles,
  type InferredConstants,
  mentionGroups,
} from "./types/constants";
import type { Environment } from "./types/environment";
import { projectEnvironment } from "./types/projectEnvironment";
import { SignatureTable } from "./types/signatureTable";
import {
  aliasCycle,
  type Cycles,
  classCycle,
  type TypeCycles,
  typeCycles,
} from "./types/typeCycles";

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
  readonly #cycles: ProjectCycles;
  readonly #clientCycles: ClientCycles;
  /** Those of which the type cannot be inferred. */
  #cyclicConstants: ReadonlySet<string> = new Set();
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
    const cyclesBefore = previous ? previous.#cycles : undefined;
    this.#cycles = this.#cyclesOf(cyclesBefore);
    const clientsBefore = previous ? previous.#clientCycles : undefined;
    const isSameClients = clientsBefore !== undefined && !index.changedKinds.has("client");
    this.#clientCycles = isSameClients ? clientsBefore : clientCycles(index);
    const changed = new Set([
      ...this.#changedItems(checked, cyclesBefore ?? noCycles),
      ...(isSameClients ? [] : [...this.#clientCycles.keys(), ...(clientsBefore?.keys() ?? [])]),
    ]);
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
    for (const node of gone) {
      forgetBodies(this.#tables, node);
      states.delete(node);
    }
    const mentions = mentionGroups(this.#inferredConstants());
    this.#cyclicConstants = mentions.cyclic;
    const cyclicBefore = previous ? previous.#cyclicConstants : mentions.cyclic;
    const revision = new Revision(this.index, this.environment, this.#tables, mentions);
    const names = [...this.index.changedNames, ...difference(mentions.cyclic, cyclicBefore)];
    const renamed = names.flatMap((name) => this.index.named(name).map((item) => item.node));
    const asked = revision.whoAsked(this.#signatures.changed);
    revision.update(new Set([...fresh, ...renamed, ...asked]));
    for (const key of effects.keys()) if (!bodies.has(key)) effects.delete(key);
    for (const key of constants.keys()) if (!bodies.has(key)) constants.delete(key);
    return new Set([...revision.checked].filter((node) => states.has(node)));
  }

  #inferredConstants(): InferredConstants {
    const constants = new Map<string, SyntaxNode>();
    for (const name of this.#signatures.constants) {
      const declared = this.#signatures.value(name);
      const item = this.index.meaning(name, "let");
      if (declared?.kind === "constant" && !declared.type && item) constants.set(name, item.node);
    }
    return constants;
  }

  #cyclesOf(before: ProjectCycles | undefined): ProjectCycles {
    const { constants, changedTypes } = this.#signatures;
    const isSame = before !== undefined && changedTypes.length === 0;
    return {
      ...(isSame ? before : typeCycles(this.#signatures)),
      constants: constantCycles(constants, this.#tables.bodies),
    };
  }

  /** The items that may say something else than before. */
  #changedItems(checked: ReadonlySet<SyntaxNode>, before: ProjectCycles): ReadonlySet<SyntaxNode> {
    const { index } = this;
    const now = this.#cycles;
    const names = (["aliases", "classes", "constants"] as const).flatMap((kind) =>
      now[kind] === before[kind] ? [] : [...now[kind].keys(), ...before[kind].keys()],
    );
    const items = [
      ...names.flatMap((name) => index.named(name)),
      ...[...index.changedTests].flatMap((name) => index.testsNamed(name)),
    ];
    return new Set([...checked, ...items.map((item) => item.node)]);
  }

  #diagnosticsOf(item: SyntaxNode): readonly Diagnostic[] {
    return [
      ...(this.checked(item)?.diagnostics ?? []),
      ...duplicateDiagnostics(this.index, item),
      ...this.#cycleDiagnostics(item),
      ...this.#clientCycleDiagnostics(item),
    ];
  }

  #clientCycleDiagnostics(item: SyntaxNode): readonly Diagnostic[] {
    const cycle = this.#clientCycles.get(item);
    const name = cycle && nameOf(item);
    return cycle && name ? [clientCycle(name, cycle)] : [];
  }

  /** Reported at the item that its name stands for, not at a duplicate. */
  #cycleDiagnostics(item: SyntaxNode): readonly Diagnostic[] {
    const name = nameOf(item);
    const making = makersOfCycles.find(({ kind }) => kind === item.kind);
    if (!name || !making || this.index.meaning(name.text, item.kind)?.node !== item) return [];
    const cycle = this.#cycles[making.among].get(name.text);
    return cycle ? [making.make(name, cycle)] : [];
  }
}

/** What leads back to itself: types that cannot be, constants that cannot be worked out. */
interface ProjectCycles extends TypeCycles {
  readonly constants: Cycles;
}

const noCycles: ProjectCycles = { aliases: new Map(), classes: new Map(), constants: new Map() };

const makersOfCycles = [
  { kind: "typeAlias", among: "aliases", make: aliasCycle },
  { kind: "class", among: "classes", make: classCycle },
  { kind: "let", among: "constants", make: constantCycle },
] as const;

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

/** What is in one of two sets and not in the other. */
function difference(left: ReadonlySet<string>, right: ReadonlySet<string>): readonly string[] {
  return [...left, ...right].filter((entry) => !left.has(entry) || !right.has(entry));
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
