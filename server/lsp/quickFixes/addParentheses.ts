/** E0030: puts the condition of `if` or `while` in parentheses. */
import { type Fix, insertion, type Problem } from "./problem";

export function addParentheses({ found: { code, range } }: Problem): readonly Fix[] {
  if (code !== "E0030") return [];
  const edits = [insertion(range.start, "("), insertion(range.end, ")")];
  return [{ title: "Wrap the condition in parentheses", edits }];
}
