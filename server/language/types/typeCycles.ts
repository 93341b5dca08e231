/**
 * Types that cannot exist because they contain themselves: aliases without a list or map
 * on the way (E0068), and classes that need an instance of themselves (E0069).
 */
import type { Diagnostic } from "../diagnostics";
import type { Token } from "../syntax/tree";
import { cycleThrough, stronglyConnected, type Targets } from "./graph";
import type { AliasSignature, ClassSignature, TypeSignature } from "./signature";
import type { Type } from "./type";

/** The cycles of a project, each under the name that is first by the alphabet. */
export interface TypeCycles {
  readonly aliases: Cycles;
  readonly classes: Cycles;
}

/** From a name through others back to it, both ends included. */
export type Cycles = ReadonlyMap<string, readonly string[]>;

/** The types among which cycles are looked for. */
export interface DeclaredTypes {
  readonly typeNames: Iterable<string>;
  type(name: string): TypeSignature | undefined;
}

export function typeCycles(signatures: DeclaredTypes): TypeCycles {
  const mentions = (name: string) => mentionedBy(signatures.type(name));
  const aliases: string[] = [];
  const endless = new Map<string, readonly string[]>();
  for (const group of cyclicGroups(signatures.typeNames, mentions)) {
    const declared = group.flatMap((name) => signatures.type(name) ?? []);
    const classes = declared.filter((signature) => signature.kind === "class");
    for (const { kind, name } of declared) if (kind === "alias") aliases.push(name);
    for (const [name, needs] of endlessIn(classes, signatures)) endless.set(name, needs);
  }
  return {
    aliases: cyclesOf(aliases, mentions),
    classes: cyclesOf([...endless.keys()], (name) => endless.get(name) ?? []),
  };
}

/** One cycle of each group of names that leads back to itself. */
function cyclesOf(names: readonly string[], targets: Targets): Cycles {
  const among = new Set(names);
  const inside = (name: string) => targets(name).filter((target) => among.has(target));
  return new Map(
    cyclicGroups(names, inside).map((group) => {
      const first = [...group].sort()[0]!;
      return [first, cycleThrough(first, inside)];
    }),
  );
}

function cyclicGroups(names: Iterable<string>, targets: Targets): readonly (readonly string[])[] {
  return stronglyConnected(names, targets).filter(
    (group) => 1 < group.length || targets(group[0]!).includes(group[0]!),
  );
}

/** The names that a declared type holds outside lists and maps; a field that can be null is a way out. */
function mentionedBy(signature: TypeSignature | undefined): readonly string[] {
  switch (signature?.kind) {
    case "class":
      return remembered(signature, () => signature.fields.flatMap(({ type }) => needed(type)));
    case "alias":
      return remembered(signature, () => namesOutside(signature.type));
    default:
      return [];
  }
}

function remembered(signature: TypeSignature, find: () => readonly string[]): readonly string[] {
  const known = mentionsOf.get(signature) ?? find();
  mentionsOf.set(signature, known);
  return known;
}

const mentionsOf = new WeakMap<TypeSignature, readonly string[]>();

function needed(type: Type): readonly string[] {
  return type.kind === "optional" ? [] : namesOutside(type);
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
 * The classes of a group that need an instance of themselves, with the classes their fields
 * need. Found by elimination: a class whose fields can all be made can be made.
 */
function endlessIn(
  group: readonly ClassSignature[],
  signatures: DeclaredTypes,
): (readonly [string, readonly string[]])[] {
  const endless = new Map(group.map((declared) => [declared.name, declared]));
  const needs = new Needs(signatures, endless);
  for (let isSettled = false; !isSettled; ) {
    const makeable = [...endless.values()].filter((one) => needs.ofClass(one).length === 0);
    for (const declared of makeable) endless.delete(declared.name);
    isSettled = makeable.length === 0;
  }
  return [...endless.values()].map((declared) => [declared.name, needs.ofClass(declared)]);
}

/** Which classes of a set something needs an instance of. */
class Needs {
  readonly #signatures: DeclaredTypes;
  readonly #among: ReadonlyMap<string, ClassSignature>;

  constructor(signatures: DeclaredTypes, among: ReadonlyMap<string, ClassSignature>) {
    this.#signatures = signatures;
    this.#among = among;
  }

  ofClass(declared: ClassSignature): readonly string[] {
    return declared.fields.flatMap((field) => this.#ofType(field.type, new Set()));
  }

  /** A union needs something only when each of its members does. */
  #ofType(type: Type, opened: ReadonlySet<string>): readonly string[] {
    if (type.kind === "named") {
      const declared = this.#signatures.type(type.name);
      return declared ? this.#ofDeclared(declared, opened) : [];
    }
    if (type.kind !== "union") return [];
    const needs = type.members.map((member) => this.#ofType(member, opened));
    return needs.every((names) => 0 < names.length) ? needs.flat() : [];
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
