/** `spanlens check`: what is wrong with a project, and nothing is run. */
import { counted } from "../base";
import type { Command, ExitCode, Given, Terminal } from "./command";
import { diagnosticsOf, diagnosticText, type PlainDiagnostic } from "./diagnosticsText";
import { openProject, type ProjectFolder } from "./projectFolder";
import { stylesFor } from "./styles";

export const check: Command = {
  name: "check",
  summary: "Report errors and warnings",
  usage: "PATH [--json]",
  operands: { min: 1, max: 1 },
  options: { json: { help: "print one JSON object" } },
  run: runCheck,
};

async function runCheck(given: Given, terminal: Terminal): Promise<ExitCode> {
  const project = openProject(given.operands[0]!, terminal.workingFolder);
  const diagnostics = diagnosticsOf(project.snapshot);
  if (given.isSet("json")) terminal.out(`${JSON.stringify({ diagnostics })}\n`);
  else printText(diagnostics, project, terminal);
  return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
}

function printText(
  diagnostics: readonly PlainDiagnostic[],
  project: ProjectFolder,
  terminal: Terminal,
): void {
  const place = { workingFolder: terminal.workingFolder, styles: stylesFor(terminal) };
  for (const diagnostic of diagnostics) terminal.out(diagnosticText(diagnostic, project, place));
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const files = counted(project.snapshot.files.size, "file");
  terminal.out(`${files}, ${counted(errors, "error")}, ${counted(warnings, "warning")}\n`);
}
