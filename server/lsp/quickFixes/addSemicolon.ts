/** E0028: ends the statement. */
import { type Fix, insertion, type Problem } from "./problem";

export function addSemicolon({ found }: Problem): readonly Fix[] {
  if (found.code !== "E0028") return [];
  return [{ title: "Add `;`", edits: [insertion(found.range.end, ";")] }];
}
