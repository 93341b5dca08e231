/** `spanlens request`: the request that a call would send first. Nothing is sent. */
import type { Value } from "../base";
import { type Inspected, type RequestPreview, requestPreviewOf } from "../engine";
import { Redactor } from "../events";
import type { BatchAnswer } from "./batch";
import { callArguments } from "./callArguments";
import type { Command, ExitCode, Given, Terminal } from "./command";
import { runEnvironment } from "./environment";
import { objectText } from "./jsonText";
import { projectFile } from "./projectFile";
import { openProject } from "./projectFolder";
import { errorJson, errorText } from "./runError";

export const request: Command = {
  name: "request",
  summary: "Show the request that a call would send",
  usage: "PATH FUNCTION --args JSON|@FILE [--stream] --json",
  operands: { min: 2, max: 2 },
  options: {
    args: { value: "JSON|@FILE", help: "arguments, as one JSON object" },
    stream: { help: "as a streamed call would send it" },
    json: { help: "print one JSON object, secrets included" },
  },
  run: showRequest,
};

async function showRequest(given: Given, terminal: Terminal): Promise<ExitCode> {
  const preview = await previewFrom(given, terminal);
  if (given.isSet("json")) terminal.out(`${objectText(requestMembers(preview))}\n`);
  else if (preview.ok) terminal.out(requestText(preview));
  else terminal.err(`error: ${errorText(preview.failure.error)}`);
  return preview.ok ? 0 : 1;
}

export async function previewFrom(
  given: Given,
  terminal: Terminal,
): Promise<Inspected<RequestPreview>> {
  const args: ReadonlyMap<string, Value> = callArguments(given, terminal);
  const [path, name] = given.operands as [string, string];
  const { root, snapshot } = openProject(path, terminal.workingFolder);
  return requestPreviewOf(snapshot.program, {
    function: name,
    args,
    env: runEnvironment(terminal, root),
    isStream: given.isSet("stream"),
    readFile: projectFile(root),
  });
}

/** `url`, `method`, `headers` and `body`, or `error`, as JSON text. */
export function requestMembers(preview: Inspected<RequestPreview>): BatchAnswer {
  if (!preview.ok) return { error: errorJson(preview.failure.error) };
  const { url, method, headers, body } = preview.request;
  return {
    url: JSON.stringify(url),
    method: JSON.stringify(method),
    headers: JSON.stringify(headers),
    // It is JSON already, with the keys in the order in which they are sent.
    body,
  };
}

/** As it goes over the wire, with what sounds secret replaced. */
function requestText({ request: sent }: RequestPreview): string {
  const redactor = new Redactor();
  const headers = Object.entries(redactor.headers(sent.headers)).map(
    ([name, value]) => `${name}: ${value}\n`,
  );
  const body = JSON.stringify(JSON.parse(sent.body), null, 2);
  return `${sent.method} ${redactor.url(sent.url)}\n${headers.join("")}\n${body}\n`;
}
