/** `spanlens render`: the prompt of a call, as chat messages. Nothing is sent. */
import type { ChatMessage, ChatPart } from "../base";
import type { Command, ExitCode, Given, Terminal } from "./command";
import { objectText } from "./jsonText";
import { previewFrom } from "./request";
import { errorJson, errorText } from "./runError";
import { type Styles, stylesFor } from "./styles";

export const render: Command = {
  name: "render",
  summary: "Show the prompt of a call",
  usage: "PATH FUNCTION --args JSON|@FILE [--json]",
  operands: { min: 2, max: 2 },
  options: {
    args: { value: "JSON|@FILE", help: "arguments, as one JSON object" },
    json: { help: "print one JSON object" },
  },
  run: renderPrompt,
};

async function renderPrompt(given: Given, terminal: Terminal): Promise<ExitCode> {
  const preview = await previewFrom(given, terminal);
  if (given.isSet("json")) {
    const members = preview.ok
      ? { client: JSON.stringify(preview.clientName), messages: JSON.stringify(preview.prompt) }
      : { error: errorJson(preview.failure.error) };
    terminal.out(`${objectText(members)}\n`);
  } else if (preview.ok) {
    const styles = stylesFor(terminal);
    terminal.out(preview.prompt.map((message) => messageText(message, styles)).join("\n"));
  } else terminal.err(`error: ${errorText(preview.failure.error)}`);
  return preview.ok ? 0 : 1;
}

function messageText({ role, parts }: ChatMessage, styles: Styles): string {
  return `${styles.bold(`[${role}]`)}\n${parts.map(partText).join("\n")}\n`;
}

function partText(part: ChatPart): string {
  if (part.kind === "text") return part.text;
  const { media, source, content } = part.media;
  return `<${media} ${source === "base64" ? "base64" : content}>`;
}
