/**
 * Hosts and tests may name an enum value by its alias (language 5.10), where prompts know
 * the name alone.
 *
 * Invariant: changes nothing but such strings, and only where the name does not fit.
 */
import { isTagged, type Shape, type Shapes, type Value } from "../base";

/** The value with the variants that its aliases stand for. */
export function withoutAliases(value: Value, shape: Shape, shapes: Shapes): Value {
  switch (shape.kind) {
    case "enum":
      return variantOf(value, shape.name, shapes);
    case "optional":
      return withoutAliases(value, shape.inner, shapes);
    case "alias": {
      const target = shapes.aliases[shape.name];
      return target ? withoutAliases(value, target, shapes) : value;
    }
    case "list":
      return isList(value) ? value.map((item) => withoutAliases(item, shape.item, shapes)) : value;
    case "map":
      return inMap(value, () => shape.value, shapes);
    case "class": {
      const fields = shapes.classes[shape.name]?.fields ?? [];
      return inMap(value, (key) => fields.find(({ name }) => name === key)?.shape, shapes);
    }
    case "union":
      return inUnion(value, shape.members, shapes);
    default:
      return value;
  }
}

function variantOf(value: Value, enumName: string, shapes: Shapes): Value {
  const values = shapes.enums[enumName]?.values ?? [];
  if (values.some(({ name }) => name === value)) return value;
  const found = values.find(({ alias }) => alias !== undefined && alias === value);
  return found ? { kind: "variant", enumName, name: found.name } : value;
}

function inMap(value: Value, shapeOf: (key: string) => Shape | undefined, shapes: Shapes): Value {
  if (!isTagged(value) || value.kind !== "map") return value;
  const entries = value.entries.map(([key, item]) => {
    const shape = shapeOf(key);
    return [key, shape ? withoutAliases(item, shape, shapes) : item] as const;
  });
  return { kind: "map", entries };
}

/** A string is a string first, where the union has one. */
function inUnion(value: Value, members: readonly Shape[], shapes: Shapes): Value {
  if (typeof value === "string" && members.some(({ kind }) => kind === "string")) return value;
  let current = value;
  for (const member of members) current = withoutAliases(current, member, shapes);
  return current;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
