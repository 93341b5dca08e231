/** The analysis of a fixture, and the check of its diagnostics: what the tests of names and types share. */
import { type Analysis, analyze, parseFile, type SourceFile } from "../../server/language";
import { assertMarks, fixture } from "../support/fixture";

/** The diagnostics of the files are those that are marked in them. */
export function check(marked: string): void {
  const parsed = fixture(marked);
  const analysis = analyzed(parsed.files);
  assertMarks(parsed, (path) => analysis.diagnosticsOf(path));
}

export function analyzed(files: ReadonlyMap<string, string>, previous?: Analysis): Analysis {
  return analyze(parsedFiles(files), previous);
}

export function parsedFiles(files: ReadonlyMap<string, string>): SourceFile[] {
  return [...files].map(([path, text]) => ({ path, tree: parseFile(text) }));
}
