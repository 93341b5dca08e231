import assert from "node:assert/strict";
import type { SelectionRange } from "vscode-languageserver-types";
import { selectionRanges } from "../../server/lsp/selectionRanges";
import { projectAt } from "../support/projectView";

describe("selection ranges", () => {
  it("grow from the word to the file", () => {
    const text = "function F(a: int) -> int { 😀; g(a + o$0ne) }\n";
    const texts = textsAt(text.replace("😀; ", 'let s = "😀"; '));
    assert.equal(texts[0], "one");
    assert.deepEqual(texts.slice(1, 4), ["a + one", "(a + one)", "g(a + one)"]);
    assert.match(texts.at(-2)!, /^function F/);
    assert.match(texts.at(-1)!, /\n$/);
  });

  it("know words and lines of a prompt", () => {
    const texts = textsAt('template_string T() #"\r\n  one tw$0o\r\n  three"#\n');
    assert.deepEqual(texts.slice(0, 2), ["two", "  one two"]);
    assert.equal(texts[2], "\r\n  one two\r\n  three");
    assert.equal(texts[3], '#"\r\n  one two\r\n  three"#');
  });

  it("are the file between items", () => {
    assert.deepEqual(textsAt("class A { x int }\n$0\n"), ["class A { x int }\n\n"]);
  });
});

/** The texts that are selected one after the other. */
function textsAt(marked: string): string[] {
  const { project, at } = projectAt(marked);
  const lines = project.snapshot.linesOf(at.path);
  const { text } = project.snapshot.files.get(at.path)!;
  const [found] = selectionRanges(project.snapshot, at.path, [lines.positionAt(at.offset)]);
  const texts: string[] = [];
  for (let next: SelectionRange | undefined = found; next; next = next.parent) {
    texts.push(text.slice(lines.offsetAt(next.range.start), lines.offsetAt(next.range.end)));
  }
  return texts;
}
