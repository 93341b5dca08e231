/**
 * Which classes hold themselves, in the order in which a model is told of them.
 *
 * The order is that of the released language: cycles are found by Tarjan's algorithm over
 * all classes in declaration order, and each begins with its first declared class.
 */
import type { ClassShape, Shape, Shapes } from "../../../base";
import { partsOf } from "./discovery";

/** Cycle by cycle, as their classes are discovered. */
export function recursiveClasses(
  discovered: readonly ClassShape[],
  shapes: Shapes,
): readonly string[] {
  const cycles = cyclesOf(shapes);
  const names = discovered.flatMap(
    ({ name }) => cycles.find((cycle) => cycle.includes(name)) ?? [],
  );
  return [...new Set(names)];
}

function cyclesOf(shapes: Shapes): readonly (readonly string[])[] {
  const declared = Object.keys(shapes.classes);
  const edges = new Map(declared.map((name) => [name, namedClasses(name, shapes)]));
  return components(edges)
    .filter(([first, ...others]) => others.length > 0 || edges.get(first!)!.includes(first!))
    .map((cycle) => fromFirst(cycle, declared));
}

/** Turned so that it begins with the class that is declared first. */
function fromFirst(cycle: readonly string[], declared: readonly string[]): readonly string[] {
  const first = declared.find((name) => cycle.includes(name))!;
  const at = cycle.indexOf(first);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}

/** The classes that a class names in its fields, in declaration order. */
function namedClasses(name: string, shapes: Shapes): readonly string[] {
  const found = new Set<string>();
  for (const field of shapes.classes[name]!.fields) collectClasses(field.shape, shapes, found);
  return Object.keys(shapes.classes).filter((other) => found.has(other));
}

/** Recursive aliases are opened, each once. */
function collectClasses(
  shape: Shape,
  shapes: Shapes,
  found: Set<string>,
  opened = new Set<string>(),
): void {
  if (shape.kind === "class") {
    found.add(shape.name);
    return;
  }
  if (shape.kind === "alias") {
    if (opened.has(shape.name)) return;
    opened.add(shape.name);
  }
  for (const part of partsOf(shape, shapes)) collectClasses(part.shape, shapes, found, opened);
}

/** Strongly connected components, each in the order in which it was entered. */
function components(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const entered = new Map<string, number>();
  const stack: string[] = [];
  const visit = (name: string): number => {
    const index = entered.size;
    entered.set(name, index);
    const start = stack.push(name) - 1;
    let lowest = index;
    for (const next of edges.get(name) ?? []) {
      const known = entered.get(next);
      if (known === undefined) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, known);
    }
    if (lowest === index) found.push(stack.splice(start));
    return lowest;
  };
  for (const name of edges.keys()) if (!entered.has(name)) visit(name);
  return found;
}
