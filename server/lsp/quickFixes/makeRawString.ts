/** V117: turns a quoted prompt into a template string. */
import { placeAt, StringView } from "../../language";
import type { Fix, Problem } from "./problem";

export function makeRawString({ tree, found }: Problem): readonly Fix[] {
  const token = found.code === "V117" ? placeAt(tree, found.range.start)?.token : undefined;
  if (token?.kind !== "string") return [];
  const { value } = new StringView(token);
  const longest = Math.max(
    0,
    ...[...value.matchAll(/"(#*)/g)].map(([, hashes]) => hashes!.length + 1),
  );
  const hashes = "#".repeat(Math.max(1, longest));
  const text = `${hashes}"${value}"${hashes}`;
  return [{ title: "Make it a template string", edits: [{ range: found.range, text }] }];
}
