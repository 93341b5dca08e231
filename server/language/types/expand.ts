/**
 * Looking through aliases. Only the head of a type is opened: what is inside a list stays
 * a name until somebody asks for it, so recursive aliases need no care.
 */
import type { Environment } from "./environment";
import { nullType, recoveryType, type Type } from "./type";
import { unionOf } from "./unions";

export type TypeLookup = Pick<Environment, "typeNamed">;

/**
 * The type with an alias at its head replaced. A name that means nothing becomes the
 * recovery type: it was reported where it is written.
 */
export function expanded(types: TypeLookup, type: Type): Type {
  // An alias that only leads to itself is reported as a cycle.
  return openedAlias(types, type, new Set()) ?? recoveryType;
}

/**
 * The members of a union, with aliases of unions opened; the type itself when it is none.
 * An optional counts as its inner members and null. Never empty.
 */
export function membersOf(types: TypeLookup, type: Type): readonly Type[] {
  const members: Type[] = [];
  collect(types, type, { members, opened: new Set() });
  return members.length === 0 ? [recoveryType] : members;
}

interface Collected {
  readonly members: Type[];
  /** Aliases on the way: one that contains itself without a list adds nothing new. */
  readonly opened: Set<string>;
}

function collect(types: TypeLookup, written: Type, into: Collected): void {
  const type = openedAlias(types, written, into.opened);
  if (!type) return;
  switch (type.kind) {
    case "union":
      for (const member of type.members) collect(types, member, into);
      break;
    case "optional":
      collect(types, type.inner, into);
      into.members.push(nullType);
      break;
    default:
      into.members.push(type);
  }
}

/** What an alias stands for in the end; undefined when it was met before. */
function openedAlias(types: TypeLookup, type: Type, opened: Set<string>): Type | undefined {
  let current = type;
  while (current.kind === "named") {
    const declared = types.typeNamed(current.name);
    if (!declared) return recoveryType;
    if (declared.kind !== "alias") return current;
    if (opened.has(current.name)) return undefined;
    opened.add(current.name);
    current = declared.type;
  }
  return current;
}

/** Whether null is among the values of a type, for all that is known. */
export function canBeNull(types: TypeLookup, type: Type): boolean {
  return membersOf(types, type).some(({ kind }) => acceptingNull.has(kind));
}

const acceptingNull: ReadonlySet<Type["kind"]> = new Set(["null", "unknown", "recovery"]);

/** What is left once null is ruled out; the type itself when null was not in it. */
export function nonNull(types: TypeLookup, type: Type): Type {
  const members = membersOf(types, type);
  if (!members.some((member) => member.kind === "null")) return type;
  return unionOf(members.filter((member) => member.kind !== "null"));
}
