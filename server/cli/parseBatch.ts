/** `spanlens parse-batch`: one reply a line, parsed into the type that the line names. */
import { parsedReplyOf, replyJson } from "../engine";
import { Snapshot } from "../project";
import {
  answerLines,
  type BatchAnswer,
  type BatchLine,
  flagField,
  sourcesOf,
  textField,
} from "./batch";
import type { Command, ExitCode, Given, Terminal } from "./command";
import { errorJson } from "./runError";

export const parseBatch: Command = {
  name: "parse-batch",
  summary: "Parse the reply of each line of a file",
  usage: "FILE.jsonl",
  operands: { min: 1, max: 1 },
  options: {},
  run: parseLines,
};

async function parseLines(given: Given, terminal: Terminal): Promise<ExitCode> {
  await answerLines(given.operands[0]!, terminal, async (line) => parseLine(line));
  return 0;
}

function parseLine(line: BatchLine): BatchAnswer {
  const returnType = textField(line, "returnType");
  const snapshot = Snapshot.of(
    returnType === undefined ? sourcesOf(line) : parsingProject(line, returnType),
  );
  const parsed = parsedReplyOf(snapshot.program, textField(line, "function") ?? PARSING_FUNCTION, {
    raw: textField(line, "raw") ?? "",
    isPartial: flagField(line, "partial"),
  });
  return parsed.ok
    ? { result: replyJson(parsed.value) }
    : { error: errorJson(parsed.failure.error) };
}

/** The types of the line, and a function that returns the one in question. */
function parsingProject(line: BatchLine, returnType: string): ReadonlyMap<string, string> {
  const types = textField(line, "types") ?? "";
  const fn = `function ${PARSING_FUNCTION}() -> ${returnType} {\n  client "openai/gpt-4o"\n  prompt #"x"#\n}\n`;
  return new Map([["main.baml", `${types}\n${fn}`]]);
}

const PARSING_FUNCTION = "SpanlensParsed";
