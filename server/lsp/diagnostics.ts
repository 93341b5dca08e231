/**
 * Diagnostics: what the language says of a file, in the protocol's words.
 *
 * A hint follows the message on a line of its own; second places become related
 * information where the client shows it, and are left out where it does not.
 */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import type { FileDiagnostic } from "../language";
import { type ProjectView, toLocation, toRange } from "./places";

export function diagnostics(project: ProjectView, path: string): Diagnostic[] {
  return project.snapshot.diagnosticsOf(path).map((found) => toDiagnostic(project, path, found));
}

export function toDiagnostic(
  project: ProjectView,
  path: string,
  found: FileDiagnostic,
): Diagnostic {
  return {
    range: toRange(project.snapshot, { path, ...found.range }),
    severity: found.severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code: found.code,
    source: "baml",
    message: found.hint ? `${found.message}\n${found.hint}` : found.message,
    tags: found.tags?.map((tag) =>
      tag === "unnecessary" ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated,
    ),
    relatedInformation: found.related?.map((place) => ({
      location: toLocation(project, { path: place.path, ...place.range }),
      message: place.message,
    })),
  };
}
