import assert from "node:assert/strict";
import {
  documentText,
  documentUri,
  type SpanPart,
  traceUri,
} from "../../server/lsp/traceDocuments";
import { says } from "../support/answers";
import { Editor } from "./editor";

const SOURCE = `function Feel(text: string) -> string { client Mini prompt #"
  {{ _.role("system") }}Be brief.
  {{ _.role("user") }}Feel {{ text }}
"# }
function fails() -> int { throw "a <b> c" }
client Mini { provider openai options { model "mini" api_key env.KEY base_url "http://u:p@mini/v1" } }
`;
const HOSTILE = "```\n[x](command:evil) <script>\n## user";

describe("the documents of a span", () => {
  it("are its parts as they are, each in its language", async () => {
    const editor = await ran();
    check(editor, "argument-0.json", '"```\\n[x](command:evil) <script>\\n## user"', "json");
    check(editor, "reply.txt", HOSTILE, "plaintext");
    check(editor, "result.json", JSON.stringify(HOSTILE), "json");
    check(
      editor,
      "prompt.md",
      `## system\n\nBe brief.\n\n## user\n\nFeel ${HOSTILE}\n`,
      "markdown",
    );
  });

  it("hold requests without secrets", async () => {
    const editor = await ran();
    const text = textOf(editor, "request.http")?.text ?? "";
    assert.match(text, /^POST http:\/\/REDACTED@mini\/v1\/chat\/completions\n/);
    assert.match(text, /^authorization: REDACTED$/m);
    assert.match(textOf(editor, "response.txt")?.text ?? "", /"model":"mini-2"/);
  });

  it("tell the error of a span that failed, and no result", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("fails");
    check(editor, "error.txt", "uncaught throw: a <b> c", "plaintext");
    assert.equal(textOf(editor, "result.json"), undefined);
  });

  it("are none for what is not there", async () => {
    const editor = await ran();
    const { id } = editor.newestRun;
    const uris = [
      documentUri("gone", id, "result.json"),
      documentUri(id, "gone", "result.json"),
      documentUri(id, id, "argument-7.json"),
      documentUri(id, id, "nothing" as SpanPart),
      traceUri("gone"),
      "spanlens:/else/where",
      "spanlens:/",
      "spanlens:/run/%E0%A4%A/trace.txt",
    ];
    for (const uri of uris) assert.equal(documentText(uri, runOf(editor)), undefined, uri);
  });

  it("are found by URIs that clients have escaped again", async () => {
    const editor = await ran();
    const { id } = editor.newestRun;
    const uri = documentUri(id, id, "reply.txt").replace("spanlens:/run", "spanlens:/%72un");
    assert.equal(documentText(uri, runOf(editor))?.text, HOSTILE);
  });
});

describe("the document of a trace", () => {
  it("is the whole of it as text", async () => {
    const editor = await ran();
    const document = documentText(traceUri(editor.newestRun.id), runOf(editor));
    assert.equal(document?.languageId, "plaintext");
    assert.match(document!.text, /^started 2026-/);
    assert.match(document!.text, /Feel/);
  });
});

async function ran(): Promise<Editor> {
  const editor = new Editor(SOURCE);
  await editor.run("Feel", { args: { text: HOSTILE }, answers: [says(HOSTILE)] });
  return editor;
}

const runOf = (editor: Editor) => (id: string) => editor.history.runs.run(id);

function textOf(editor: Editor, part: SpanPart) {
  const { id } = editor.newestRun;
  return documentText(documentUri(id, id, part), runOf(editor));
}

function check(editor: Editor, part: SpanPart, text: string, languageId: string): void {
  assert.deepEqual(textOf(editor, part), { text, languageId });
}
