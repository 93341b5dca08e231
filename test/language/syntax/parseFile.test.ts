import assert from "node:assert/strict";
import { parseFile } from "../../../server/language/syntax/parseFile";

describe("parseFile", () => {
  it("takes over all items but the one that was edited", () => {
    check(
      "class A { a int }\nclass B { b int }\nclass C { c int }",
      "b int",
      "b string",
      "= new =",
    );
  });

  it("takes over items behind an edit between items", () => {
    check("class A { a int }\n\nenum B { X }", "\n\n", "\n// note\n\n", "= =");
    check("class A { a int }\n\nenum B { X }", "\n\n", "\nclass New { }\n", "= new =");
    check("class A { a int }\nclass B { }\nclass C { }", "class B { }\n", "", "= =");
  });

  it("takes over items that have problems, when those are the same", () => {
    check("class A { a }\nclass B { b int }", "b int", "b string", "= new");
    check("let a = 1\nclass B { b int }", "b int", "b string", "= new");
  });

  it("takes over items between two edits", () => {
    check("class A { a int }\nclass B { }\nclass C { c int }", /int/g, "string", "new = new");
  });

  it("does not take over what reads differently now", () => {
    check("type A = int\nclass B { }", "\nclass", " | C\nclass", "new =");
    check("class A { {// a int }\nclass B { }", "class B { }", "//} }", "new");
    check("/// doc\n\nclass A { }", "\n\n", "\n", "new");
  });

  it("gives no item the doc comment on the line of the one before", () => {
    const before = parseFile("class A { } /// note\nclass B { b int }\nclass C { }");
    const after = parseFile("class A { } /// note\nclass B { b bool }\nclass C { }", before);
    assert.deepEqual(
      after.items.map((item) => item.start),
      [0, 21, 40],
    );
  });

  it("gives the same tree for the same text", () => {
    const tree = parseFile("class A { }");
    assert.equal(parseFile("class A { }", tree), tree);
  });

  it("moves the problems of items that moved", () => {
    const tree = parseFile("class A { }\nlet a = 1");
    const moved = parseFile("class A { }\n\n\nlet a = 1", tree);
    assert.deepEqual(
      moved.problems.map(({ range }) => range),
      [{ start: 14, end: 23 }],
    );
  });

  it("reads eight megabytes", () => {
    const text = 'class A { a int @alias("x") }\n'.repeat(280_000);
    const tree = parseFile(text);
    assert.equal(tree.items.length, 280_000);
    assert.deepEqual(tree.problems, []);
  });
});

/** Edits a text; `=` stands for an item that is the very object it was before. */
function check(text: string, from: string | RegExp, to: string, expected: string): void {
  const before = parseFile(text);
  const after = parseFile(text.replace(from, to), before);
  const known = new Set(before.items.map((item) => item.node));
  assert.equal(after.items.map((item) => (known.has(item.node) ? "=" : "new")).join(" "), expected);
}
