/**
 * Throw facts (4.17): what a function may throw, as a set of words. A fact is `int`,
 * `float`, `string`, `bool`, `null`, a class, a variant `E.V`, an enum `E` of which the
 * variant is not known, or `unknown`.
 */
import type { TypeLookup } from "./expand";
import { membersOf } from "./expand";
import type { DeclaredThrow } from "./signature";
import { namedType, neverType, type Type, unknownType } from "./type";
import { builtinType } from "./typeNames";
import { unionOf } from "./unions";
import { baseOf } from "./widening";

export type Facts = ReadonlySet<string>;

export const noFacts: Facts = new Set();
export const unknownFacts: Facts = new Set(["unknown"]);

/** What throwing a value of a type contributes. An enum stays whole: its variant is not known. */
export function factsOfThrown(types: TypeLookup, type: Type): Facts {
  return new Set(membersOf(types, type).flatMap(factOfMember));
}

/** What a type stands for in a `throws` clause or a pattern: an enum for all its variants. */
export function factsOfType(types: TypeLookup, type: Type): Facts {
  return new Set(
    [...factsOfThrown(types, type)].flatMap((fact) => variantsOf(types, fact) ?? fact),
  );
}

export function factsOfDeclared(types: TypeLookup, declared: readonly DeclaredThrow[]): Facts {
  return new Set(
    declared.flatMap((one) =>
      one.kind === "variant"
        ? variantFact(one.enumName, one.variant)
        : [...factsOfType(types, one.type)],
    ),
  );
}

export function variantFact(enumName: string, variant: string): string {
  return `${enumName}.${variant}`;
}

/** The type of a value that any of the facts may describe; `never` for none. */
export function typeOfFacts(types: TypeLookup, facts: Facts): Type {
  if (facts.size === 0) return neverType;
  return unionOf([...facts].map((fact) => typeOfFact(types, fact)));
}

/** The facts among `thrown` that `declared` does not cover, sorted. */
export function uncovered(types: TypeLookup, thrown: Facts, declared: Facts): readonly string[] {
  const isCovered = (fact: string) =>
    declared.has(fact) || variantsOf(types, fact)?.every((variant) => declared.has(variant));
  return [...thrown].filter((fact) => !isCovered(fact)).sort();
}

/** The facts among `declared` that are never thrown, sorted. */
export function neverThrown(types: TypeLookup, declared: Facts, thrown: Facts): readonly string[] {
  const possible = new Set(
    [...thrown].flatMap((fact) => [fact, ...(variantsOf(types, fact) ?? [])]),
  );
  return [...declared].filter((fact) => !possible.has(fact)).sort();
}

/** What an arm can do with facts: those it may match, and those it surely handles. */
export interface FactMatch {
  readonly mayMatch: Facts;
  readonly handled: Facts;
}

/** An untyped binding or `_`. */
export function matchAnything(residual: Facts): FactMatch {
  return { mayMatch: residual, handled: residual };
}

/** A typed binding, a bare type or a variant: `wanted` are the facts it tests for. */
export function matchFacts(types: TypeLookup, residual: Facts, wanted: Facts): FactMatch {
  const mayMatch = new Set<string>();
  const handled = new Set<string>();
  for (const fact of residual) {
    const variants = variantsOf(types, fact);
    const covers = wanted.has(fact) || variants?.every((variant) => wanted.has(variant));
    if (covers) handled.add(fact);
    const touches = fact === "unknown" || variants?.some((variant) => wanted.has(variant));
    if (covers || touches) mayMatch.add(fact);
  }
  return { mayMatch, handled };
}

/** A literal may match its base type and never handles it. */
export function matchLiteral(residual: Facts, base: string): FactMatch {
  const mayMatch = [...residual].filter((fact) => fact === base || fact === "unknown");
  // There is one null, so the literal handles it.
  return { mayMatch: new Set(mayMatch), handled: new Set(mayMatch.filter(isNull)) };
}

export function matchEither(matches: readonly FactMatch[]): FactMatch {
  return {
    mayMatch: new Set(matches.flatMap((match) => [...match.mayMatch])),
    handled: new Set(matches.flatMap((match) => [...match.handled])),
  };
}

export function without(facts: Facts, removed: Facts): Facts {
  return new Set([...facts].filter((fact) => !removed.has(fact)));
}

const isNull = (fact: string) => fact === "null";

function factOfMember(member: Type): readonly string[] {
  switch (member.kind) {
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
      return [member.kind];
    case "literal":
      return [baseOf(member).kind];
    case "named":
      return [member.name];
    case "never":
    case "recovery":
      return [];
    default:
      return ["unknown"];
  }
}

/** All variants of the enum that a fact names; undefined for any other fact. */
function variantsOf(types: TypeLookup, fact: string): readonly string[] | undefined {
  const declared = types.typeNamed(fact);
  if (declared?.kind !== "enum") return undefined;
  return declared.variants.map((variant) => variantFact(fact, variant));
}

function typeOfFact(types: TypeLookup, fact: string): Type {
  if (fact === "unknown") return unknownType;
  const builtin = builtinType(fact);
  if (builtin) return builtin;
  if (types.typeNamed(fact)) return namedType(fact);
  return namedType(fact.slice(0, fact.lastIndexOf(".")));
}
