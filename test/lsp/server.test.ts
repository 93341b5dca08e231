import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CodeLens, Diagnostic, Hover, InlayHint } from "vscode-languageserver-types";
import type { RunInfo, RunResult } from "../../server/lsp/protocol";
import { LanguageServer, type ServerOptions } from "../support/languageServer";

const main = `/// Adds one.
function increment(n: int) -> int { n + 1 }

function twice(n: int) -> int {
  let once = increment(n);
  increment(once)
}

function forever() -> int {
  let n = 0;
  while (true) { n += 1; }
  n
}

function broken(xs: int[]) -> int {
  xs[7]
}

test Five {
  functions [twice]
  args { n 5 }
  @@assert({{ this == 7 }})
}
`;

describe("the language server over stdio", function () {
  this.timeout(30_000);
  let server: LanguageServer;

  async function start(options: Partial<ServerOptions> = {}): Promise<void> {
    server = await LanguageServer.start({ files: { "baml_src/main.baml": main }, ...options });
    await server.open("baml_src/main.baml", main);
  }

  afterEach(async () => {
    assert.equal(await server.stop(), 0);
  });

  it("has one line of lenses above every function and test", async () => {
    await start();
    assert.deepEqual(await lensLines(server), {
      1: ["Run"],
      3: ["Run"],
      8: ["Run"],
      14: ["Run"],
      18: ["Run test"],
    });
  });

  it("runs a function and shows the run on lens, hints and hover", async () => {
    await start();
    const result = await server.execute<RunResult>("spanlens.run", {
      function: "twice",
      args: { n: 5 },
    });
    assert.equal(result.status, "ok");
    assert.equal(result.result, 7);

    const lines = await lensLines(server);
    assert.deepEqual(Object.keys(lines), ["1", "3", "8", "14", "18"]);
    assert.match(lines[3]!.join(" | "), /^Run \| \S+ (µs|ms|s) · → 7$/);

    const hints = await hintsOf(server);
    assert.deepEqual(
      hints.map(({ position }) => position),
      [
        { line: 4, character: 25 },
        { line: 5, character: 17 },
      ],
    );
    assert.match(labelOf(hints[0]!), /^\S+ \S+ · → 6$/);
    assert.match(labelOf(hints[1]!), /^\S+ \S+ · → 7$/);

    const text = await hoverAt(server, 3, 10);
    assert.match(text, /```baml\nfunction twice\(n: int\) -> int\n```/);
    assert.match(text, /\*\*Last call\*\* · \S+ \S+ · just now/);
    assert.match(text, /`n` = `5`/);
    assert.match(text, /→ `7`/);
    assert.match(text, /- `increment` .*6/);
  });

  it("takes the arguments of a test when it is given none", async () => {
    await start();
    const result = await server.execute<RunResult>("spanlens.run", { function: "twice" });
    assert.equal(result.result, 7);
  });

  it("refuses wrong arguments before anything runs, naming path and type", async () => {
    await start();
    const result = await server.execute<RunResult>("spanlens.run", {
      function: "twice",
      args: { n: "five" },
    });
    assert.equal(result.status, "error");
    assert.equal(result.error?.kind, "invalid_argument");
    assert.match(result.error?.message ?? "", /'n'.*int.*string/);
  });

  it("stops an endless loop, and answers while it runs", async () => {
    await start();
    const run = server.execute<RunResult>("spanlens.run", { function: "forever" });
    await server.notified("spanlens/traceChanged");
    const lines = await lensLines(server);
    assert.deepEqual(lines[8], ["Stop", "Running…"]);
    await server.execute("spanlens.cancel", {});
    const result = await run;
    assert.equal(result.status, "cancelled");
    assert.match((await lensLines(server))[8]!.join(" | "), /^Run \| stopped after/);
  });

  it("shows a failing call on the lens", async () => {
    await start();
    const result = await server.execute<RunResult>("spanlens.run", {
      function: "broken",
      args: { xs: [1] },
    });
    assert.equal(result.error?.message, "array index out of bounds: 7 of 1");
    assert.match(
      (await lensLines(server))[14]!.join(" | "),
      /failed after .* out of bounds: 7 of 1/,
    );
  });

  it("says what changed since the run, and forgets the hints of an edited function", async () => {
    await start();
    await server.execute("spanlens.run", { function: "twice", args: { n: 1 } });
    await server.change("baml_src/main.baml", 2, main.replace("n + 1", "n + 2"));
    assert.match((await lensLines(server))[3]!.join(" | "), / · before edit of increment$/);
    assert.equal((await hintsOf(server)).length, 2);
    await server.change("baml_src/main.baml", 3, main.replace("let once", "let first"));
    assert.equal((await hintsOf(server)).length, 0);
  });

  it("keeps lens and hints at their calls when text above them moves them", async () => {
    await start();
    await server.execute("spanlens.run", { function: "twice", args: { n: 1 } });
    await server.change("baml_src/main.baml", 2, `// more\n\n${main}`);
    const hints = await hintsOf(server);
    assert.deepEqual(
      hints.map(({ position }) => position.line),
      [6, 7],
    );
    assert.match((await lensLines(server))[5]!.join(" | "), /· → 3$/);
  });

  it("pushes problems to a client that does not ask for them, and takes them back", async () => {
    await start();
    await server.change("baml_src/main.baml", 2, `${main}\nfunction bad() -> int { nobody }\n`);
    const pushed = await problems(server, (found) => found.length > 0);
    assert.deepEqual(
      pushed.map(({ code, range }) => [code, range.start.line]),
      [["E0003", 24]],
    );
    server.forgetNotifications();
    await server.change("baml_src/main.baml", 3, main);
    await problems(server, (found) => found.length === 0);
  });

  it("keeps lenses and last results while the file does not parse", async () => {
    await start();
    await server.execute("spanlens.run", { function: "twice", args: { n: 1 } });
    await server.change("baml_src/main.baml", 2, `${main}\nfunction bad( {`);
    assert.match((await lensLines(server))[3]!.join(" | "), /^Run \| .*→ 3/);
  });

  it("runs tests and says how they went", async () => {
    await start();
    const results = await server.execute<{ test: string; passed: boolean }[]>(
      "spanlens.runTest",
      {},
    );
    assert.deepEqual(
      results.map(({ test, passed }) => [test, passed]),
      [["Five", true]],
    );
    assert.match((await lensLines(server))[18]!.join(" | "), /^Run test \| passed/);
  });

  it("runs nothing in a workspace that is not trusted", async () => {
    await start({ options: { trusted: false } });
    const result = await server.execute<RunResult>("spanlens.run", {
      function: "twice",
      args: { n: 1 },
    });
    assert.match(result.error?.message ?? "", /not trusted/);
    assert.deepEqual((await lensLines(server))[3], ["Not run: this workspace is not trusted"]);
  });

  it("writes traces to the storage that the client names, and nowhere else", async () => {
    const storage = mkdtempSync(join(tmpdir(), "spanlens-storage-"));
    await start({ options: { storage: pathToFileURL(storage).toString() } });
    await server.execute("spanlens.run", { function: "twice", args: { n: 1 } });
    await server.request("shutdown", undefined);
    const lines = readFileSync(join(storage, "runs.trace.jsonl"), "utf8").trim().split("\n");
    const types = lines.map((line) => JSON.parse(line).content.type);
    assert.deepEqual(types, [
      "meta",
      ...["function_start", "function_start", "function_end"],
      ...["function_start", "function_end", "function_end"],
    ]);
    rmSync(storage, { recursive: true });
  });

  it("lists runs, newest first, and opens one as text", async () => {
    await start();
    await server.execute("spanlens.run", { function: "increment", args: { n: 1 } });
    await server.execute("spanlens.run", { function: "twice", args: { n: 1 } });
    const runs = await server.request<RunInfo[]>("spanlens/runs", {});
    assert.deepEqual(
      runs.map((run) => run.function),
      ["twice", "increment"],
    );
    const document = await server.request<{ text: string }>("spanlens/document", {
      uri: runs[0]!.document,
    });
    assert.match(document.text, /twice[\s\S]*increment[\s\S]*increment/);
    await server.execute("spanlens.clear", {});
    assert.deepEqual(await server.request("spanlens/runs", {}), []);
  });
});

async function lensLines(server: LanguageServer): Promise<Record<number, string[]>> {
  const lenses = await server.request<CodeLens[]>("textDocument/codeLens", {
    textDocument: { uri: server.uri("baml_src/main.baml") },
  });
  const lines: Record<number, string[]> = {};
  for (const { range, command } of lenses) {
    lines[range.start.line] ??= [];
    lines[range.start.line]!.push(command?.title ?? "");
  }
  return lines;
}

async function hintsOf(server: LanguageServer): Promise<InlayHint[]> {
  return server.request<InlayHint[]>("textDocument/inlayHint", {
    textDocument: { uri: server.uri("baml_src/main.baml") },
    range: { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } },
  });
}

function labelOf(hint: InlayHint): string {
  return typeof hint.label === "string" ? hint.label : hint.label.map((p) => p.value).join("");
}

async function hoverAt(server: LanguageServer, line: number, character: number): Promise<string> {
  const hover = await server.request<Hover>("textDocument/hover", {
    textDocument: { uri: server.uri("baml_src/main.baml") },
    position: { line, character },
  });
  return (hover.contents as { value: string }).value;
}

async function problems(
  server: LanguageServer,
  isWanted: (found: Diagnostic[]) => boolean,
): Promise<Diagnostic[]> {
  const { diagnostics } = await server.notified<{ diagnostics: Diagnostic[] }>(
    "textDocument/publishDiagnostics",
    (params) => isWanted(params.diagnostics),
  );
  return diagnostics;
}
