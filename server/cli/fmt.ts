/** `spanlens fmt`: lays files out as the formatter does, and changes nothing else. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { counted, LineIndex } from "../base";
import { format, parseFile } from "../language";
import { type Command, type ExitCode, type Given, type Terminal, UsageError } from "./command";
import { bamlFilesBelow } from "./projectFolder";
import { stylesFor } from "./styles";

export const fmt: Command = {
  name: "fmt",
  summary: "Format files in place",
  usage: "[--check|--stdout] PATH…",
  operands: { min: 1, max: Number.POSITIVE_INFINITY },
  options: {
    check: { help: "change nothing, and fail when a file is not formatted" },
    stdout: { help: "print the formatted text in place of writing it" },
  },
  run: formatFiles,
};

interface FileOutcome {
  readonly file: string;
  readonly kind: "unchanged" | "changed" | "refused";
}

async function formatFiles(given: Given, terminal: Terminal): Promise<ExitCode> {
  const isCheck = given.isSet("check");
  if (isCheck && given.isSet("stdout")) throw new UsageError("--check or --stdout, not both");
  const files = given.operands.flatMap((path) => filesAt(path, terminal.workingFolder));
  const outcomes = files.map((file) => formatFile(file, given, terminal));
  const changed = outcomes.filter(({ kind }) => kind === "changed").length;
  const refused = outcomes.filter(({ kind }) => kind === "refused").length;
  if (!given.isSet("stdout")) {
    const words = isCheck ? "not formatted" : "formatted";
    terminal.err(`${counted(files.length, "file")}, ${changed} ${words}\n`);
  }
  return refused > 0 || (isCheck && changed > 0) ? 1 : 0;
}

function formatFile(file: string, given: Given, terminal: Terminal): FileOutcome {
  const path = resolve(terminal.workingFolder, file);
  const text = readFileSync(path, "utf8");
  const formatted = format(parseFile(text));
  if (formatted.kind === "refused") {
    const { red } = stylesFor(terminal);
    const lines = new LineIndex(text);
    for (const { code, message, range } of formatted.problems) {
      const { line, character } = lines.positionAt(range.start);
      terminal.err(`${file}:${line + 1}:${character + 1}: ${red(`error ${code}:`)} ${message}\n`);
    }
    return { file, kind: "refused" };
  }
  if (given.isSet("stdout")) terminal.out(formatted.text);
  if (formatted.text === text) return { file, kind: "unchanged" };
  if (given.isSet("check")) terminal.out(`${file}\n`);
  else if (!given.isSet("stdout")) writeFileSync(path, formatted.text);
  return { file, kind: "changed" };
}

/** The file, or all `.baml` files below the folder. */
function filesAt(path: string, workingFolder: string): readonly string[] {
  const facts = statSync(resolve(workingFolder, path), { throwIfNoEntry: false });
  if (!facts) throw new UsageError(`\`${path}\` does not exist`);
  return facts.isDirectory() ? bamlFilesBelow(resolve(workingFolder, path)) : [path];
}
