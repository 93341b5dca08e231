/** `spanlens request-batch`: one request a line. Nothing is sent. */
import { requestPreviewOf } from "../engine";
import { Snapshot } from "../project";
import {
  answerLines,
  type BatchAnswer,
  type BatchLine,
  flagField,
  mapField,
  sourcesOf,
  textField,
  textsField,
} from "./batch";
import type { Command, ExitCode, Given, Terminal } from "./command";
import { projectFile } from "./projectFile";
import { requestMembers } from "./request";

export const requestBatch: Command = {
  name: "request-batch",
  summary: "Show the request of each line of a file",
  usage: "FILE.jsonl",
  operands: { min: 1, max: 1 },
  options: {},
  run: showRequests,
};

async function showRequests(given: Given, terminal: Terminal): Promise<ExitCode> {
  await answerLines(given.operands[0]!, terminal, (line) => showLine(line, terminal));
  return 0;
}

async function showLine(line: BatchLine, terminal: Terminal): Promise<BatchAnswer> {
  const preview = await requestPreviewOf(Snapshot.of(sourcesOf(line)).program, {
    function: textField(line, "function") ?? "",
    args: mapField(line, "args"),
    // The line alone says what is in the environment: the answer is the same everywhere.
    env: textsField(line, "env"),
    isStream: flagField(line, "stream"),
    readFile: projectFile(terminal.workingFolder),
  });
  return requestMembers(preview);
}
