/**
 * Unions: how a written one is normalised (4.4), and how the types of branches, arms and
 * elements are joined.
 *
 * Invariant: nothing is subsumed. `int | 5` stays as it was written.
 */
import { sameType } from "./sameType";
import { neverType, type Type } from "./type";

/** Flattened, without exact duplicates, in the order of first occurrence; one member is itself. */
export function unionOf(types: readonly Type[]): Type {
  const members: Type[] = [];
  for (const type of types) addMember(members, type);
  return members.length === 1 ? members[0]! : fromMembers(members);
}

/** The type of what may be any of `types`: like a union, without `never`; none is `never`. */
export function joinOf(types: readonly Type[]): Type {
  const possible = types.filter((type) => type.kind !== "never");
  if (possible.some((type) => type.kind === "recovery")) return { kind: "recovery" };
  const known = possible.filter((type) => !isVague(type) || !possible.some(isClearer(type)));
  return unionOf(known);
}

function addMember(members: Type[], type: Type): void {
  if (type.kind === "union") {
    for (const member of type.members) addMember(members, member);
  } else if (!members.some((member) => sameType(member, type))) {
    members.push(type);
  }
}

function fromMembers(members: readonly Type[]): Type {
  return members.length === 0 ? neverType : { kind: "union", members };
}

/** True for the type of an empty container, such as the `[]` in `[[1], []]`. */
function isVague(type: Type): boolean {
  if (type.kind === "list") return type.item.kind === "recovery" || isVague(type.item);
  if (type.kind === "map") return type.value.kind === "recovery" || isVague(type.value);
  return false;
}

function isClearer(vague: Type): (other: Type) => boolean {
  return (other) => other.kind === vague.kind && !isVague(other);
}
