/** Quick fixes: for the problems in a range, the edits that certainly solve them. */
import {
  type CodeAction,
  CodeActionKind,
  type Range,
  type TextEdit,
} from "vscode-languageserver-types";
import { toDiagnostic } from "../diagnostics";
import { type ProjectView, toOffset, toRange } from "../places";
import { uriOfPath } from "../projectFiles";
import { addArguments } from "./addArguments";
import { addFields } from "./addFields";
import { addMatchArms } from "./addMatchArms";
import { addParentheses } from "./addParentheses";
import { addSemicolon } from "./addSemicolon";
import { capitalize } from "./capitalize";
import { changeName } from "./changeName";
import { makeOptional } from "./makeOptional";
import { makeRawString } from "./makeRawString";
import { nameVariant } from "./nameVariant";
import type { Fix, FixMaker, Problem } from "./problem";
import { removeAttribute } from "./removeAttribute";
import { removeTestParentheses } from "./removeTestParentheses";
import { removeUnreachable } from "./removeUnreachable";

const makers: readonly FixMaker[] = [
  changeName,
  addSemicolon,
  addParentheses,
  addMatchArms,
  addFields,
  addArguments,
  makeOptional,
  makeRawString,
  nameVariant,
  capitalize,
  removeAttribute,
  removeTestParentheses,
  removeUnreachable,
];

export function quickFixes(project: ProjectView, path: string, range: Range): CodeAction[] {
  const { snapshot } = project;
  const tree = snapshot.files.get(path)?.tree;
  if (!tree) return [];
  const start = toOffset(snapshot, path, range.start).offset;
  const end = toOffset(snapshot, path, range.end).offset;
  return snapshot
    .diagnosticsOf(path)
    .filter((found) => found.range.start <= end && start <= found.range.end)
    .flatMap((found) => {
      const problem: Problem = { snapshot, path, tree, found };
      return makers.flatMap((make) => make(problem).map((fix) => toAction(project, problem, fix)));
    });
}

function toAction(project: ProjectView, { path, found }: Problem, fix: Fix): CodeAction {
  const changes: Record<string, TextEdit[]> = {};
  for (const { range, text } of fix.edits) {
    const place = { path, ...range };
    const uri = uriOfPath(project.root, place.path);
    changes[uri] ??= [];
    changes[uri].push({ range: toRange(project.snapshot, place), newText: text });
  }
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(project, path, found)],
    isPreferred: !fix.isUnlikely,
    edit: { changes },
  };
}
