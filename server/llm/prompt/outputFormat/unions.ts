/** Unions as a model is told of them: flat, each member once, null at the end. */
import type { Shape } from "../../../base";

/** The members of a union, nested ones included; of any other shape, itself. */
export function membersOf(shape: Shape): readonly Shape[] {
  const members = new Map(flatten(shape).map((member) => [keyOf(member), member]));
  const others = [...members.values()].filter((member) => member.kind !== "null");
  return others.length === members.size ? others : [...others, { kind: "null" }];
}

/** A union of one member is that member. */
export function simplified(shape: Shape): Shape {
  if (shape.kind !== "optional" && shape.kind !== "union") return shape;
  const members = membersOf(shape);
  return members.length === 1 ? members[0]! : shape;
}

function flatten(shape: Shape): readonly Shape[] {
  if (shape.kind === "optional") return [...flatten(shape.inner), { kind: "null" }];
  return shape.kind === "union" ? shape.members.flatMap(flatten) : [shape];
}

/** One text for all shapes that are the same. */
function keyOf(shape: Shape): string {
  return JSON.stringify(shape, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
}
