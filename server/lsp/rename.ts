/**
 * Rename: every use of what a word means, prompts included, with one edit each.
 *
 * Invariant: what the language gives a name to (keywords, builtins, `env`, `self`) keeps it,
 * and no new name is taken that the language could not read.
 */
import type { Range, WorkspaceEdit } from "vscode-languageserver-types";
import type { Meaning } from "../language";
import {
  definitionOf,
  type FileOffset,
  type MeaningPlace,
  meaningAt,
  referencesOf,
} from "../project";
import { type ProjectView, toLocation, toRange } from "./places";

/** Why a name cannot be changed, or not into this one: a sentence for the user. */
export interface RenameRefusal {
  readonly refusal: string;
}

export interface PreparedRename {
  readonly range: Range;
  readonly placeholder: string;
}

/** Undefined where no name stands. */
export function prepareRename(
  project: ProjectView,
  at: FileOffset,
): PreparedRename | RenameRefusal | undefined {
  const place = meaningAt(project.snapshot, at);
  if (!place) return undefined;
  if (!hasOwnName(place.meaning) || !definitionOf(project.snapshot, place)) {
    return {
      refusal: `\`${nameIn(project, place)}\` is part of the language and cannot be renamed`,
    };
  }
  return { range: toRange(project.snapshot, place.range), placeholder: nameIn(project, place) };
}

export function rename(
  project: ProjectView,
  at: FileOffset,
  newName: string,
): WorkspaceEdit | RenameRefusal | undefined {
  const prepared = prepareRename(project, at);
  if (!prepared || "refusal" in prepared) return prepared;
  if (!/^[A-Za-z_]\w*$/.test(newName)) return { refusal: `\`${newName}\` is not a name` };
  if (reserved.has(newName)) return { refusal: `\`${newName}\` is a keyword` };
  const place = meaningAt(project.snapshot, at)!;
  const changes: NonNullable<WorkspaceEdit["changes"]> = {};
  for (const use of referencesOf(project.snapshot, place)) {
    const { uri, range } = toLocation(project, use);
    changes[uri] ??= [];
    changes[uri].push({ range, newText: inQuotes(project, use, newName) });
  }
  return { changes };
}

/** A name that is written in quotes keeps them. */
function inQuotes(project: ProjectView, use: MeaningPlace["range"], name: string): string {
  return project.snapshot.files.get(use.path)!.text.charAt(use.start) === '"' ? `"${name}"` : name;
}

function nameIn(project: ProjectView, { range }: MeaningPlace): string {
  const { text } = project.snapshot.files.get(range.path)!;
  return text.slice(range.start, range.end).replace(/^"(.*)"$/, "$1");
}

function hasOwnName(meaning: Meaning): boolean {
  switch (meaning.kind) {
    case "local":
      return meaning.local.kind !== "self";
    case "watch":
    case "derived":
    case "builtin":
    case "builtinType":
    case "namespace":
    case "env":
      return false;
    default:
      return true;
  }
}

const reserved: ReadonlySet<string> = new Set(
  `class enum function client generator test retry_policy template_string type_builder if else for
  while let in break continue return throw throws match catch catch_all assert watch instanceof env
  dynamic true false null type int float string bool map image audio video pdf self unknown never
  void`.split(/\s+/),
);
