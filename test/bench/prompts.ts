/** Prompts rendered into requests, and replies parsed, against the reference implementation. */
import { parseReply, previewCall, toJson } from "../../server/llm";
import { Snapshot } from "../../server/project";
import { bigProject } from "./bigProject";
import { compared, type Row, rateText, ratioText } from "./measure";
import { reference } from "./reference";

const CALLS = 200;
const ENV = { OPENAI_API_KEY: "sk-none" };
const FUNCTION = "Extract3";

const TICKET = {
  product: "kettle",
  what_is_wrong: "It hisses, and since this morning it no longer switches itself off.",
  urgency: "High",
  dangerous: true,
  steps: ["turned it off", "read the manual", "asked a neighbour"],
  before: [],
  cost: 12.5,
};
const REPLIES = {
  "plain JSON": JSON.stringify(TICKET),
  "JSON in a fence, after words": `Here it is:\n\n\`\`\`json\n${JSON.stringify(TICKET, null, 2)}\n\`\`\`\nAnything else?`,
  "no quotes, cut off":
    '{product: kettle, what_is_wrong: It hisses, urgency: high, dangerous: yes, steps: ["a", "b',
};

export async function prompts(): Promise<readonly Row[]> {
  const texts = bigProject(4);
  const { catalog } = Snapshot.of(texts).program;
  const peer = reference.fromFiles("baml_src", Object.fromEntries(texts), ENV);
  const context = peer.createContextManager();
  const args = { message: "My kettle hisses. ".repeat(20), known: [] };
  const given = { catalog, functionName: FUNCTION, args, env: ENV, stream: false };
  const rows: Row[] = [];
  const rendered = await compared(
    async () => {
      for (let at = 0; at < CALLS; at++) await previewCall(given);
    },
    () => {
      for (let at = 0; at < CALLS; at++) {
        peer.buildRequestSync(FUNCTION, args, context, null, null, false, ENV).body.text();
      }
    },
    { turns: 9 },
  );
  rows.push(row("prompts rendered into requests", rendered));
  const { returns } = catalog.functions[FUNCTION]!;
  for (const [name, reply] of Object.entries(REPLIES)) {
    const parsed = await compared(
      () => {
        for (let at = 0; at < CALLS; at++) {
          const read = parseReply(reply, returns, catalog.shapes, { done: true });
          if (read.ok) toJson(read.value);
        }
      },
      () => {
        for (let at = 0; at < CALLS; at++) {
          try {
            peer.parseLlmResponse(FUNCTION, reply, false, context, null, null, {});
          } catch {
            // What it refuses has been read all the same.
          }
        }
      },
      { turns: 9 },
    );
    rows.push(row(`replies parsed: ${name}`, parsed));
  }
  return rows;
}

function row(label: string, { ours, peer }: Awaited<ReturnType<typeof compared>>): Row {
  return [
    label,
    rateText(CALLS, ours.medianMs),
    `baml ${rateText(CALLS, peer.medianMs)}`,
    ratioText(ours.medianMs, peer.medianMs, "it"),
  ];
}
