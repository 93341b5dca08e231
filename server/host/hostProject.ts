/** Sources of a host program, compiled: all or nothing. */
import { Snapshot } from "../project";
import { BamlCompileError, type HostDiagnostic } from "./errors";

type HostProgram = Snapshot["program"];

/** Throws `BamlCompileError` with all that is wrong. No files at all are a project too. */
export function compiled(files: Readonly<Record<string, string>>): HostProgram {
  const snapshot = Snapshot.of(new Map(Object.entries(files)));
  const errors = errorsOf(snapshot);
  if (errors.length > 0) throw new BamlCompileError(messageOf(errors), errors);
  return snapshot.program;
}

function errorsOf(snapshot: Snapshot): readonly HostDiagnostic[] {
  return [...snapshot.files.keys()].flatMap((file) =>
    snapshot
      .diagnosticsOf(file)
      .filter(({ severity }) => severity === "error")
      .map(({ severity, code, message, range }) => ({
        file,
        severity,
        code,
        message,
        range: snapshot.spanOf({ path: file, start: range.start, end: range.end }).range,
      })),
  );
}

function messageOf(errors: readonly HostDiagnostic[]): string {
  return errors
    .map(({ file, range, code, message }) => `${file}:${range[0] + 1}: error ${code}: ${message}`)
    .join("\n");
}
