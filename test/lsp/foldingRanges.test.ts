import assert from "node:assert/strict";
import { foldingRanges } from "../../server/lsp/foldingRanges";
import { projectOf } from "../support/projectView";

describe("folding ranges", () => {
  it("are those of items, blocks and prompts", () => {
    check(
      `class A {
  x int
  y string
}
function F(
  a: int,
) -> int {
  if (true) {
    1
  } else {
    2
  }
}
function G() -> string {
  client "openai/x"
  prompt #"
    Hello
    you
  "#
}
`,
      ["0-2", "4-5", "6-11", "7-8", "9-10", "13-18", "15-17"],
    );
  });

  it("are those of comment runs, with any line break", () => {
    check(
      "// a\r\n// b\r\n\r\n// c\r\n/* d\r\n   e */\r\nclass A {\r\n  x int // y\r\n  z int\r\n}\r\n",
      ["0-1 comment", "4-5 comment", "6-8"],
    );
  });

  it("pass over comments in strings, and over one line", () => {
    check('let a = "// b";\nlet c = #"\n// d\n// e\n"#;\nclass B { x int }\n', ["1-3"]);
  });

  it("are there while the text is broken", () => {
    check("class A {\n  x int\n  y\n", []);
    check("function F() -> int {\n  let x = [\n    1,\n  ];\n", ["1-2"]);
  });
});

function check(text: string, expected: readonly string[]): void {
  const ranges = foldingRanges(projectOf(text).snapshot, "main.baml");
  assert.deepEqual(
    ranges.map(({ startLine, endLine, kind }) =>
      [`${startLine}-${endLine}`, kind].filter(Boolean).join(" "),
    ),
    expected,
  );
}
