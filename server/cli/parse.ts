/** `spanlens parse`: what a model's reply would come to, as a value of the return type. */
import { valueJson } from "../base";
import { parsedReplyOf, replyJson } from "../engine";
import { textOrFile } from "./callArguments";
import { type Command, type ExitCode, type Given, type Terminal, UsageError } from "./command";
import { objectText } from "./jsonText";
import { openProject } from "./projectFolder";
import { errorJson, errorText } from "./runError";

export const parse: Command = {
  name: "parse",
  summary: "Parse a model's reply",
  usage: "PATH FUNCTION --raw TEXT|@FILE [--partial] --json",
  operands: { min: 2, max: 2 },
  options: {
    raw: { value: "TEXT|@FILE", help: "the reply" },
    partial: { help: "take it as a reply that is still arriving" },
    json: { help: "print one JSON object: result or error" },
  },
  run: parseRaw,
};

async function parseRaw(given: Given, terminal: Terminal): Promise<ExitCode> {
  const raw = textOrFile(given, "raw", terminal);
  if (raw === undefined) throw new UsageError("--raw is missing");
  const { program } = openProject(given.operands[0]!, terminal.workingFolder).snapshot;
  const isPartial = given.isSet("partial");
  const parsed = parsedReplyOf(program, given.operands[1]!, { raw, isPartial });
  if (given.isSet("json")) {
    const answer = parsed.ok
      ? { result: replyJson(parsed.value) }
      : { error: errorJson(parsed.failure.error) };
    terminal.out(`${objectText(answer)}\n`);
  } else if (parsed.ok) terminal.out(`${valueJson(parsed.value)}\n`);
  else terminal.err(`error: ${errorText(parsed.failure.error)}`);
  return parsed.ok ? 0 : 1;
}
