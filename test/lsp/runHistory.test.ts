import assert from "node:assert/strict";
import { functionNamed } from "../../server/project";
import { Editor } from "./editor";

const SOURCE = `function main() -> int { let a = one(); one() + two() }
function one() -> int { 1 }
function two() -> int { one() }
`;

describe("the history of runs", () => {
  it("places the calls of a run in the text of today", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("main");
    check(editor, "main", ["0:33 ×1", "0:40 ×1", "0:48 ×1"]);
    editor.edit("main.baml", (text) => `// above\n/* 😀 */ ${text}`);
    check(editor, "main", ["1:42 ×1", "1:49 ×1", "1:57 ×1"]);
    check(editor, "two", ["3:24 ×1"]);
  });

  it("places none in a function that was edited, and all in those that were not", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("main");
    editor.edit("main.baml", (text) => text.replace("one() + two()", "one() + two() + 1"));
    check(editor, "main", []);
    check(editor, "two", ["2:24 ×1"]);
    editor.edit("main.baml", (text) => text.replace(" + 1", ""));
    check(editor, "main", ["0:33 ×1", "0:40 ×1", "0:48 ×1"]);
  });

  it("answers from the newest run that entered the function", async () => {
    const editor = new Editor(SOURCE);
    const whole = await editor.run("main");
    const part = await editor.run("two");
    assert.equal(sitesOf(editor, "main")[0]?.run, whole);
    assert.equal(sitesOf(editor, "two")[0]?.run, part);
  });

  it("knows nothing of the runs of another project", async () => {
    const editor = new Editor(SOURCE);
    await editor.run("main");
    const item = functionNamed(editor.project.snapshot, "main")!;
    assert.deepEqual(editor.history.sitesIn("file:///other", item, editor.project.snapshot), []);
  });

  it("says which part of what a function depends on has changed", async () => {
    const editor = new Editor(
      `${SOURCE}class Person { name string }\nfunction Ask(p: Person) -> Person { client Mini prompt #"x"# }\nclient Mini { provider openai options { model "m" } }\n`,
    );
    const run = await editor.run("two");
    const changes = (name: string) =>
      editor.history.changesSince(run, name, editor.project.snapshot);
    editor.edit("main.baml", (text) => text.replace("{ 1 }", "{  1  } // same"));
    assert.deepEqual(changes("two"), []);
    editor.edit("main.baml", (text) => text.replace("{  1  }", "{ 2 }"));
    assert.deepEqual(changes("two"), ["one"]);
    assert.deepEqual(changes("Ask"), []);
    editor.edit("main.baml", (text) => text.replace("{ 2 }", "{ 1 }"));
    assert.deepEqual(changes("two"), [], "it was undone");
    editor.edit("main.baml", (text) =>
      text.replace('"m"', '"n"').replace("name string", "name int"),
    );
    assert.deepEqual([...changes("Ask")].sort(), ["Mini", "Person"]);
  });
});

function sitesOf(editor: Editor, name: string) {
  const { snapshot, id } = editor.project;
  return editor.history.sitesIn(id, functionNamed(snapshot, name)!, snapshot);
}

/** Each site as its place, and how often it was called. */
function check(editor: Editor, name: string, expected: readonly string[]): void {
  const sites = sitesOf(editor, name).map(
    ({ range: [line, character], rows }) => `${line}:${character} ×${rows.length}`,
  );
  assert.deepEqual(sites, expected);
}
