import assert from "node:assert/strict";
import type { Range } from "vscode-languageserver-types";
import { semanticTokens, semanticTokensLegend } from "../../server/lsp/semanticTokens";
import { projectOf } from "../support/projectView";

describe("semantic tokens", () => {
  it("tell words by what they mean", () => {
    check("class P { name string }\nfunction F(p: P[]) -> int { let n = p.length(); n }\n", [
      "P class",
      "name property",
      "string type defaultLibrary",
      "F function",
      "p parameter declaration",
      "P class",
      "int type defaultLibrary",
      "n variable declaration",
      "p parameter",
      "length method defaultLibrary",
      "n variable",
    ]);
  });

  it("reach into prompts, counted in UTF-16 with any line break", () => {
    check(
      'enum E { A }\r\nfunction F(e: E) -> string {\r\n  client "openai/x"\r\n  prompt #"\r\n  😀 {{ e == E.A }}\r\n"#\r\n}\r\n',
      [
        "E enum",
        "A enumMember",
        "F function",
        "e parameter declaration",
        "E enum",
        "string type defaultLibrary",
        "e parameter",
        "E enum",
        "A enumMember",
      ],
    );
  });

  it("are those of the items in a range", () => {
    const text = "class A { x int }\nclass B { y int }\n";
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } };
    check(text, ["B class", "y property", "int type defaultLibrary"], range);
  });
});

function check(text: string, expected: readonly string[], range?: Range): void {
  const { snapshot } = projectOf(text);
  const { data } = semanticTokens(snapshot, "main.baml", range);
  const lines = snapshot.linesOf("main.baml");
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lineDelta, column, length, type, bits] = data.slice(at, at + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    character = lineDelta === 0 ? character + column : column;
    line += lineDelta;
    const start = lines.offsetAt({ line, character });
    const modifiers = semanticTokensLegend.tokenModifiers.filter((_, bit) => bits & (1 << bit));
    found.push(
      [text.slice(start, start + length), semanticTokensLegend.tokenTypes[type], ...modifiers].join(
        " ",
      ),
    );
  }
  assert.deepEqual(found, expected);
}
