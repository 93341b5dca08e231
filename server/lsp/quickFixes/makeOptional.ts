/** V106: a field that is skipped must be optional. */
import { FieldView } from "../../language";
import { type Fix, insertion, nodeAround, type Problem } from "./problem";

export function makeOptional(problem: Problem): readonly Fix[] {
  const place = problem.found.code === "V106" ? nodeAround(problem, "field") : undefined;
  const field = place && new FieldView(place.node);
  if (!field?.name || !field.type) return [];
  const type = innermost(field.type);
  const { start, end } = type.syntax.range;
  const at = place!.item.start;
  const edits =
    type.kind === "unionType" || type.kind === "functionType"
      ? [insertion(at + start, "("), insertion(at + end, ")?")]
      : [insertion(at + end, "?")];
  return [{ title: `Make \`${field.name.text}\` optional`, edits }];
}

/** What stands before the attributes of a type. */
function innermost(type: NonNullable<FieldView["type"]>): NonNullable<FieldView["type"]> {
  return type.kind === "attributedType" && type.inner ? innermost(type.inner) : type;
}
