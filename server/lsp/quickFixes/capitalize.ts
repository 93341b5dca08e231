/** V101: a name that must start with an uppercase letter gets one, wherever it is used. */
import { meaningAt, referencesOf } from "../../project";
import type { Fix, Problem } from "./problem";

export function capitalize({ snapshot, path, tree, found }: Problem): readonly Fix[] {
  if (found.code !== "V101") return [];
  const name = tree.text.slice(found.range.start, found.range.end);
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  if (capital === name) return [];
  const place = meaningAt(snapshot, { path, offset: found.range.start });
  const uses = place ? referencesOf(snapshot, place) : [{ path, ...found.range }];
  const edits = uses.map((range) => ({ range, text: capital }));
  return [{ title: `Rename to \`${capital}\``, edits }];
}
