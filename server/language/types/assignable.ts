/**
 * Assignability (4.3): whether a value of one type may stand where another is required.
 *
 * Recursive aliases are compared co-inductively: a pair that is met again while it is being
 * compared is taken to fit.
 */
import { membersOf, type TypeLookup } from "./expand";
import { sameType } from "./sameType";
import type { FunctionType, Type } from "./type";
import { typeText } from "./typeText";
import { baseOf } from "./widening";

export function isAssignable(types: TypeLookup, source: Type, target: Type): boolean {
  return fits({ types, assumed: new Set() }, source, target);
}

interface Comparison {
  readonly types: TypeLookup;
  /** The pairs with a named type that are being compared. */
  readonly assumed: Set<string>;
}

function fits(comparison: Comparison, source: Type, target: Type): boolean {
  if (sameType(source, target)) return true;
  if (source.kind !== "named" && target.kind !== "named")
    return fitsHead(comparison, source, target);
  const pair = `${typeText(source)} <: ${typeText(target)}`;
  if (comparison.assumed.has(pair)) return true;
  comparison.assumed.add(pair);
  const result = fitsHead(comparison, source, target);
  comparison.assumed.delete(pair);
  return result;
}

/** The source is taken apart first: each of its members must find a place. */
function fitsHead(comparison: Comparison, source: Type, target: Type): boolean {
  const { types } = comparison;
  const sources = membersOf(types, source);
  const targets = membersOf(types, target);
  return sources.every((member) =>
    targets.some((candidate) => memberFits(comparison, member, candidate)),
  );
}

/** Neither side is an alias, an optional or a union any more. */
function memberFits(comparison: Comparison, source: Type, target: Type): boolean {
  if (source.kind === "recovery" || target.kind === "recovery") return true;
  if (source.kind === "never" || target.kind === "unknown") return true;
  switch (source.kind) {
    case "int":
      return target.kind === "int" || target.kind === "float";
    case "literal":
      if (target.kind === "literal") return target.value === source.value;
      return memberFits(comparison, baseOf(source), target);
    case "media":
      return target.kind === "media" && (target.media === "any" || target.media === source.media);
    case "list":
      return target.kind === "list" && fits(comparison, source.item, target.item);
    case "map":
      return (
        target.kind === "map" &&
        keysFit(comparison, source.key, target.key) &&
        fits(comparison, source.value, target.value)
      );
    case "function":
      return target.kind === "function" && functionFits(comparison, source, target);
    default:
      return sameType(source, target);
  }
}

/** Keys must be the same type; a map that is still empty has none. */
function keysFit(comparison: Comparison, source: Type, target: Type): boolean {
  if (source.kind === "never") return true;
  return fits(comparison, source, target) && fits(comparison, target, source);
}

function functionFits(comparison: Comparison, source: FunctionType, target: FunctionType): boolean {
  return (
    source.params.length === target.params.length &&
    target.params.every((param, index) =>
      fits(comparison, param.type, source.params[index]!.type),
    ) &&
    fits(comparison, source.returns, target.returns)
  );
}

/** Whether every member of a type is of one of these kinds, a literal counting as its base. */
export function isOnly(types: TypeLookup, type: Type, kinds: ReadonlySet<Type["kind"]>): boolean {
  return membersOf(types, type).every((member) =>
    kinds.has(member.kind === "literal" ? baseOf(member).kind : member.kind),
  );
}
