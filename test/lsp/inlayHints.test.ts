import assert from "node:assert/strict";
import type { Range } from "vscode-languageserver-types";
import { type HintContext, inlayHints } from "../../server/lsp/inlayHints";
import { Editor, FULL_CLIENT } from "./editor";

const SOURCE = `function main() -> int {
  let a = nap(20); let b = nap(/* 😀 */ 5) + quick();
  for (let i in [1, 2, 3]) { quick(); }
  a + b
}
function nap(n: int) -> int { baml.sys.sleep(n); n }
function quick() -> int { 1 }
function fails() -> int { nap(1) / (quick() - 1) }
`;

describe("inlay hints", () => {
  it("stand behind each call that the last run reached", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("main");
    check(editor, [
      "let a = nap(20)|; let b = nap(/* 😀 */ 5) + quick();  20 ms · → 20",
      "let a = nap(20); let b = nap(/* 😀 */ 5)| + quick();  5.0 ms · → 5",
      "let a = nap(20); let b = nap(/* 😀 */ 5) + quick()|;  0 µs · → 1",
      "for (let i in [1, 2, 3]) { quick()|; }  0 µs ×3 · → 1",
    ]);
  });

  it("are none before a run, or when they are off", async () => {
    const editor = new Editor(SOURCE);
    check(editor, []);
    await editor.run("main");
    check(editor, [], { mode: "off" });
  });

  it("move with the function, and leave once it was edited", async () => {
    const editor = new Editor("function f() -> int { g() }\nfunction g() -> int { 1 }");
    await editor.run("f");
    editor.edit("main.baml", (text) => `/* 😀 */ ${text}`);
    check(editor, ["/* 😀 */ function f() -> int { g()| }  0 µs · → 1"]);
    editor.edit("main.baml", (text) => text.replace("g() }", "g() + 1 }"));
    check(editor, []);
  });

  it("of older runs are shown only when they always are", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("main");
    await editor.run("quick");
    check(editor, []);
    assert.equal(hintsOf(editor, { mode: "always" }).length, 4);
  });

  it("are asked for in a part of the file", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("main");
    const below = { start: { line: 5, character: 0 }, end: { line: 8, character: 0 } };
    assert.deepEqual(hintsOf(editor, {}, below), []);
  });

  it("say that a call failed", async () => {
    const editor = new Editor("function f() -> int { g() }\nfunction g() -> int { 1 / 0 }");
    await editor.run("f");
    const [hint] = hintsOf(editor, {});
    assert.match(labelOf(hint!), /^failed after 0 µs · division by/);
    assert(labelOf(hint!).length <= 43, "no editor cuts it");
  });

  it("open the trace where the client has a panel", async () => {
    const editor = new Editor(SOURCE);
    const run = await editor.run("main");
    const [hint] = hintsOf(editor, { client: FULL_CLIENT });
    assert(Array.isArray(hint?.label));
    const [argument] = hint.label[0]?.command?.arguments ?? [];
    assert.equal(run.tree.span(run.tree.rowOf(argument.spanId)!).name, "nap");
    assert.deepEqual(hint.tooltip, { kind: "plaintext", value: "nap · 20 ms · → 20" });
  });
});

type Hint = ReturnType<typeof inlayHints>[number];

const ALL: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

function hintsOf(editor: Editor, context: Partial<HintContext>, visible = ALL): Hint[] {
  const common = { history: editor.history, client: {}, mode: "lastRun" } as const;
  return inlayHints(editor.project, "main.baml", visible, { ...common, ...context });
}

function labelOf({ label }: Hint): string {
  return typeof label === "string" ? label : label.map(({ value }) => value).join("");
}

/** Each hint as its line, `|` where it stands, and its label. */
function check(
  editor: Editor,
  expected: readonly string[],
  context: Partial<HintContext> = {},
): void {
  const shown = hintsOf(editor, context).map(
    (hint) => `${editor.pointAt(hint.position)}  ${labelOf(hint)}`,
  );
  assert.deepEqual(shown, expected);
}
