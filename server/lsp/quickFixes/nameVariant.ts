/** E0076: a string that is compared with an enum in a template, and is the name of a variant. */
import type { Fix, Problem } from "./problem";

export function nameVariant({ snapshot, tree, found }: Problem): readonly Fix[] {
  if (found.code !== "E0076") return [];
  const text = tree.text.slice(found.range.start, found.range.end);
  const quoted = [...text.matchAll(/(["'])(\w+)\1/g)];
  const enumName = /enum `(\w+)`/.exec(found.message)?.[1];
  const declared = snapshot.analysis.environment.typeNamed(enumName ?? "");
  const [only] = quoted;
  if (declared?.kind !== "enum" || !only || quoted.length !== 1) return [];
  const variant = only[2]!;
  if (!declared.variants.includes(variant)) return [];
  const start = found.range.start + only.index;
  const name = `${enumName}.${variant}`;
  const edits = [{ range: { start, end: start + only[0].length }, text: name }];
  return [{ title: `Change to \`${name}\``, edits }];
}
