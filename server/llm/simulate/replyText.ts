/** A value as a model would write it: JSON, with the names that the prompt gave it. */
import { isTagged, type Shapes, type Value } from "../../base";
import { toJsonText } from "../answer/toJson";

export function replyText(value: Value, shapes: Shapes): string {
  const renamed = withRenderedNames(value, shapes);
  return typeof renamed === "string" ? renamed : toJsonText(renamed);
}

/** Instances become maps and enum values texts, by their aliases. */
function withRenderedNames(value: Value, shapes: Shapes): Value {
  if (isList(value)) return value.map((item) => withRenderedNames(item, shapes));
  if (!isTagged(value)) return value;
  switch (value.kind) {
    case "map":
      return {
        kind: "map",
        entries: value.entries.map(([key, item]) => [key, withRenderedNames(item, shapes)]),
      };
    case "instance": {
      const declared = shapes.classes[value.className]?.fields ?? [];
      const told = value.fields.flatMap(([name, item]) => {
        const field = declared.find((one) => one.name === name);
        if (field?.skip) return [];
        return [[field?.alias ?? name, withRenderedNames(item, shapes)] as const];
      });
      return { kind: "map", entries: told };
    }
    case "variant": {
      const values = shapes.enums[value.enumName]?.values ?? [];
      return values.find(({ name }) => name === value.name)?.alias ?? value.name;
    }
    default:
      return value;
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
