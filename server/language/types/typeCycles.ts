/**
 * Types that cannot exist because they contain themselves: aliases without a list or map
 * on the way (E0068), and classes that need an instance of themselves (E0069).
 */

import type { Diagnostic } from "../diagnostics";
import type { Token } from "../syntax/tree";
import { cycleThrough, stronglyConnected } from "./graph";
import type { AliasSignature, ClassSignature, TypeSignature } from "./signature";
import type { SignatureTable } from "./signatureTable";
import type { Type } from "./type";

/** The cycles of a project, each under the name that is first by the alphabet. */
export interface TypeCycles {
  readonly aliases: Cycles;
  readonly classes: Cycles;
}

/** From a name through others back to it, both ends included. */
export type Cycles = ReadonlyMap<string, readonly string[]>;

export function typeCycles(signatures: SignatureTable): TypeCycles {
  const all = [...signatures.types];
  const aliases = all.filter((signature) => signature.kind === "alias");
  const classes = all.filter((signature) => signature.kind === "class");
  return {
    aliases: cyclesOf(new Map(aliases.map((alias) => [alias.name, namesOutside(alias.type)]))),
    classes: cyclesOf(endlessClasses(classes, signatures)),
  };
}

/** One cycle of each group that leads back to itself. */
function cyclesOf(edges: ReadonlyMap<string, readonly string[]>): Cycles {
  const targets = (name: string) => edges.get(name) ?? [];
  const cycles = new Map<string, readonly string[]>();
  for (const group of stronglyConnected(edges.keys(), targets)) {
    const [first] = [...group].sort();
    const isCycle = 1 < group.length || targets(first!).includes(first!);
    if (isCycle) cycles.set(first!, cycleThrough(first!, targets));
  }
  return cycles;
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

export function aliasCycle(name: Token, cycle: readonly string[]): Diagnostic {
  return {
    code: "E0068",
    severity: "error",
    range: name.range,
    message: `these aliases form a dependency cycle: ${cycle.join(" -> ")}`,
    hint: "A recursive alias must go through a list or a map.",
  };
}

export function classCycle(name: Token, cycle: readonly string[]): Diagnostic {
  const path = cycle.length === 2 ? cycle[0]! : cycle.join(" -> ");
  return {
    code: "E0069",
    severity: "error",
    range: name.range,
    message: `these classes form a dependency cycle: ${path}`,
    hint: "Make one of the fields optional, a list or a map.",
  };
}
