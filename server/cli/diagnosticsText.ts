/** The diagnostics of a project, as JSON of the protocol's positions and as text for people. */
import { join, relative } from "node:path";
import type { LinePosition } from "../base";
import type { FileDiagnostic } from "../language";
import type { Snapshot } from "../project";
import type { ProjectFolder } from "./projectFolder";
import type { Styles } from "./styles";

export interface PlainDiagnostic {
  /** Relative to the project's root. */
  readonly file: string;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly range: { readonly start: LinePosition; readonly end: LinePosition };
}

/** By file, and within a file by place. */
export function diagnosticsOf(snapshot: Snapshot): readonly PlainDiagnostic[] {
  return [...snapshot.files.keys()].flatMap((path) =>
    snapshot.diagnosticsOf(path).map((diagnostic) => plain(snapshot, path, diagnostic)),
  );
}

function plain(snapshot: Snapshot, file: string, diagnostic: FileDiagnostic): PlainDiagnostic {
  const { severity, code, message, hint, range } = diagnostic;
  const lines = snapshot.linesOf(file);
  return {
    file,
    severity,
    code,
    message,
    ...(hint !== undefined && { hint }),
    range: { start: lines.positionAt(range.start), end: lines.positionAt(range.end) },
  };
}

/** `main.baml:3:5: error E0003: unknown variable`, the line of code, and the hint. */
export function diagnosticText(
  diagnostic: PlainDiagnostic,
  project: ProjectFolder,
  place: { readonly workingFolder: string; readonly styles: Styles },
): string {
  const { styles } = place;
  const { file, severity, code, message, hint, range } = diagnostic;
  const shown = relative(place.workingFolder, join(project.root, file)) || file;
  const { line, character } = range.start;
  const colour = severity === "error" ? styles.red : styles.yellow;
  const head = `${styles.bold(`${shown}:${line + 1}:${character + 1}:`)} ${colour(`${severity} ${code}:`)} ${message}\n`;
  const help = hint === undefined ? "" : `  ${styles.dim("hint:")} ${hint}\n`;
  return head + codeText(project.snapshot, diagnostic, styles) + help;
}

/** The first line of the range, and below it what is meant. */
function codeText(snapshot: Snapshot, { file, range }: PlainDiagnostic, styles: Styles): string {
  const text = snapshot.files.get(file)?.text ?? "";
  const line = text.split(/\r\n|\r|\n/)[range.start.line] ?? "";
  if (line.trim() === "") return "";
  const end = range.end.line === range.start.line ? range.end.character : line.length;
  const marks = "^".repeat(Math.max(1, end - range.start.character));
  // Tabs stay tabs, so that the marks stand below what they mark.
  const indent = line.slice(0, range.start.character).replace(/[^\t]/g, " ");
  return `  ${line}\n  ${indent}${styles.red(marks)}\n`;
}
