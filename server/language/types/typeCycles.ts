/**
 * Types that cannot exist because they contain themselves: aliases without a list or map
 * on the way (E0068), and classes that need an instance of themselves (E0069).
 */

import type { Diagnostic } from "../diagnostics";
import type { ItemDiagnostics } from "../names/duplicates";
import type { ItemIndex, NamedItemKind } from "../names/itemIndex";
import { nameOf } from "../names/itemIndex";
import type { SyntaxNode } from "../syntax/tree";
import { cycleThrough, stronglyConnected } from "./graph";
import type { AliasSignature, ClassSignature, TypeSignature } from "./signature";
import type { SignatureTable } from "./signatureTable";
import type { Type } from "./type";

export function typeCycles(signatures: SignatureTable, index: ItemIndex): ItemDiagnostics {
  const aliases = [...signatures.types].filter((signature) => signature.kind === "alias");
  const classes = [...signatures.types].filter((signature) => signature.kind === "class");
  const report = new CycleReport(index);
  const aliasEdges = new Map(aliases.map((alias) => [alias.name, namesOutside(alias.type)]));
  for (const cycle of cyclesOf(aliasEdges)) report.add("typeAlias", cycle);
  const endless = endlessClasses(classes, signatures);
  for (const cycle of cyclesOf(endless)) report.add("class", cycle);
  return report.diagnostics;
}

/** Collects cycles, each at the item that is first by its name. */
class CycleReport {
  readonly diagnostics = new Map<SyntaxNode, readonly Diagnostic[]>();
  readonly #index: ItemIndex;

  constructor(index: ItemIndex) {
    this.#index = index;
  }

  add(kind: NamedItemKind, cycle: readonly string[]): void {
    const item = this.#index.named(cycle[0]!).find((candidate) => candidate.kind === kind);
    if (!item) return;
    const range = nameOf(item.node)?.range ?? item.node.range;
    const make = kind === "class" ? classCycle : aliasCycle;
    this.diagnostics.set(item.node, [make(cycle, range)]);
  }
}

/** One cycle of each group that leads back to itself, from its first name to that name again. */
function cyclesOf(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const targets = (name: string) => edges.get(name) ?? [];
  return stronglyConnected([...edges.keys()], targets).flatMap((group) => {
    const [first] = [...group].sort();
    const isCycle = 1 < group.length || targets(first!).includes(first!);
    return isCycle ? [cycleThrough(first!, targets)] : [];
  });
}

/** The names a type holds outside lists and maps. */
function namesOutside(type: Type): readonly string[] {
  switch (type.kind) {
    case "named":
      return [type.name];
    case "optional":
      return namesOutside(type.inner);
    case "union":
      return type.members.flatMap(namesOutside);
    case "function":
      return [...type.params.map((param) => param.type), type.returns].flatMap(namesOutside);
    default:
      return [];
  }
}

/**
 * The classes that need an instance of themselves, with the classes their fields need.
 * Only a class that names itself somehow can be one, so these are looked at alone.
 */
function endlessClasses(
  classes: readonly ClassSignature[],
  signatures: SignatureTable,
): ReadonlyMap<string, readonly string[]> {
  const named = new Map(classes.map((declared) => [declared.name, declared]));
  const mentions = new Needs(signatures, named, "some");
  const targets = (name: string) => mentions.ofClass(named.get(name)!);
  const groups = stronglyConnected(named.keys(), targets).filter(
    (group) => 1 < group.length || targets(group[0]!).includes(group[0]!),
  );
  return new Map(
    groups.flatMap((group) =>
      endlessIn(
        group.map((name) => named.get(name)!),
        signatures,
      ),
    ),
  );
}

/** Found by elimination: a class whose fields can all be made can be made. */
function endlessIn(
  group: readonly ClassSignature[],
  signatures: SignatureTable,
): (readonly [string, readonly string[]])[] {
  const endless = new Map(group.map((declared) => [declared.name, declared]));
  const needs = new Needs(signatures, endless, "every");
  for (let isSettled = false; !isSettled; ) {
    const makeable = [...endless.values()].filter((one) => needs.ofClass(one).length === 0);
    for (const declared of makeable) endless.delete(declared.name);
    isSettled = makeable.length === 0;
  }
  return [...endless.values()].map((declared) => [declared.name, needs.ofClass(declared)]);
}

/** Which classes of a set something needs an instance of. */
class Needs {
  readonly #signatures: SignatureTable;
  readonly #among: ReadonlyMap<string, ClassSignature>;
  /** Whether a union needs what some of its members need, or only when every one needs something. */
  readonly #union: "some" | "every";

  constructor(
    signatures: SignatureTable,
    among: ReadonlyMap<string, ClassSignature>,
    union: "some" | "every",
  ) {
    this.#signatures = signatures;
    this.#among = among;
    this.#union = union;
  }

  ofClass(declared: ClassSignature): readonly string[] {
    return declared.fields.flatMap((field) => this.#ofType(field.type, new Set()));
  }

  #ofType(type: Type, opened: ReadonlySet<string>): readonly string[] {
    if (type.kind === "named") {
      const declared = this.#signatures.type(type.name);
      return declared ? this.#ofDeclared(declared, opened) : [];
    }
    if (type.kind !== "union") return [];
    const needs = type.members.map((member) => this.#ofType(member, opened));
    const counts = this.#union === "some" || needs.every((names) => 0 < names.length);
    return counts ? needs.flat() : [];
  }

  #ofDeclared(declared: TypeSignature, opened: ReadonlySet<string>): readonly string[] {
    if (declared.kind === "class") return this.#among.has(declared.name) ? [declared.name] : [];
    return declared.kind === "alias" ? this.#ofAlias(declared, opened) : [];
  }

  /** An alias of itself is a mistake of its own. */
  #ofAlias(alias: AliasSignature, opened: ReadonlySet<string>): readonly string[] {
    if (opened.has(alias.name)) return [];
    return this.#ofType(alias.type, new Set([...opened, alias.name]));
  }
}

function aliasCycle(cycle: readonly string[], range: Diagnostic["range"]): Diagnostic {
  return {
    code: "E0068",
    severity: "error",
    range,
    message: `these aliases form a dependency cycle: ${cycle.join(" -> ")}`,
    hint: "A recursive alias must go through a list or a map.",
  };
}

function classCycle(cycle: readonly string[], range: Diagnostic["range"]): Diagnostic {
  const path = cycle.length === 2 ? cycle[0]! : cycle.join(" -> ");
  return {
    code: "E0069",
    severity: "error",
    range,
    message: `these classes form a dependency cycle: ${path}`,
    hint: "Make one of the fields optional, a list or a map.",
  };
}
