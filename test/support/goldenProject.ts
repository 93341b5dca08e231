/**
 * Golden projects: a folder of BAML files, and what every stage of the pipeline makes of
 * them, printed so that a person can review it.
 *
 * `answers.json` beside the sources is what a server answers to the requests of a run, in
 * their order; without it the simulated model answers.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { disassemble, type Program } from "../../server/bytecode";
import { type FileDiagnostic, format } from "../../server/language";
import { Snapshot } from "../../server/project";
import { printTree } from "../language/syntax/printTree";
import type { Answer } from "./answers";
import { printRuns } from "./goldenRun";

export const stages = ["tree", "diagnostics", "bytecode", "formatted", "runs"] as const;
export type Stage = (typeof stages)[number];

const FOLDER = join(__dirname, "../projects");

export function goldenProjects(): readonly string[] {
  const entries = readdirSync(FOLDER, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

export async function printStage(project: string, stage: Stage): Promise<string> {
  const snapshot = Snapshot.of(textsOf(project));
  switch (stage) {
    case "tree":
      return byFile(snapshot, (path) => `${printTree(snapshot.files.get(path)!.tree)}\n`);
    case "diagnostics":
      return byFile(snapshot, (path) => printDiagnostics(snapshot, path));
    case "bytecode":
      return printProgram(snapshot.program);
    case "formatted":
      return byFile(snapshot, (path) => printFormatted(snapshot, path));
    case "runs":
      return printRuns(snapshot.program, answersOf(project));
    default:
      return stage satisfies never;
  }
}

/** Undefined where nobody has looked at a golden yet. */
export function expectedText(project: string, stage: Stage): string | undefined {
  const path = expectedPath(project, stage);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

export function updateExpected(project: string, stage: Stage, text: string): void {
  mkdirSync(join(FOLDER, project, "expected"), { recursive: true });
  writeFileSync(expectedPath(project, stage), text);
}

function expectedPath(project: string, stage: Stage): string {
  return join(FOLDER, project, "expected", `${stage}.txt`);
}

function textsOf(project: string): ReadonlyMap<string, string> {
  const paths = readdirSync(join(FOLDER, project), { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".baml"));
  return new Map(paths.map((path) => [path, readFileSync(join(FOLDER, project, path), "utf8")]));
}

function answersOf(project: string): readonly Answer[] | undefined {
  const path = join(FOLDER, project, "answers.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** In the order of paths, each below its own name. */
function byFile(snapshot: Snapshot, print: (path: string) => string): string {
  return [...snapshot.files.keys()].map((path) => `=== ${path} ===\n${print(path)}`).join("\n");
}

function printDiagnostics(snapshot: Snapshot, path: string): string {
  const found = snapshot.diagnosticsOf(path);
  if (found.length === 0) return "none\n";
  return found.map((diagnostic) => printDiagnostic(snapshot, path, diagnostic)).join("");
}

/** Counted from 1, as editors show places; characters are UTF-16. */
function printDiagnostic(snapshot: Snapshot, path: string, found: FileDiagnostic): string {
  const place = (at: {
    readonly path: string;
    readonly range: FileDiagnostic["range"];
  }): string => {
    const [line, start, endLine, end] = snapshot.linesOf(at.path).lineRange(at.range);
    return `${line + 1}:${start + 1}-${endLine === line ? "" : `${endLine + 1}:`}${end + 1}`;
  };
  const text = snapshot.files.get(path)!.text.slice(found.range.start, found.range.end);
  return [
    `${place({ path, range: found.range })} ${found.severity} ${found.code} ${JSON.stringify(text)}`,
    `  ${found.message}`,
    ...(found.hint ? [`  hint: ${found.hint}`] : []),
    ...(found.tags ?? []).map((tag) => `  tag: ${tag}`),
    ...(found.related ?? []).map((at) => `  see ${at.path}:${place(at)} ${at.message}`),
    "",
  ].join("\n");
}

function printProgram(program: Program): string {
  const functions = [...program.globals, ...program.functions].map(({ code, problems }) => {
    const refusals = problems.map(({ code: id, message }) => `  does not run: ${id} ${message}`);
    return [disassemble(code), ...refusals, ""].join("\n");
  });
  const classes = program.classes.map(
    ({ name, fields }) => `class ${name} { ${fields.join(", ")} }`,
  );
  const enums = program.enums.map(({ name, values }) => `enum ${name} { ${values.join(", ")} }`);
  const types = [...classes, ...enums].map((line) => `${line}\n`).join("");
  return [...(types ? [types] : []), ...functions].join("\n");
}

function printFormatted(snapshot: Snapshot, path: string): string {
  const formatted = format(snapshot.files.get(path)!.tree);
  if (formatted.kind === "formatted") return formatted.text;
  return `refused: ${formatted.problems.map(({ code }) => code).join(" ")}\n`;
}
