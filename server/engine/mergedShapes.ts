/** The types of a program, with those that one call adds or replaces. */
import type { Shapes } from "../base";

export function mergedShapes(shapes: Shapes, own: Shapes | undefined): Shapes {
  if (!own) return shapes;
  return {
    classes: { ...shapes.classes, ...own.classes },
    enums: { ...shapes.enums, ...own.enums },
    aliases: { ...shapes.aliases, ...own.aliases },
  };
}
