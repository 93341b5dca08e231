/**
 * Whether an int that flows into a declared type becomes a float (5.3): the type takes
 * floats and has no place for an int.
 */
import type { Shape } from "../base";

export function isFloatSlot(shape: Shape): boolean {
  const members = membersOf(shape);
  return members.some(({ kind }) => kind === "float") && !members.some(takesInt);
}

function membersOf(shape: Shape): readonly Shape[] {
  if (shape.kind === "optional") return membersOf(shape.inner);
  if (shape.kind === "union") return shape.members.flatMap(membersOf);
  return [shape];
}

/** A recursive alias is not looked into: what is not known stays as it is. */
function takesInt(shape: Shape): boolean {
  if (shape.kind === "literal") return typeof shape.value !== "string";
  return shape.kind === "int" || shape.kind === "unknown" || shape.kind === "alias";
}
