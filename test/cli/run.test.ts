/** `spanlens run` and `spanlens trace`. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../server/cli/main";
import { folderWith, removeFolders, runCli } from "./runCli";

const SOURCE = `class Point { x int y float? }
enum Color { Red Blue }
function main(n: int) -> int { helper(n) + 1 }
function helper(n: int) -> int { n * 2 }
function values(p: Point, c: Color) -> map<string, Point | Color | float> { { "p": p, "c": c, "2": 3.0 } }
function fails(n: int) -> int {
  10 / n
}
function throwing() -> int { throw Point { x: 1, y: null } }
function spin() -> int { while (true) { }
 1 }
function key() -> string { env.SECRET_KEY }
`;
const files = { "main.baml": SOURCE };

describe("run", () => {
  after(removeFolders);

  it("prints the result as JSON, and the spans to stderr", async () => {
    const { code, out, err } = await runCli(["run", ".", "main", "--args", '{"n": 4}'], { files });
    assert.deepEqual([code, out], [0, "9\n"]);
    assert.match(err, /^main\(n: 4\) → 9 · /);
  });

  it("shows every call when all are recorded, and none when nothing is", async () => {
    const all = await runCli(["run", ".", "main", "--args", '{"n": 4}', "--trace", "all"], {
      files,
    });
    assert.match(all.err, /└─ helper\(n: 4\) → 8 · /);
    const off = await runCli(["run", ".", "main", "--args", '{"n": 4}', "--trace", "off"], {
      files,
    });
    assert.deepEqual([off.out, off.err], ["9\n", ""]);
  });

  it("writes enums as names, classes and maps as objects in order, floats with their point", async () => {
    const args = '{"p": {"x": 9007199254740993}, "c": "Blue"}';
    const { out } = await runCli(["run", "main.baml", "values", "--args", args, "--json"], {
      files,
    });
    assert(
      out.startsWith(
        '{"result":{"p":{"x":9007199254740993,"y":null},"c":"Blue","2":3.0},"trace":[',
      ),
      out,
    );
  });

  it("reads arguments from a file", async () => {
    const withArgs = { ...files, "args.json": '{"n": 20}' };
    const { out } = await runCli(["run", ".", "main", "--args", "@args.json"], { files: withArgs });
    assert.equal(out, "41\n");
  });

  it("says how and where a run failed", async () => {
    const words = ["run", ".", "fails", "--args", '{"n": 0}'];
    const text = await runCli(words, { files });
    assert.deepEqual([text.code, text.out], [1, ""]);
    assert.match(text.err, /^error: main\.baml:7: division by zero: 10 \/ 0$/m);
    const { code, out } = await runCli([...words, "--json"], { files });
    assert.equal(code, 1);
    const { error, trace } = JSON.parse(out);
    assert.deepEqual(error, {
      kind: "runtime",
      message: "division by zero: 10 / 0",
      span: { uri: "main.baml", range: [6, 2, 6, 8] },
      type: "BamlClientError",
    });
    assert.equal(trace[0].status, "error");
    assert.equal(trace[0].error.kind, "runtime");
  });

  it("shows what was thrown", async () => {
    const { out } = await runCli(["run", ".", "throwing", "--json"], { files });
    const { error } = JSON.parse(out);
    assert.deepEqual([error.kind, error.value], ["throw", { x: 1, y: null }]);
  });

  it("refuses code with errors, unknown functions and wrong arguments", async () => {
    const bad = { "main.baml": 'function main() -> int { "x" }' };
    await checkError(
      ["run", ".", "main"],
      { files: bad },
      "compile",
      /main\.baml:1: expected `int`/,
    );
    await checkError(
      ["run", ".", "nope"],
      { files },
      "function_not_found",
      /Function not found: nope/,
    );
    await checkError(["run", ".", "main"], { files }, "invalid_argument", /Missing argument 'n'/);
    const wrong = ["run", ".", "main", "--args", '{"n": "4"}'];
    await checkError(wrong, { files }, "invalid_argument", /expected int, got string/);
  });

  it("stops at its limit of time", async () => {
    const words = ["run", ".", "spin", "--timeout", "30"];
    await checkError(words, { files }, "timeout", /longer than 30 ms/);
  });

  it("stops when the user wants it to", async () => {
    const stop = new AbortController();
    const err: string[] = [];
    setImmediate(() => stop.abort());
    const code = await main(["run", ".", "spin"], {
      out: () => {},
      err: (text) => void err.push(text),
      env: {},
      workingFolder: folderWith(files),
      hasColors: false,
      signal: stop.signal,
    });
    assert.equal(code, 1);
    assert.match(err.join(""), /error: Operation cancelled/);
  });

  it("reads the environment", async () => {
    const { out } = await runCli(["run", ".", "key"], { files, env: { SECRET_KEY: "s" } });
    assert.equal(out, '"s"\n');
  });

  it("writes a trace file where the option or the environment says", async () => {
    const words = ["run", ".", "main", "--args", '{"n": 4}'];
    const option = await runCli([...words, "--trace-file", "t/x.jsonl"], { files });
    assert.match(
      readFileSync(join(option.folder, "t/x.jsonl"), "utf8"),
      /"function_display_name":"main"/,
    );
    const env = { BAML_TRACE_FILE: "y.jsonl" };
    const variable = await runCli(words, { files, env });
    assert(existsSync(join(variable.folder, "y.jsonl")));
  });
});

describe("trace", () => {
  after(removeFolders);

  it("shows a stored trace as a tree, and in the formats of other tools", async () => {
    const words = ["run", ".", "main", "--args", '{"n": 4}', "--trace", "all"];
    const { folder } = await runCli([...words, "--trace-file", "x.jsonl"], { files });
    const stored = { "x.jsonl": readFileSync(join(folder, "x.jsonl"), "utf8") };

    const tree = await runCli(["trace", "x.jsonl"], { files: stored });
    assert.equal(tree.code, 0);
    assert.match(tree.out, /^main\(n: 4\) → 9 · .*\n└─ helper\(n: 4\) → 8 · /);

    const json = await runCli(["trace", "x.jsonl", "--format", "json"], { files: stored });
    const [root] = JSON.parse(json.out);
    assert.deepEqual(
      [root.name, root.args, root.result, root.children[0].name],
      ["main", [4], 9, "helper"],
    );

    const chrome = await runCli(["trace", "x.jsonl", "--format", "chrome", "-o", "c.json"], {
      files: stored,
    });
    assert.equal(chrome.out, "");
    const written = JSON.parse(readFileSync(join(chrome.folder, "c.json"), "utf8"));
    assert(written.traceEvents.length > 0);

    const otlp = await runCli(["trace", "x.jsonl", "--format", "otlp"], { files: stored });
    assert.equal(JSON.parse(otlp.out).resourceSpans[0].scopeSpans[0].spans.length, 2);
  });

  it("says what it could not read", async () => {
    const { code, err } = await runCli(["trace", "x.jsonl"], {
      files: { "x.jsonl": "nonsense\n" },
    });
    assert.deepEqual([code, err], [0, "spanlens: 1 line could not be read\n"]);
  });

  it("refuses a file that does not exist", async () => {
    assert.equal((await runCli(["trace", "nowhere"])).code, 2);
  });
});

async function checkError(
  words: readonly string[],
  options: Parameters<typeof runCli>[1],
  kind: string,
  message: RegExp,
): Promise<void> {
  const { code, out } = await runCli([...words, "--json"], options);
  assert.equal(code, 1);
  const { error } = JSON.parse(out);
  assert.equal(error.kind, kind);
  assert.match(error.message, message);
}
