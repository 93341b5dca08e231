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
  const stack: Shape[] = [root];
  for (let shape = stack.pop(); shape; shape = stack.pop()) {
    if (shape.kind === "enum") {
      const found = shapes.enums[shape.name];
      if (found) enums.set(shape.name, found);
    } else if (shape.kind === "class") {
      const found = shapes.classes[shape.name];
      if (!found || classes.has(shape.name)) continue;
      classes.set(shape.name, found);
      stack.push(...visibleFields(found).map((field) => field.shape));
    } else if (shape.kind === "alias") {
      const target = shapes.aliases[shape.name];
      if (!target || aliases.has(shape.name)) continue;
      aliases.add(shape.name);
      stack.push(target);
    } else {
      stack.push(...partsOf(shape));
    }
  }
  return { enums: [...enums.values()], classes: [...classes.values()], aliases: [...aliases] };
}

export function visibleFields(shape: ClassShape) {
  return shape.fields.filter((field) => !field.skip);
}

export function visibleValues(shape: EnumShape) {
  return shape.values.filter((value) => !value.skip);
}

/** The types that stand inside a type as it is written; named ones are not opened. */
function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case "list":
      return [shape.item];
    case "map":
      return [shape.key, shape.value];
    case "optional":
      return [shape.inner];
    case "union":
      return shape.members;
    case "int":
    case "float":
    case "string":
    case "bool":
    case "null":
    case "literal":
    case "media":
    case "class":
    case "enum":
    case "alias":
    case "function":
    case "unknown":
      return [];
    default:
      return unreachable(shape, "shape");
  }
}

/** The classes that reach themselves: cycle by cycle, each in declaration order. */
export function recursiveClasses(
  classes: readonly ClassShape[],
  shapes: Shapes,
): readonly ClassShape[] {
  const declared = Object.keys(shapes.classes);
  const reach = new Map(classes.map((shape) => [shape.name, reachedFrom(shape, shapes)] as const));
  const recursive = declared.filter((name) => reach.get(name)?.has(name));
  const ordered: string[] = [];
  for (const name of recursive) {
    const cycle = recursive.filter(
      (other) => reach.get(name)?.has(other) && reach.get(other)?.has(name),
    );
    ordered.push(...cycle.filter((other) => !ordered.includes(other)));
  }
  return ordered.map((name) => shapes.classes[name]!);
}

function reachedFrom(shape: ClassShape, shapes: Shapes): ReadonlySet<string> {
  const fields: Shape = {
    kind: "union",
    members: visibleFields(shape).map((field) => field.shape),
  };
  return new Set(discover(fields, shapes).classes.map((reached) => reached.name));
}
