/** Equality of types by structure. Parameter names and freshness are no part of a type. */
import { unreachable } from "../../base";
import type { ParamType, Type } from "./type";

export function sameType(left: Type, right: Type): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
    case "never":
    case "unknown":
    case "type":
    case "void":
    case "recovery":
      return right.kind === left.kind;
    case "literal":
      return right.kind === "literal" && right.value === left.value;
    case "media":
      return right.kind === "media" && right.media === left.media;
    case "named":
    case "variable":
      return right.kind === left.kind && right.name === left.name;
    case "optional":
      return right.kind === "optional" && sameType(left.inner, right.inner);
    case "list":
      return right.kind === "list" && sameType(left.item, right.item);
    case "map":
      return (
        right.kind === "map" && sameType(left.key, right.key) && sameType(left.value, right.value)
      );
    case "union":
      return right.kind === "union" && sameMembers(left.members, right.members);
    case "function":
      return (
        right.kind === "function" &&
        sameParams(left.params, right.params) &&
        sameType(left.returns, right.returns)
      );
    default:
      return unreachable(left, "type");
  }
}

function sameMembers(left: readonly Type[], right: readonly Type[]): boolean {
  return (
    left.length === right.length && left.every((member, index) => sameType(member, right[index]!))
  );
}

function sameParams(left: readonly ParamType[], right: readonly ParamType[]): boolean {
  return (
    left.length === right.length &&
    left.every(
      (param, index) =>
        sameType(param.type, right[index]!.type) && param.optional === right[index]!.optional,
    )
  );
}
