import { unreachable, type Value } from "../base";

/** The name of a value's type, as messages show it. */
export function kindOf(value: Value): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "number":
    case "bigint":
      return "int";
    default:
      return objectKindOf(value);
  }
}

function objectKindOf(value: Exclude<Value, null | string | boolean | number | bigint>): string {
  if (isList(value)) return "array";
  switch (value.kind) {
    case "instance":
      return value.className;
    case "variant":
      return value.enumName;
    case "media":
      return value.media;
    case "opaque":
      return value.what;
    case "checked":
      return kindOf(value.value);
    case "float":
    case "map":
    case "truncated":
      return value.kind;
    default:
      return unreachable(value, "kind of value");
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
