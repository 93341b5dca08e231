/** `spanlens trace`: a stored trace, as a tree, as text or in the format of another tool. */
import * as files from "node:fs";
import { resolve } from "node:path";
import { counted } from "../base";
import { type ReadTrace, Redactor, readTrace, traceOutline } from "../events";
import { toChromeTrace, toOtlp } from "../export";
import { oneOf } from "./callArguments";
import { type Command, type ExitCode, type Given, type Terminal, UsageError } from "./command";
import { traceJson } from "./traceJson";

const formats = ["tree", "json", "chrome", "otlp"] as const;

export const trace: Command = {
  name: "trace",
  summary: "Show a stored trace",
  usage: "FILE [--format tree|json|chrome|otlp] [-o OUT]",
  operands: { min: 1, max: 1 },
  options: {
    format: { value: formats.join("|"), help: "how to show it (default: tree)" },
    out: { short: "o", value: "OUT", help: "write to this file in place of standard output" },
  },
  run: showTrace,
};

async function showTrace(given: Given, terminal: Terminal): Promise<ExitCode> {
  const format = oneOf(given, "format", formats) ?? "tree";
  const read = await readFile(given.operands[0]!, terminal);
  const text = formatted(read, format);
  const out = given.text("out");
  if (out === undefined) terminal.out(text);
  else files.writeFileSync(resolve(terminal.workingFolder, out), text);
  const { malformed, torn, tooLong } = read.stats;
  const lost = malformed + torn + tooLong;
  if (lost > 0) terminal.err(`spanlens: ${counted(lost, "line")} could not be read\n`);
  return 0;
}

async function readFile(path: string, terminal: Terminal): Promise<ReadTrace> {
  const full = resolve(terminal.workingFolder, path);
  if (!files.existsSync(full)) throw new UsageError(`\`${path}\` does not exist`);
  return readTrace([full], { files, signal: terminal.signal });
}

function formatted({ tree }: ReadTrace, format: (typeof formats)[number]): string {
  switch (format) {
    case "tree":
      return traceOutline(tree);
    case "json":
      return `${traceJson(tree, new Redactor())}\n`;
    case "chrome":
      return toChromeTrace(tree);
    case "otlp":
      return toOtlp(tree);
    default:
      return format satisfies never;
  }
}
