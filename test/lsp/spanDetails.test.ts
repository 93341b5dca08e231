import assert from "node:assert/strict";
import { spanDetails } from "../../server/lsp/spanDetails";
import { documentText } from "../../server/lsp/traceDocuments";
import { says } from "../support/answers";
import { Editor } from "./editor";

const SOURCE = `function main(n: int) -> string { Feel("😀 well") }
function Feel(text: string) -> string { client Mini prompt #"{{ _.role("user") }}Feel {{ text }}"# }
function fails() -> int { let zero = 0; 1 / zero }
client Mini { provider openai options { model "mini" api_key env.KEY base_url "http://mini/v1" } }
`;

describe("the details of a span", () => {
  it("have its arguments, its result, and where it was called and declared", async () => {
    const { details, editor } = await check("Feel", [says("Good")]);
    assert.equal(details.name, "Feel");
    assert.equal(details.status, "ok");
    assert.deepEqual(
      details.args.map(({ name, text, omitted }) => [name, text, omitted]),
      [["text", '"😀 well"', 0]],
    );
    assert.equal(details.result?.text, '"Good"');
    assert.equal(details.callSite?.uri, "file:///c%3A/My%20App/main.baml");
    assert.equal(editor.textAt(details.callSite!.range), 'Feel("😀 well")');
    assert.equal(editor.textAt(details.definition!.range).startsWith("function Feel"), true);
  });

  it("of an LLM function have each request, with prompt, reply and usage", async () => {
    const { details } = await check("Feel", [says("Good")]);
    const [attempt, ...others] = details.attempts;
    assert.equal(others.length, 0);
    assert.deepEqual(
      attempt?.prompt.map(({ role, content }) => [role, content.text]),
      [["user", "Feel 😀 well"]],
    );
    assert.equal(attempt?.reply?.text, "Good");
    assert.deepEqual(attempt?.usage, { input: 41, output: 3, cached: null, reasoning: null });
    assert.equal(attempt?.origin, "live");
    assert.equal(attempt?.selected, true);
    assert.match(attempt?.request?.text ?? "", /^POST http:\/\/mini\/v1\/chat\/completions\n/);
  });

  it("never hold the value of a header that is secret", async () => {
    const { details } = await check("Feel", [says("Good")]);
    assert.match(details.attempts[0]?.request?.text ?? "", /authorization: REDACTED/i);
    assert.doesNotMatch(JSON.stringify(details), /sk-live/);
  });

  it("say how it failed", async () => {
    const editor = new Editor(SOURCE);
    const run = await editor.run("fails");
    const { error, result } = spanDetails(run, run.root.row, editor.project.root);
    assert.equal(error?.message, "division by zero: 1 / 0");
    assert.equal(result, undefined);
  });

  it("are the beginning of what is long; the rest is a document", async () => {
    const long = `<img src=x>${"x".repeat(10_000)}`;
    const { details, editor } = await check("Feel", [says(long)]);
    const reply = details.attempts[0]!.reply!;
    assert.equal(reply.text, long.slice(0, 4000));
    assert.equal(reply.omitted, long.length - 4000);
    const whole = documentText(reply.document, (id) => editor.history.runs.run(id));
    assert.deepEqual(whole, { text: long, languageId: "plaintext" });
  });

  it("have no places when nobody knows the project", async () => {
    const { editor } = await check("Feel", [says("Good")]);
    const { callSite, definition } = spanDetails(editor.newestRun, 1, undefined);
    assert.deepEqual([callSite, definition], [undefined, undefined]);
  });
});

/** The details of a function's span in a run of `main`. */
async function check(name: string, answers: ReturnType<typeof says>[]) {
  const editor = new Editor(SOURCE);
  const run = await editor.run("main", { args: { n: 1 }, answers });
  const rows = Array.from({ length: run.tree.count }, (_, row) => row);
  const row = rows.find((one) => run.tree.span(one).name === name);
  assert(row !== undefined, `no span ${name}`);
  return { editor, details: spanDetails(run, row, editor.project.root) };
}
