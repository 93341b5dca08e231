import assert from "node:assert/strict";
import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import { documentSymbols } from "../../server/lsp/documentSymbols";
import { Editor } from "./editor";

describe("document symbols", () => {
  it("are the items in the order of the text, members below their type", () => {
    check(
      `class Person {
  name string
  function greet(self) -> string { "hi" }
  age int
}
enum Mood { Good Bad }
type Moods = Mood[]
//# Functions
function f(n: int) -> int { n }
template_string T() #"x"#
client<llm> Mini { provider openai }
retry_policy Twice { max_retries 2 }
test Tried { functions [f] args { n 1 } }
generator target { output_type "typescript" }
let LIMIT = 3;
`,
      [
        "Class Person",
        "  Field name",
        "  Method greet",
        "  Field age",
        "Enum Mood",
        "  EnumMember Good",
        "  EnumMember Bad",
        "TypeParameter Moods",
        "Function f",
        "String T",
        "Interface Mini",
        "Object Twice",
        "Event Tried",
        "Module target",
        "Constant LIMIT",
      ],
    );
  });

  it("leave out what has no name, and keep what is broken behind it", () => {
    check("class { a int }\nfunction f( {\nenum Mood { Good,,\n  Bad", [
      "Function f",
      "Enum Mood",
      "  EnumMember Good",
      "  EnumMember Bad",
    ]);
  });

  it("count columns in UTF-16", () => {
    check('/* 😀 */ class A { /* 😀 */ b string @alias("😀") }', ["Class A", "  Field b"]);
  });
});

/** Each symbol as its kind and name; its selection is its name, within it and its parent. */
function check(text: string, expected: readonly string[]): void {
  const editor = new Editor(text);
  const lines = (symbols: readonly DocumentSymbol[], indent: string): string[] =>
    symbols.flatMap((symbol) => {
      assert.equal(editor.textAt(symbol.selectionRange), symbol.name);
      assertWithin(symbol, symbol.selectionRange);
      for (const child of symbol.children ?? []) assertWithin(symbol, child.range);
      const [kind] = Object.entries(SymbolKind).find(([, value]) => value === symbol.kind)!;
      return [`${indent}${kind} ${symbol.name}`, ...lines(symbol.children ?? [], `${indent}  `)];
    });
  assert.deepEqual(lines(documentSymbols(editor.project.snapshot, "main.baml"), ""), expected);
}

function assertWithin({ name, range }: DocumentSymbol, inner: DocumentSymbol["range"]): void {
  const at = ({ line, character }: DocumentSymbol["range"]["start"]) => line * 10_000 + character;
  assert(at(range.start) <= at(inner.start) && at(inner.end) <= at(range.end), `within ${name}`);
}
