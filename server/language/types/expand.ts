/**
 * Looking through aliases. Only the head of a type is opened: what is inside a list stays
 * a name until somebody asks for it, so recursive aliases need no care.
 */
import type { Environment } from "./environment";
import { recoveryType, type Type } from "./type";
import { unionOf } from "./unions";

export type TypeLookup = Pick<Environment, "typeNamed">;

/**
 * The type with an alias at its head replaced. A name that means nothing becomes the
 * recovery type: it was reported where it is written.
 */
export function expanded(types: TypeLookup, type: Type): Type {
  let current = type;
  for (let steps = 0; current.kind === "named"; steps++) {
    const declared = types.typeNamed(current.name);
    // An alias that only leads to itself is reported as a cycle.
    if (!declared || MAX_ALIAS_STEPS < steps) return recoveryType;
    if (declared.kind !== "alias") return current;
    current = declared.type;
  }
  return current;
}

/** Longer chains are taken for cycles. */
const MAX_ALIAS_STEPS = 100;

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

function collect(types: TypeLookup, type: Type, into: Collected): void {
  if (type.kind === "named") {
    if (into.opened.has(type.name)) return;
    const declared = types.typeNamed(type.name);
    if (declared?.kind === "alias") {
      into.opened.add(type.name);
      collect(types, declared.type, into);
      return;
    }
  }
  if (type.kind === "union") {
    for (const member of type.members) collect(types, member, into);
  } else if (type.kind === "optional") {
    collect(types, type.inner, into);
    collect(types, { kind: "null" }, into);
  } else {
    into.members.push(type.kind === "named" ? expanded(types, type) : type);
  }
}

/** Like the functions of `unions`, but through aliases. */
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
