import assert from "node:assert/strict";
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import { diagnostics } from "../../server/lsp/diagnostics";
import { Editor } from "./editor";

describe("diagnostics", () => {
  it("say where, how bad and what, with the hint on a line of its own", () => {
    const [found] = check("function f(p: Persn) -> int { 1 }\nclass Person { a int }", [
      'error E0002 "Persn"',
    ]);
    assert.equal(found?.message, "unknown type `Persn`\nDid you mean `Person`?");
    assert.equal(found?.source, "baml");
  });

  it("count columns in UTF-16", () => {
    check('function f() -> string { let a = "😀𝒳"; a + nowhere }', ['error E0003 "nowhere"']);
  });

  it("are in the order of the text, whoever finds them", () => {
    check("function f() -> int { let x = 1 x }\nclass A { a int a int }", [
      'error E0028 "let x = 1"',
      'error E0012 "a"',
    ]);
  });

  it("mark what is unnecessary", () => {
    const [found] = check("function f() -> int { return 1; 2 }", ['warning dead-code "2"']);
    assert.deepEqual(found?.tags, [DiagnosticTag.Unnecessary]);
  });

  it("point to second places, in other files too", () => {
    const [found] = check("class A { a int }\n//- b/other.baml\nclass A { b int }", [
      'error E0011 "A"',
    ]);
    assert.deepEqual(found?.relatedInformation, [
      {
        location: {
          uri: "file:///c%3A/My%20App/b/other.baml",
          range: { start: { line: 0, character: 6 }, end: { line: 0, character: 7 } },
        },
        message: found?.relatedInformation?.[0]?.message,
      },
    ]);
  });

  it("are none where nothing is wrong, or nothing is", () => {
    check("function f() -> int { 1 }", []);
    check("", []);
    assert.deepEqual(diagnostics(new Editor("").project, "nowhere.baml"), []);
  });
});

/** Each diagnostic as its severity, its code and the text that it is about. */
function check(marked: string, expected: readonly string[]): readonly Diagnostic[] {
  const editor = new Editor(marked);
  const found = diagnostics(editor.project, "main.baml");
  const shown = found.map(({ severity, code, range }) => {
    const word = severity === DiagnosticSeverity.Error ? "error" : "warning";
    return `${word} ${code} ${JSON.stringify(editor.textAt(range))}`;
  });
  assert.deepEqual(shown, expected);
  return found;
}
