/**
 * Hover: what the word under the cursor is, with its documentation; below a rule, for
 * functions, the log of the last call.
 *
 * Invariant: at most some two thousand characters of values, and every cut is marked.
 * What a model or a person wrote is shown as text, never as Markdown or HTML.
 */
import { type Hover, MarkupKind } from "vscode-languageserver-types";
import type { CallRef } from "../events";
import { builtinDocumentation } from "../language";
import {
  definitionOf,
  type FileOffset,
  type FileRange,
  functionAt,
  functionNamed,
  type MeaningPlace,
  meaningAt,
} from "../project";
import { callLog } from "./callLog";
import { declarationText } from "./declarationText";
import { toRange } from "./places";
import type { ClientFeatures } from "./protocol";
import type { RunHistory } from "./runHistory";
import type { Project } from "./workspace";

export interface HoverContext {
  readonly history: RunHistory;
  readonly client: ClientFeatures;
  readonly nowMs: number;
}

export function hover(project: Project, at: FileOffset, context: HoverContext): Hover | undefined {
  const place = meaningAt(project.snapshot, at);
  if (!place) return undefined;
  const declaration = declarationText(project.snapshot, place.meaning);
  if (declaration === undefined) return undefined;
  const parts = [
    `\`\`\`baml\n${declaration}\n\`\`\``,
    documentationOf(project, place),
    lastCallMarkdown(project, place, context),
  ];
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.filter(Boolean).join("\n\n") },
    range: toRange(project.snapshot, place.range),
  };
}

/** What the user wrote above the declaration, or the library about its own. */
function documentationOf({ snapshot }: Project, place: MeaningPlace): string | undefined {
  const { meaning } = place;
  switch (meaning.kind) {
    case "builtin":
    case "namespace":
      return builtinDocumentation(meaning.path);
    case "builtinType":
      return builtinDocumentation(meaning.name);
    default:
      return definitionOf(snapshot, place)?.documentation;
  }
}

function lastCallMarkdown(
  project: Project,
  { meaning, range }: MeaningPlace,
  context: HoverContext,
): string | undefined {
  if (meaning.kind !== "function") return undefined;
  const item = functionNamed(project.snapshot, meaning.name);
  if (!item) return undefined;
  const isDeclaration = range.path === item.nameRange.path && range.start === item.nameRange.start;
  const here = isDeclaration ? undefined : callAt(project, range, context.history);
  const calls = context.history.calls.ofFunction({ name: meaning.name, project: project.id });
  const call = here ?? calls?.last;
  if (!call) return undefined;
  return callLog(call, {
    ...context,
    changes: context.history.changesSince(call.run, meaning.name, project.snapshot),
    ...(!here && calls && { previous: calls.previous, inRun: calls.inRun }),
  });
}

/** The last call from the call expression that begins with the word. */
function callAt(project: Project, word: FileRange, history: RunHistory): CallRef | undefined {
  const item = functionAt(project.snapshot, word.path, word.start);
  if (!item) return undefined;
  const [line, character] = project.snapshot.spanOf(word).range;
  const site = history
    .sitesIn(project.id, item, project.snapshot)
    .find(({ range }) => range[0] === line && range[1] === character);
  const row = site?.rows.at(-1);
  return site && row !== undefined
    ? { run: site.run, row, span: site.run.tree.span(row) }
    : undefined;
}
