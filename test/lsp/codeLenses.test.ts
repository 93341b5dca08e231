import assert from "node:assert/strict";
import { codeLenses, type LensContext } from "../../server/lsp/codeLenses";
import type { TestResult } from "../../server/lsp/protocol";
import { says } from "../support/answers";
import { Recorder } from "../support/recorder";
import { Editor, FULL_CLIENT } from "./editor";

const SOURCE = `function Feel(text: string) -> string {
  client Mini
  prompt #"Feel {{ text }}"#
}
function nap(n: int) -> int { baml.sys.sleep(n); half(n) }
function half(n: int) -> int { 60 / n }
client Mini { provider openai options { model "m" api_key env.KEY } }
test Naps { functions [nap] args { n 20 } }
function broken( {
`;

describe("code lenses", () => {
  it("stand above every function and test, also while the file has errors", () => {
    const editor = new Editor(SOURCE);
    check(editor, ["Feel: Run", "nap: Run", "half: Run", "broken: Run", "Naps: Run test"]);
  });

  it("offer arguments and keys where the client knows how", () => {
    const editor = new Editor("function F(n: int) -> int { n }\nfunction G() -> int { 1 }");
    check(editor, ["F: Run", "F: Run with…", "F: Set KEY", "G: Run", "G: Set KEY"], {
      client: FULL_CLIENT,
      missingVariables: () => ["KEY", "OTHER"],
    });
  });

  it("say how the last call went, and where its answer came from", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("nap", { args: { n: 20 } });
    await editor.run("Feel", { args: { text: "x" }, answers: [says("Good\n**day**")] });
    const seen = check(editor, [
      "Feel: Run",
      'Feel: 0 µs · → "Good\\n**day**"',
      "nap: Run",
      "nap: 20 ms · → 3",
      "half: Run",
      "half: 0 µs · → 3",
      "broken: Run",
      "Naps: Run test",
    ]);
    assert.deepEqual(seen[1]?.command?.arguments, [
      { runId: editor.newestRun.id, spanId: editor.newestRun.id },
    ]);
    await editor.run("Feel", { args: { text: "x" } });
    assert.match(titles(editor)[1]!, /^Feel: 30 ms · → ".*" · simulated$/);
  });

  it("say how a call failed, on one short line", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("half", { args: { n: 0 } });
    assert.equal(titles(editor)[3], "half: failed after 0 µs · division by zero: 60 / 0");
  });

  it("say what was edited since, and only that", async () => {
    const editor = new Editor("function f() -> int { g() }\nfunction g() -> int { 1 }");
    await editor.run("f");
    editor.edit("main.baml", (text) => `// a comment\n${text}`);
    check(editor, ["f: Run", "f: 0 µs · → 1", "g: Run", "g: 0 µs · → 1"]);
    editor.edit("main.baml", (text) => text.replace("{ 1 }", "{ 2 }"));
    check(editor, [
      "f: Run",
      "f: 0 µs · → 1 · before edit of g",
      "g: Run",
      "g: 0 µs · → 1 · before edit",
    ]);
  });

  it("offer to stop what runs, in the same place", () => {
    const editor = new Editor("function f() -> int { 1 }");
    const recorder = new Recorder((event) => {
      editor.history.runs.add([event], editor.project.id);
    });
    const place = recorder.start("f");
    check(editor, ["f: Stop", "f: Running…"]);
    recorder.wait(4000);
    recorder.fail(place, "Operation cancelled", "cancelled");
    check(editor, ["f: Run", "f: stopped after 4.0 ms"]);
  });

  it("tell of the last run of a test", () => {
    const editor = new Editor(SOURCE);
    const result: TestResult = {
      runId: "r",
      function: "nap",
      test: "Naps",
      status: "ok",
      durationUs: 12_000,
      origin: "simulated",
      passed: false,
      failures: [{ message: "assert failed: this > 3\nand more" }],
      checks: { fast: false },
    };
    editor.tests.start(editor.project.id, "Naps");
    assert.deepEqual(titles(editor).slice(-1), ["Naps: Stop"]);
    editor.tests.end(editor.project.id, "Naps", [result]);
    assert.deepEqual(titles(editor).slice(-2), [
      "Naps: Run test",
      "Naps: failed · assert failed: this > 3 · 1 check failed · 12 ms · simulated",
    ]);
  });

  it("offer nothing that a restricted workspace forbids, and do not move", () => {
    const note = "Not run: this workspace is not trusted";
    const editor = new Editor(SOURCE);
    check(
      editor,
      ["Feel", "nap", "half", "broken", "Naps"].map((name) => `${name}: ${note}`),
      {
        canRun: false,
      },
    );
  });

  it("count columns in UTF-16", () => {
    const editor = new Editor('/* 😀 */ function f() -> string { "😀" }');
    check(editor, ["f: Run"]);
  });
});

function titles(editor: Editor, context: Partial<LensContext> = {}): string[] {
  return lensesOf(editor, context).map(
    ({ range, command }) => `${editor.textAt(range)}: ${command?.title}`,
  );
}

function lensesOf(editor: Editor, context: Partial<LensContext>) {
  const { history, tests } = editor;
  const common = { history, tests, client: {}, canRun: true, missingVariables: () => [] };
  return codeLenses(editor.project, "main.baml", { ...common, ...context });
}

/** Each lens as the name that it stands on, and its title. */
function check(editor: Editor, expected: readonly string[], context: Partial<LensContext> = {}) {
  assert.deepEqual(titles(editor, context), expected);
  return lensesOf(editor, context);
}
