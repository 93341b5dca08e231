/**
 * Completion: what may be written at the cursor.
 *
 * Invariant: never throws, whatever the text is; where nothing is known, nothing is offered.
 * Documentation is looked up for the one candidate that is shown.
 */
import {
  type CompletionItem,
  CompletionItemKind,
  MarkupKind,
  type Range,
} from "vscode-languageserver-types";
import { builtinDocumentation } from "../../language";
import {
  type Cursor,
  cursorAt,
  type FileOffset,
  itemDefinition,
  type Snapshot,
} from "../../project";
import { toRange } from "../places";
import { attributeCandidates } from "./attributes";
import { type Candidate, keywords, type Subject } from "./candidate";
import { configCandidates } from "./config";
import { expressionCandidates } from "./expressions";
import { memberCandidates } from "./members";
import { type CompletionPlace, placeOf } from "./place";
import { templateCandidates } from "./templates";
import { namedCandidates, typeCandidates } from "./types";

/** What an item carries along until it is resolved. */
export interface CompletionData {
  readonly project: string;
  readonly subject: Subject;
}

/** `project` is how the project is found again to resolve an item. */
export function completion(snapshot: Snapshot, project: string, at: FileOffset): CompletionItem[] {
  const cursor = cursorAt(snapshot, at);
  if (!cursor) return [];
  const { text } = snapshot.files.get(at.path)!;
  const place = placeOf(cursor, text);
  const candidates = cursor.string
    ? templateCandidates(snapshot, cursor, text)
    : candidatesAt(snapshot, at.path, cursor, place, text);
  const word = place.kind === "attribute" ? attributeStart(text, cursor) : cursor.word.start;
  const range = toRange(snapshot, { path: at.path, start: word, end: at.offset });
  return candidates.map((candidate) => toItem(candidate, range, project));
}

/** The same item with its documentation, where it has any. */
export function resolvedCompletion(snapshot: Snapshot, item: CompletionItem): CompletionItem {
  const { subject } = item.data as CompletionData;
  const documentation =
    subject.kind === "builtin"
      ? builtinDocumentation(subject.path)
      : itemDefinition(snapshot, subject.name, allKinds)?.documentation;
  return documentation
    ? { ...item, documentation: { kind: MarkupKind.Markdown, value: documentation } }
    : item;
}

const allKinds = [
  ...(["class", "enum", "typeAlias", "function", "templateString", "client"] as const),
  ...(["retryPolicy", "let"] as const),
];

function candidatesAt(
  snapshot: Snapshot,
  path: string,
  cursor: Cursor,
  place: CompletionPlace,
  text: string,
): readonly Candidate[] {
  switch (place.kind) {
    case "nothing":
      return [];
    case "topLevel":
      return keywords(itemKeywords);
    case "type":
      return typeCandidates(snapshot);
    case "member":
      return memberCandidates(snapshot, path, cursor);
    case "attribute":
      return attributeCandidates(place.isBlock, place.around);
    case "classMember":
      return keywords(["function"]);
    case "client":
      return namedCandidates(snapshot, { client: CompletionItemKind.Interface });
    case "functionBody": {
      const llm = keywords(["client", "prompt"]);
      const expressions = expressionCandidates(snapshot, path, cursor.offset, true);
      return place.isEmpty ? [...llm, ...expressions] : llm;
    }
    case "expression":
      return expressionCandidates(snapshot, path, cursor.offset, place.isStatement);
    case "objectKey": {
      const keys = objectKeys(snapshot, place.className, place.given);
      return keys ?? expressionCandidates(snapshot, path, cursor.offset, true);
    }
    case "config":
      return configCandidates(snapshot, cursor, place.item, text);
    default:
      return place satisfies never;
  }
}

const itemKeywords = [
  ...["class", "enum", "function", "type", "client", "retry_policy", "template_string", "test"],
  ...["generator", "let"],
];

/** The fields that are not given yet; undefined for what is no class. */
function objectKeys(
  snapshot: Snapshot,
  className: string,
  given: readonly string[],
): readonly Candidate[] | undefined {
  const declared = snapshot.analysis.environment.typeNamed(className);
  if (declared?.kind !== "class") return undefined;
  return declared.fields
    .filter(({ name }) => !given.includes(name))
    .map(({ name }) => ({
      label: name,
      kind: CompletionItemKind.Field,
      detail: className,
      rank: 1,
    }));
}

function attributeStart(text: string, { offset }: Cursor): number {
  return offset - /@@?[\w.]*$/.exec(text.slice(0, offset))![0].length;
}

function toItem(candidate: Candidate, range: Range, project: string): CompletionItem {
  const { label, kind, detail, subject, rank } = candidate;
  return {
    label,
    kind,
    ...(detail !== undefined && { detail }),
    sortText: `${rank ?? 5}${label}`,
    textEdit: { range, newText: label },
    ...(subject && { data: { project, subject } satisfies CompletionData }),
  };
}
