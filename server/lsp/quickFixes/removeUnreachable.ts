/** Takes away code that never runs: statements behind a `return`, arms that match nothing. */
import type { SyntaxNode, TextEdit } from "../../language";
import { type Fix, nodeAround, type Problem } from "./problem";

export function removeUnreachable(problem: Problem): readonly Fix[] {
  const { found, tree } = problem;
  switch (found.code) {
    case "dead-code":
      return [{ title: "Remove the unreachable code", edits: [removal(tree.text, found.range)] }];
    case "E0063":
      return removedArm(problem, "matchArm");
    case "E0095":
      return removedArm(problem, "catchArm");
    default:
      return [];
  }
}

function removedArm(problem: Problem, kind: SyntaxNode["kind"]): readonly Fix[] {
  const { text } = problem.tree;
  const arm = nodeAround(problem, kind);
  if (!arm) return [];
  const end = arm.item.start + arm.node.end;
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  const range = { start: arm.item.start + arm.node.range.start, end: end + comma };
  return [{ title: "Remove the unreachable arm", edits: [removal(text, range)] }];
}

/** With the lines that only it stands on. */
function removal(text: string, range: TextEdit["range"]): TextEdit {
  const before = /(?:\r\n|\r|\n)?[ \t]*$/.exec(text.slice(0, range.start))![0];
  const isAlone = /^[\r\n]/.test(before) && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(range.end));
  const end = range.end + /^[ \t]*/.exec(text.slice(range.end))![0].length;
  return isAlone
    ? { range: { start: range.start - before.length, end }, text: "" }
    : { range, text: "" };
}
