/** E0007 of a constructor: adds the fields that it lacks, with the plainest value of each. */
import { ObjectView } from "../../language";
import { plainValue } from "./plainValue";
import {
  type Fix,
  indentationAt,
  insertion,
  lineBreakOf,
  nodeAround,
  type Problem,
} from "./problem";

export function addFields(problem: Problem): readonly Fix[] {
  const { found, tree, snapshot } = problem;
  const place = found.code === "E0007" ? nodeAround(problem, "object") : undefined;
  const view = place && new ObjectView(place.node);
  const name = view?.type?.syntax;
  if (!place || !view || !name || place.item.start + name.range.start !== found.range.start)
    return [];
  const { environment } = snapshot.analysis;
  const declared = environment.typeNamed(view.type!.name);
  if (declared?.kind !== "class") return [];
  const given = new Set(
    view.entries.map((entry) => (entry.kind === "entry" ? entry.key : undefined)),
  );
  const missing = declared.fields.filter(
    (field) => !given.has(field.name) && plainValue(environment, field.type) !== "null",
  );
  if (missing.length === 0) return [];
  const entries = missing.map((field) => `${field.name}: ${plainValue(environment, field.type)}`);
  const title =
    missing.length === 1 ? `Add the field \`${missing[0]!.name}\`` : "Add the missing fields";
  return [{ title, edits: [withEntries(tree.text, place.item.start, view, entries)] }];
}

function withEntries(
  text: string,
  itemStart: number,
  view: ObjectView,
  entries: readonly string[],
) {
  const end = itemStart + view.syntax.end - 1;
  const last = view.entries.at(-1)?.syntax;
  if (!last)
    return {
      range: { start: text.lastIndexOf("{", end) + 1, end },
      text: ` ${entries.join(", ")} `,
    };
  const at = itemStart + last.end;
  const lineBreak = lineBreakOf(text);
  const isOnLines = /[\r\n]/.test(text.slice(at, end));
  const between = isOnLines ? `,${lineBreak}${indentationAt(text, itemStart + last.start)}` : ", ";
  return insertion(at, entries.map((entry) => between + entry).join(""));
}
