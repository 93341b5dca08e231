/**
 * What a return type is made of: the classes, enums and recursive aliases it reaches, in
 * the order in which a model is told of them.
 *
 * The walk takes the type that was found last first, so of a class's fields the last one
 * comes first, as in the released language.
 */
import {
  type ClassShape,
  type EnumShape,
  type Shape,
  type Shapes,
  unreachable,
} from "../../../base";
import { membersOf, simplified } from "./unions";

export interface Discovery {
  readonly enums: readonly EnumShape[];
  readonly classes: readonly ClassShape[];
  /** Names of recursive aliases. */
  readonly aliases: readonly string[];
}

export function discover(root: Shape, shapes: Shapes): Discovery {
  const enums = new Map<string, EnumShape>();
  const classes = new Map<string, ClassShape>();
  const aliases = new Set<string>();
  const seen = new Set<string>();
  const stack: Place[] = [{ shape: root, isNeeded: true }];
  for (let place = stack.pop(); place; place = stack.pop()) {
    const { shape } = place;
    const key = keyOf(place);
    if (seen.has(key)) continue;
    seen.add(key);
    const named = "name" in shape ? shape.name : "";
    if (shape.kind === "enum" && shapes.enums[named]) enums.set(named, shapes.enums[named]);
    if (shape.kind === "class" && shapes.classes[named]) classes.set(named, shapes.classes[named]);
    if (shape.kind === "alias") aliases.add(named);
    stack.push(...partsOf(shape, shapes));
  }
  return { enums: [...enums.values()], classes: [...classes.values()], aliases: [...aliases] };
}

/**
 * A type where it stands. The released language takes a type that must be there (a
 * result, an item, a map's value) and one that may be missing for two, and opens each
 * once; the order of definitions depends on it.
 */
export interface Place {
  readonly shape: Shape;
  readonly isNeeded: boolean;
}

function keyOf({ shape, isNeeded }: Place): string {
  const text = JSON.stringify(shape, (_, value) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
  return `${isNeeded} ${text}`;
}

export function visibleFields(shape: ClassShape) {
  return shape.fields.filter((field) => !field.skip);
}

export function visibleValues(shape: EnumShape) {
  return shape.values.filter((value) => !value.skip);
}

export function partsOf(shape: Shape, shapes: Shapes): readonly Place[] {
  const needed = (part: Shape) => ({ shape: part, isNeeded: true });
  const loose = (part: Shape) => ({ shape: part, isNeeded: false });
  switch (shape.kind) {
    case "list":
      return [needed(shape.item)];
    case "map":
      return [needed(shape.key), needed(shape.value)];
    case "optional":
    case "union":
      return membersOf(shape).map(loose);
    case "class": {
      const named = shapes.classes[shape.name];
      return named ? visibleFields(named).map((field) => loose(simplified(field.shape))) : [];
    }
    case "alias": {
      const target = shapes.aliases[shape.name];
      return target ? [loose(target)] : [];
    }
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
    case "literal":
    case "media":
    case "enum":
    case "function":
    case "unknown":
      return [];
    default:
      return unreachable(shape, "shape");
  }
}
