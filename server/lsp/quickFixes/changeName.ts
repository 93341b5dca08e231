/** "Did you mean": puts one of the suggestions in the place of a name that means nothing. */
import type { Fix, Problem } from "./problem";

export function changeName({ tree, found }: Problem): readonly Fix[] {
  if (found.code === "E0062") return [];
  const isQuoted = tree.text.charAt(found.range.start) === '"';
  return (found.suggestions ?? []).map((suggestion, at) => ({
    title: `Change to \`${suggestion}\``,
    edits: [{ range: found.range, text: isQuoted ? `"${suggestion}"` : suggestion }],
    ...(at > 0 && { isUnlikely: true }),
  }));
}
