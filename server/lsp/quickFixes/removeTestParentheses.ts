/** Takes the parentheses away from `test Name()`. */
import { type Fix, nodeAround, type Problem } from "./problem";

export function removeTestParentheses(problem: Problem): readonly Fix[] {
  const { found, tree } = problem;
  const isTheirs = found.code === "E0010" && tree.text.charAt(found.range.start) === "(";
  const item = isTheirs ? nodeAround(problem, "test")?.item : undefined;
  const head = item && tree.text.slice(item.start, found.range.start);
  if (!head || head.includes("{")) return [];
  const start = item.start + head.trimEnd().length;
  const edits = [{ range: { start, end: found.range.end }, text: "" }];
  return [{ title: "Remove the parentheses", edits }];
}
