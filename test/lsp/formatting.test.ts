import assert from "node:assert/strict";
import fc from "fast-check";
import type { TextEdit } from "vscode-languageserver-types";
import { formatting, rangeFormatting } from "../../server/lsp/formatting";
import { lineEdits } from "../../server/lsp/lineEdits";
import { Snapshot } from "../../server/project";
import { applied } from "../support/edits";

describe("formatting", () => {
  it("lays out a document", () => {
    check("class  A {\n  name   string\n}", "class A {\n    name: string\n}\n");
  });

  it("touches nothing but what changes", () => {
    const text = "class A {\n    name: string\n}\n\nenum  B { X, Y }\n";
    const edits = editsOf(text)!;
    assert.ok(edits.every(({ range }) => range.start.line === 4));
    check(text, "class A {\n    name: string\n}\n\nenum B {\n    X,\n    Y,\n}\n");
  });

  it("has no edits for a document that is as it should be", () => {
    assert.deepEqual(editsOf("class A {\n    name: string\n}\n"), []);
  });

  it("answers nothing for text that does not parse", () => {
    assert.equal(editsOf("class A { name: string"), undefined);
  });

  it("keeps the line breaks of the document", () => {
    check("class  A {\r\n  name string\r\n}\r\n", "class A {\r\n    name: string\r\n}\r\n");
    assert.deepEqual(editsOf("class A {\r\n    name: string\r\n}\r\n"), []);
  });

  it("counts positions behind an astral character in UTF-16", () => {
    check('let s =   "😀"  ; // 😀\n', 'let s = "😀"; // 😀\n');
  });
});

describe("range formatting", () => {
  const text = "class  A { x int }\nclass  B { y int }\nclass C {\n";

  it("formats the items that the range touches", () => {
    const range = { start: { line: 1, character: 3 }, end: { line: 1, character: 4 } };
    const edits = rangeFormatting(open(text), "main.baml", range)!;
    assert.equal(applied(text, edits), "class  A { x int }\nclass B {\n    y: int\n}\nclass C {\n");
  });

  it("answers nothing where an item in the range does not parse", () => {
    const range = { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } };
    assert.equal(rangeFormatting(open(text), "main.baml", range), undefined);
  });
});

describe("line edits", () => {
  it("turn any text into any other, line breaks aside", () => {
    const line = fc.constantFrom("a\n", "b\n", "\n", "c\r\n", "😀\n", "😁\n", "a");
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(""));
    fc.assert(
      fc.property(text, text, (before, wanted) => {
        let result = before;
        for (const { range, text } of lineEdits(before, wanted).reverse()) {
          result = result.slice(0, range.start) + text + result.slice(range.end);
        }
        const plain = (one: string) => one.replaceAll(/\r\n?/g, "\n");
        assert.equal(plain(result), plain(wanted));
      }),
    );
  });
});

function open(text: string): Snapshot {
  return Snapshot.of(new Map([["main.baml", text]]));
}

function editsOf(text: string): TextEdit[] | undefined {
  return formatting(open(text), "main.baml");
}

function check(text: string, expected: string): void {
  const edits = editsOf(text);
  assert.ok(edits, "the text should be formatted");
  assert.equal(applied(text, edits), expected);
}
