import assert from "node:assert/strict";
import type {
  CodeAction,
  CompletionItem,
  SemanticTokens,
  SignatureHelp,
  SymbolInformation,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver-types";
import { LanguageServer, type ServerOptions } from "../support/languageServer";

const file = "baml_src/main.baml";
const main = `class  Person { name string }
function Name(p: Person, greeting: string) -> string {
  p.name
}
function Twice(p: Person) -> string { Name(p, "a") }
let wrong = Persn { name: "" };
`;

describe("language features over stdio", function () {
  this.timeout(30_000);
  let server: LanguageServer;

  async function start(options: Partial<ServerOptions> = {}): Promise<void> {
    server = await LanguageServer.start({ files: { [file]: main }, ...options });
    await server.open(file, main);
  }

  function ask<R>(method: string, params: object = {}): Promise<R> {
    const textDocument = { uri: server.uri(file) };
    return server.request<R>(`textDocument/${method}`, { textDocument, ...params });
  }

  afterEach(async () => {
    assert.equal(await server.stop(), 0);
  });

  it("answer where they are asked", async () => {
    await start();
    const inBody = { position: { line: 2, character: 4 } };
    const items = await ask<CompletionItem[]>("completion", inBody);
    assert.deepEqual(
      items.map(({ label }) => label),
      ["name"],
    );
    const edits = await ask<TextEdit[]>("formatting", {
      options: { tabSize: 2, insertSpaces: true },
    });
    assert.ok(edits.length > 0);
    const help = await ask<SignatureHelp>("signatureHelp", {
      position: { line: 4, character: 46 },
    });
    assert.equal(help.activeParameter, 1);
    const tokens = await ask<SemanticTokens>("semanticTokens/full");
    assert.equal(tokens.data.length % 5, 0);
    const range = { start: { line: 5, character: 13 }, end: { line: 5, character: 13 } };
    const context = { diagnostics: [] };
    const actions = await ask<CodeAction[]>("codeAction", { range, context });
    assert.equal(actions[0]?.title, "Change to `Person`");
    const others = { diagnostics: [], only: ["refactor"] };
    assert.deepEqual(await ask("codeAction", { range, context: others }), []);
    const symbols = await server.request<SymbolInformation[]>("workspace/symbol", { query: "twi" });
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ["Twice"],
    );
  });

  it("rename, or say why not", async () => {
    await start();
    const position = { line: 0, character: 9 };
    const edit = await ask<WorkspaceEdit>("rename", { position, newName: "Human" });
    assert.equal(edit.changes?.[server.uri(file)]?.length, 3);
    await assert.rejects(ask("rename", { position, newName: "class" }), /`class` is a keyword/);
    const builtin = { position: { line: 0, character: 23 } };
    await assert.rejects(ask("prepareRename", builtin), /cannot be renamed/);
  });

  it("are silent while another extension speaks for the language", async () => {
    await start({ options: { settings: { languageFeatures: "off" } } as ServerOptions["options"] });
    const position = { line: 2, character: 4 };
    assert.deepEqual(await ask("completion", { position }), []);
    assert.equal(await ask("formatting", { options: { tabSize: 2, insertSpaces: true } }), null);
    assert.equal(await ask("prepareRename", { position: { line: 0, character: 9 } }), null);
    assert.deepEqual(await server.request("workspace/symbol", { query: "" }), []);
  });
});
