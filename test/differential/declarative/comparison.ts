/** What we say of a project beside what the released language says. */
import { LineIndex } from "../../../server/base";
import { analyze, type FileDiagnostic, parseFile } from "../../../server/language";
import type { Files } from "./randomProject";
import type { Reported } from "./reference";

export type Verdict =
  | "agree"
  /** Both refuse it, and point at different lines first. */
  | "otherLine"
  /** Only the released language refuses it. */
  | "theyRefuse"
  /** Only we do. */
  | "weRefuse";

export function verdict(ours: readonly Reported[], theirs: readonly Reported[]): Verdict {
  const [first] = ours;
  if (!first) return theirs.length === 0 ? "agree" : "theyRefuse";
  if (theirs.length === 0) return "weRefuse";
  return firstPlaces(theirs).some((place) => isSame(place, first)) ? "agree" : "otherLine";
}

/** Its report is in no order that a reader knows: the first of it, or the first of the text. */
function firstPlaces(theirs: readonly Reported[]): readonly Reported[] {
  const [first, ...others] = theirs;
  const here = others.filter(({ path }) => path === first!.path);
  return [first!, here.reduce((least, one) => (one.line < least.line ? one : least), first!)];
}

function isSame(left: Reported, right: Reported): boolean {
  return left.path === right.path && left.line === right.line;
}

/** Our errors, in the order of the text. */
export function errorsOf(files: Files): readonly Reported[] {
  const parsed = Object.entries(files).map(([path, text]) => ({ path, tree: parseFile(text) }));
  const analysis = analyze(parsed);
  return Object.entries(files).flatMap(([path, text]) => {
    const lines = new LineIndex(text);
    return analysis
      .diagnosticsOf(path)
      .filter(isError)
      .map(({ code, message, range }) => {
        const { line } = lines.positionAt(range.start);
        return { path, line: line + 1, message: `${code} ${message}` };
      });
  });
}

/** Broken templates and quoted prompts are warnings of ours, and errors of theirs (7.1, V117). */
function isError({ severity, code }: FileDiagnostic): boolean {
  return severity === "error" || code === "E0084" || code === "V117";
}
