import assert from "node:assert/strict";
import { definition, highlights, references } from "../../server/lsp/definition";
import { Editor } from "./editor";

const TYPES = `//- types/order.baml
/* 😀 */ class Order { lines string[] }
enum State { Open }
function count(order: Order) -> int { order.lines.length() }
`;

describe("definition", () => {
  it("leads to another file, which has an escaped URI", () => {
    const { editor, link } = definitionAt(`function f(o: Or$0der) -> int { 1 }\n${TYPES}`);
    assert.equal(link.targetUri, "file:///c%3A/My%20App/types/order.baml");
    assert.equal(editor.textAt(link.targetSelectionRange, "types/order.baml"), "Order");
    assert.equal(editor.textAt(link.originSelectionRange!), "Order");
  });

  it("leads to what each word stands for", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["function f(o: Order) -> int { coun$0t(o) }", "count"],
      ["function f(o: Order) -> int { o.li$0nes.length() }", "lines"],
      ["function f() -> State { State.Op$0en }", "Open"],
      ["function f(n: int) -> int { let x = n; x$0 }", "x"],
      ["function f(n: int) -> int { n$0 }", "n"],
    ];
    for (const [text, name] of cases) {
      const { editor, link } = definitionAt(`${text}\n${TYPES}`);
      const path = link.targetUri === editor.uri("main.baml") ? "main.baml" : "types/order.baml";
      assert.equal(editor.textAt(link.targetSelectionRange, path), name, text);
    }
  });

  it("is silent on what is unknown", () => {
    for (const text of ["function f() -> int { no$0where() }", "//$0", "class {$0"]) {
      const editor = new Editor(text);
      assert.equal(definition(editor.project, editor.cursor), undefined);
    }
  });
});

describe("references", () => {
  const USES = `function f(o: Or$0der) -> Order { o }\n${TYPES}`;

  it("are all uses, with the declaration when asked for", () => {
    check(USES, true, [
      "main.baml 0:14",
      "main.baml 0:24",
      "types/order.baml 0:15",
      "types/order.baml 2:22",
    ]);
    check(USES, false, ["main.baml 0:14", "main.baml 0:24", "types/order.baml 2:22"]);
  });

  it("of a local stay in its scope", () => {
    const text =
      'function f(n: int) -> int { "😀"; let x = n$0; n + x }\nfunction g(n: int) -> int { n }';
    check(text, true, ["main.baml 0:11", "main.baml 0:42", "main.baml 0:45"]);
  });
});

describe("highlights", () => {
  it("are the uses in the file of the cursor", () => {
    const editor = new Editor(`function f(o: Or$0der) -> Order { o }\n${TYPES}`);
    const ranges = highlights(editor.project, editor.cursor);
    assert.deepEqual(
      ranges.map(({ start }) => start.character),
      [14, 24],
    );
  });
});

function definitionAt(marked: string) {
  const editor = new Editor(marked);
  const link = definition(editor.project, editor.cursor);
  assert(link, "there is no definition");
  return { editor, link };
}

function check(marked: string, includeDeclaration: boolean, expected: readonly string[]): void {
  const editor = new Editor(marked);
  const paths = [...editor.project.snapshot.files.keys()];
  const found = references(editor.project, editor.cursor, includeDeclaration).map(
    ({ uri, range: { start } }) =>
      `${paths.find((path) => editor.uri(path) === uri)} ${start.line}:${start.character}`,
  );
  assert.deepEqual(found.sort(), expected);
}
