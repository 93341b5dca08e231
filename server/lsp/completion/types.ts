/** Types: those of the project, and those of the language. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { builtinTypeNames, type NamedItemKind } from "../../language";
import type { Snapshot } from "../../project";
import type { Candidate } from "./candidate";

export function typeCandidates(snapshot: Snapshot): readonly Candidate[] {
  const builtins = builtinTypeNames().map((label) => ({
    label,
    kind: CompletionItemKind.Keyword,
    rank: 2,
  }));
  return [...namedCandidates(snapshot, typeKinds), ...builtins];
}

/** The items of some kinds, each name once. */
export function namedCandidates(
  snapshot: Snapshot,
  kinds: Readonly<Partial<Record<NamedItemKind, CompletionItemKind>>>,
): readonly Candidate[] {
  const { index } = snapshot.analysis;
  return [...index.names].flatMap((name) => {
    const item = index.named(name).find((one) => kinds[one.kind] !== undefined);
    if (!item) return [];
    const subject = { kind: "item", name } as const;
    return [{ label: name, kind: kinds[item.kind]!, detail: words[item.kind], subject, rank: 2 }];
  });
}

export const typeKinds = {
  class: CompletionItemKind.Class,
  enum: CompletionItemKind.Enum,
  typeAlias: CompletionItemKind.TypeParameter,
} as const;

const words: Readonly<Record<NamedItemKind, string>> = {
  class: "class",
  enum: "enum",
  typeAlias: "type",
  function: "function",
  templateString: "template_string",
  client: "client",
  retryPolicy: "retry_policy",
  generator: "generator",
  test: "test",
  let: "let",
};
