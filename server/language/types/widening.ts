/**
 * Widening (4.2): a literal becomes its base type where its exact value does not matter.
 *
 * A union loses only the literals that expressions brought in. One that was written, such
 * as the type `"a" | "b"` of a field, keeps its members when it passes through a `let`.
 */

import { boolType, intType, type LiteralType, optionalType, stringType, type Type } from "./type";
import { unionOf } from "./unions";

export function widened(type: Type): Type {
  return type.kind === "literal" ? baseOf(type) : widenedFresh(type);
}

/** The type a literal belongs to. */
export function baseOf(type: LiteralType): Type {
  switch (typeof type.value) {
    case "string":
      return stringType;
    case "boolean":
      return boolType;
    default:
      return intType;
  }
}

function widenedFresh(type: Type): Type {
  switch (type.kind) {
    case "literal":
      return type.fresh ? baseOf(type) : type;
    case "optional":
      return optionalType(widenedFresh(type.inner));
    case "union":
      return unionOf(type.members.map(widenedFresh));
    default:
      return type;
  }
}
