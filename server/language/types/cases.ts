/**
 * The cases that a `match` must cover, and those that an arm covers (4.16).
 *
 * A case is a value (`true`, `null`, `"a"`, `Color.Red`) or, where values cannot be listed,
 * a type as a whole (`int`, `Dog`, `string[]`).
 */
import { isAssignable } from "./assignable";
import { membersOf, type TypeLookup } from "./expand";
import { literalType, type Type } from "./type";
import { literalText, typeText } from "./typeText";

export interface Case {
  /** How it is shown; two cases are the same when their texts are. */
  readonly text: string;
  /** Of a case that stands for all values of a type, or for one literal. */
  readonly type?: Type;
}

/** The cases of a type, in the order of declaration. */
export function casesOf(types: TypeLookup, type: Type): readonly Case[] {
  const cases = new Map<string, Case>();
  for (const member of membersOf(types, type)) {
    for (const one of casesOfMember(types, member)) {
      if (!cases.has(one.text)) cases.set(one.text, one);
    }
  }
  return [...cases.values()];
}

export function variantCase(enumName: string, variant: string): Case {
  return { text: `${enumName}.${variant}` };
}

export function literalCase(value: string | number | bigint | boolean): Case {
  return { text: literalText(value), type: literalType(value) };
}

export const nullCase: Case = { text: "null" };

/** The cases that earlier arms have taken. */
export class Coverage {
  readonly #types: TypeLookup;
  readonly #texts = new Set<string>();
  /** Types as wholes, which may cover literals. */
  readonly #wholes: Type[] = [];
  #coversEverything = false;

  constructor(types: TypeLookup) {
    this.#types = types;
  }

  /** True after a wildcard without a guard. */
  get coversEverything(): boolean {
    return this.#coversEverything;
  }

  add(cases: readonly Case[] | "everything"): void {
    if (cases === "everything") this.#coversEverything = true;
    else for (const one of cases) this.#add(one);
  }

  #add({ text, type }: Case): void {
    this.#texts.add(text);
    // A float arm tests for floats, and no literal is one.
    if (type && type.kind !== "literal" && type.kind !== "float") this.#wholes.push(type);
  }

  covers(cases: readonly Case[]): boolean {
    return cases.every((one) => this.#includes(one));
  }

  missing(cases: readonly Case[]): readonly Case[] {
    return cases.filter((one) => !this.#includes(one));
  }

  /** A type also covers its literals: `string` covers `"a"`. */
  #includes({ text, type }: Case): boolean {
    if (this.#coversEverything || this.#texts.has(text)) return true;
    if (type?.kind !== "literal") return false;
    return this.#wholes.some((whole) => isAssignable(this.#types, type, whole));
  }
}

function casesOfMember(types: TypeLookup, member: Type): readonly Case[] {
  switch (member.kind) {
    case "bool":
      return [literalCase(true), literalCase(false)];
    case "null":
      return [nullCase];
    case "literal":
      return [literalCase(member.value)];
    case "never":
      return [];
    case "named": {
      const declared = types.typeNamed(member.name);
      if (declared?.kind !== "enum") return [{ text: member.name, type: member }];
      return declared.variants.map((variant) => variantCase(declared.name, variant));
    }
    default:
      return [{ text: typeText(member), type: member }];
  }
}
