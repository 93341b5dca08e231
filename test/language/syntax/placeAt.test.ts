import assert from "node:assert/strict";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { placeAt } from "../../../server/language/syntax/placeAt";

describe("placeAt", () => {
  it("finds the token and the nodes around it", () => {
    check("class A { na$0me string }", "name", "class field");
    check("class A { name: $0string? }", "string", "class field optionalType namedType");
    check('\n\nclass B { }\nclass A { x int @al$0ias("x") }', "alias", "class field attribute");
  });

  it("finds the word before the cursor", () => {
    check("class A { name$0 string }", "name", "class field");
    check("class A { x int$0 }", "int", "class field namedType");
    check(
      "function f() -> int { g(a$0) }",
      "a",
      "function block expressionStatement call arguments name",
    );
    check("class A$0", "A", "class");
  });

  it("finds punctuation and trivia otherwise", () => {
    check("class A $0{ }", "{", "class");
    check("class A { $0 }", "  ", "class");
    check("class A { x int // no$0te\n }", "// note", "class");
  });

  it("finds nothing between items", () => {
    const tree = parseFile("class A { }\n\n\nclass B { }");
    assert.equal(placeAt(tree, 13), undefined);
  });
});

function check(marked: string, token: string, path: string): void {
  const offset = marked.indexOf("$0");
  const tree = parseFile(marked.replace("$0", ""));
  const place = placeAt(tree, offset);
  assert.equal(place?.token?.text, token);
  assert.equal(place.path.map((node) => node.kind).join(" "), path);
  assert.equal(place.item.start + place.offset, offset);
}
