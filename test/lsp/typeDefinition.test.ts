import assert from "node:assert/strict";
import { typeDefinitions } from "../../server/lsp/typeDefinition";
import { projectAt } from "../support/projectView";

const types =
  "\n//- types.baml\nclass Person { mood Mood? }\nenum Mood { Good }\ntype People = Person[]\nfunction Make() -> Person { Person {} }\n";

describe("type definition", () => {
  it("leads from a value to the types it is made of", () => {
    check("function F(p: Person) -> int { p$0; 1 }", ["Person"]);
    check("function F(p: Person) -> int { p.mo$0od; 1 }", ["Mood"]);
    check("function F(p: map<string, Person[]>) -> int { p$0; 1 }", ["Person"]);
    check("function F(p: Mood | People | int) -> int { p$0; 1 }", ["Mood", "People"]);
    check("function F() -> Person { Ma$0ke() }", ["Person"]);
    check('function F(p: Person) -> string { client "openai/x" prompt #"{{ p$0 }}"# }', ["Person"]);
  });

  it("is silent on builtin types and unknown words", () => {
    check("function F(x: int) -> int { x$0 }", []);
    check("function F(x: int) -> int { y$0 }", []);
  });
});

function check(marked: string, expected: readonly string[]): void {
  const { project, at } = projectAt(marked + types);
  const found = typeDefinitions(project, at);
  const { text } = project.snapshot.files.get("types.baml")!;
  const lines = project.snapshot.linesOf("types.baml");
  assert.deepEqual(
    found.map(({ range }) => text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end))),
    expected,
  );
}
