/** Go to definition, find references and highlight: where the word under the cursor belongs. */
import type { Location, LocationLink, Range } from "vscode-languageserver-types";
import { definitionOf, type FileOffset, meaningAt, referencesOf } from "../project";
import { type ProjectView, toLocation, toRange } from "./places";

export function definition(project: ProjectView, at: FileOffset): LocationLink | undefined {
  const place = meaningAt(project.snapshot, at);
  const found = place && definitionOf(project.snapshot, place);
  if (!place || !found) return undefined;
  return {
    originSelectionRange: toRange(project.snapshot, place.range),
    targetUri: toLocation(project, found.range).uri,
    targetRange: toRange(project.snapshot, found.range),
    targetSelectionRange: toRange(project.snapshot, found.nameRange),
  };
}

/** Every use of what the word means; its declaration among them when asked for. */
export function references(
  project: ProjectView,
  at: FileOffset,
  includeDeclaration: boolean,
): Location[] {
  const place = meaningAt(project.snapshot, at);
  if (!place) return [];
  const declared = definitionOf(project.snapshot, place)?.nameRange;
  return referencesOf(project.snapshot, place)
    .filter(
      (range) =>
        includeDeclaration || range.path !== declared?.path || range.start !== declared.start,
    )
    .map((range) => toLocation(project, range));
}

/** The uses in the file of the cursor alone. */
export function highlights(project: ProjectView, at: FileOffset): Range[] {
  const place = meaningAt(project.snapshot, at);
  if (!place) return [];
  return referencesOf(project.snapshot, place)
    .filter((range) => range.path === at.path)
    .map((range) => toRange(project.snapshot, range));
}
