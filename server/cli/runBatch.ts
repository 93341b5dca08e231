/**
 * `spanlens run-batch`: many small programs, each compiled, called and answered on one
 * line. All in one process and one after the other, so that a program's time is its own.
 */
import { Snapshot } from "../project";
import {
  answerLines,
  type BatchAnswer,
  type BatchLine,
  mapField,
  numberField,
  sourcesOf,
  textField,
  textsField,
} from "./batch";
import type { Command, ExitCode, Given, Terminal } from "./command";
import { diagnosticsOf } from "./diagnosticsText";
import { compactJson } from "./jsonText";
import { callErrorOf, errorJson } from "./runError";
import { type Session, withSession } from "./session";

export const runBatch: Command = {
  name: "run-batch",
  summary: "Call the function of each line of a file",
  usage: "FILE.jsonl",
  operands: { min: 1, max: 1 },
  options: {},
  run: runLines,
};

async function runLines(given: Given, terminal: Terminal): Promise<ExitCode> {
  const options = { terminal, projectRoot: terminal.workingFolder, keepsTree: false };
  await withSession(options, (session) =>
    answerLines(given.operands[0]!, terminal, (line) => runLine(line, session, terminal)),
  );
  return 0;
}

async function runLine(
  line: BatchLine,
  { engine }: Session,
  terminal: Terminal,
): Promise<BatchAnswer> {
  const snapshot = Snapshot.of(sourcesOf(line));
  const diagnostics = JSON.stringify(diagnosticsOf(snapshot));
  engine.load(snapshot.program);
  try {
    const value = await engine.callFunction(textField(line, "function") ?? "main", {
      args: mapField(line, "args"),
      env: textsField(line, "env"),
      timeoutMs: numberField(line, "timeoutMs") ?? DEFAULT_TIMEOUT_MS,
      signal: terminal.signal,
    });
    return { result: compactJson(value), diagnostics };
  } catch (failure) {
    return { error: errorJson(callErrorOf(failure)), diagnostics };
  }
}

/** A program that never ends must not keep the lines behind it waiting for good. */
const DEFAULT_TIMEOUT_MS = 30_000;
