/** The classes, enums and aliases that a type mentions, itself included. */
import type { Type } from "./type";

export function namesInType(type: Type): readonly string[] {
  switch (type.kind) {
    case "named":
      return [type.name];
    case "optional":
      return namesInType(type.inner);
    case "list":
      return namesInType(type.item);
    case "map":
      return namesInType(type.value);
    case "union":
      return type.members.flatMap(namesInType);
    default:
      return [];
  }
}
