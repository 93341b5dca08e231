/** Expressions and statements: locals, what the project and the language have, and keywords. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { builtinRoots, typeText } from "../../language";
import type { Snapshot } from "../../project";
import { type Candidate, keywords } from "./candidate";
import { localsAt } from "./locals";
import { namedCandidates, typeKinds } from "./types";

export function expressionCandidates(
  snapshot: Snapshot,
  path: string,
  offset: number,
  isStatement: boolean,
): readonly Candidate[] {
  const locals = localsAt(snapshot, path, offset).map((local) => ({
    label: local.name,
    kind: CompletionItemKind.Variable,
    detail: typeText(local.type),
    rank: 0,
  }));
  const isHidden = new Set(locals.map(({ label }) => label));
  const named = namedCandidates(snapshot, valueKinds).filter(({ label }) => !isHidden.has(label));
  const roots = builtinRoots.map((label) => ({ label, kind: CompletionItemKind.Module, rank: 3 }));
  const words = isStatement ? [...statementKeywords, ...expressionKeywords] : expressionKeywords;
  return [...locals, ...named, ...roots, ...keywords(words)];
}

const valueKinds = {
  ...typeKinds,
  function: CompletionItemKind.Function,
  let: CompletionItemKind.Constant,
} as const;

const expressionKeywords = ["if", "else", "match", "throw", "catch", "true", "false", "null"];
const statementKeywords = ["let", "watch", "while", "for", "return", "break", "continue", "assert"];
