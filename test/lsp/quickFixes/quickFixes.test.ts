import assert from "node:assert/strict";
import type { CodeAction } from "vscode-languageserver-types";
import { quickFixes } from "../../../server/lsp/quickFixes/quickFixes";
import { applied, editsIn } from "../../support/edits";
import { projectAt, ROOT } from "../../support/projectView";

describe("quick fixes", () => {
  describe("of misspelled names", () => {
    it("change a type", () => {
      check(
        "class Person { name string }\nfunction F(p: Per$0sn) -> int { 1 }\n",
        "Change to `Person`",
        "class Person { name string }\nfunction F(p: Person) -> int { 1 }\n",
      );
    });

    it("change a variable behind an astral character", () => {
      check(
        'function F(count: int) -> int { let s = "😀"; co$0nt }\n',
        "Change to `count`",
        'function F(count: int) -> int { let s = "😀"; count }\n',
      );
    });

    it("change a field, a variant and a client", () => {
      check(
        "class P { name string }\nfunction F(p: P) -> string { p.nam$0 }\n",
        "Change to `name`",
        "class P { name string }\nfunction F(p: P) -> string { p.name }\n",
      );
      check(
        "enum Color { Red Green }\nfunction F() -> Color { Color.Re$0dd }\n",
        "Change to `Red`",
        "enum Color { Red Green }\nfunction F() -> Color { Color.Red }\n",
      );
      check(
        'client<llm> Fast { provider openai options { model "m" } }\nfunction F() -> string { client Fas$0\n prompt #"x"# }\n',
        "Change to `Fast`",
        'client<llm> Fast { provider openai options { model "m" } }\nfunction F() -> string { client Fast\n prompt #"x"# }\n',
      );
    });

    it("keep the quotes around a provider", () => {
      check(
        'client<llm> Fast { provider "opena$0" options { model "m" } }\n',
        "Change to `openai`",
        'client<llm> Fast { provider "openai" options { model "m" } }\n',
      );
    });

    it("change the function of a test", () => {
      check(
        "function Extract() -> int { 1 }\ntest T { functions [Extrac$0] args {} }\n",
        "Change to `Extract`",
        "function Extract() -> int { 1 }\ntest T { functions [Extract] args {} }\n",
      );
    });
  });

  it("add a missing semicolon", () => {
    check(
      "function F() -> int {\n  let x = 1$0\n  x\n}\n",
      "Add `;`",
      "function F() -> int {\n  let x = 1;\n  x\n}\n",
    );
  });

  it("wrap a condition in parentheses", () => {
    check(
      "function F(a: bool) -> int { if $0a { 1 } else { 2 } }\n",
      "Wrap the condition in parentheses",
      "function F(a: bool) -> int { if (a) { 1 } else { 2 } }\n",
    );
  });

  describe("of a match", () => {
    it("add the arms of an enum on lines of their own", () => {
      check(
        `
enum Color { Red Green Blue }
function F(c: Color) -> int {
  mat$0ch (c) {
    Color.Red => 1
  }
}
`,
        "Add the missing arms",
        `
enum Color { Red Green Blue }
function F(c: Color) -> int {
  match (c) {
    Color.Red => 1,
    Color.Green => throw "not handled",
    Color.Blue => throw "not handled",
  }
}
`,
      );
    });

    it("add the arms of types, behind comments and with the line breaks of the document", () => {
      check(
        'class A { x int }\r\nfunction F(v: A | string[] | "s" | null) -> int {\r\n  mat$0ch (v) {\r\n    null => 1, // none\r\n  }\r\n}\r\n',
        "Add the missing arms",
        'class A { x int }\r\nfunction F(v: A | string[] | "s" | null) -> int {\r\n  match (v) {\r\n    null => 1, // none\r\n    other: A => throw "not handled",\r\n    other: string[] => throw "not handled",\r\n    "s" => throw "not handled",\r\n  }\r\n}\r\n',
      );
    });

    it("add an arm for all that is left, on the line that is there", () => {
      check(
        "function F(b: bool) -> int { mat$0ch (b) { true => 1 } }\n",
        "Add an arm for all that is left",
        'function F(b: bool) -> int { match (b) { true => 1, _ => throw "not handled" } }\n',
      );
    });

    it("remove an arm that is never reached", () => {
      check(
        "function F(b: bool) -> int {\n  match (b) {\n    _ => 1,\n    tru$0e => 2,\n  }\n}\n",
        "Remove the unreachable arm",
        "function F(b: bool) -> int {\n  match (b) {\n    _ => 1,\n  }\n}\n",
      );
    });
  });

  it("remove statements that never run", () => {
    check(
      "function F() -> int {\n  return 1;\n  let x$0 = 2;\n  x\n}\n",
      "Remove the unreachable code",
      "function F() -> int {\n  return 1;\n}\n",
    );
  });

  describe("of a constructor", () => {
    const types = `enum Color { Red }
class Wheel { size float color Color }
class Car { name string wheels Wheel[] spare Wheel note string? next Car? }
`;

    it("add all fields that are needed", () => {
      check(
        `${types}function F() -> Car { Ca$0r {} }\n`,
        "Add the missing fields",
        `${types}function F() -> Car { Car { name: "", wheels: [], spare: Wheel { size: 0.0, color: Color.Red } } }\n`,
      );
    });

    it("add the fields behind those that are there", () => {
      check(
        `${types}function F() -> Car {\n  Ca$0r {\n    name: "x",\n    spare: Wheel { size: 1.5, color: Color.Red },\n  }\n}\n`,
        "Add the field `wheels`",
        `${types}function F() -> Car {\n  Car {\n    name: "x",\n    spare: Wheel { size: 1.5, color: Color.Red },\n    wheels: [],\n  }\n}\n`,
      );
    });
  });

  it("remove the parentheses of a test", () => {
    check(
      "function F() -> int { 1 }\ntest Name$0() { functions [F] args {} }\n",
      "Remove the parentheses",
      "function F() -> int { 1 }\ntest Name { functions [F] args {} }\n",
    );
  });

  it("make a skipped field optional", () => {
    check(
      "class A { na$0me string @skip\n}\n",
      "Make `name` optional",
      "class A { name string? @skip\n}\n",
    );
    check(
      "class A { na$0me int | string @skip\n}\n",
      "Make `name` optional",
      "class A { name (int | string)? @skip\n}\n",
    );
  });

  it("add the arguments of a test", () => {
    check(
      "function F(n: int, s: string?) -> int { n }\ntest T$0 {\n  functions [F]\n}\n",
      "Add `args`",
      "function F(n: int, s: string?) -> int { n }\ntest T {\n  functions [F]\n  args {\n      n 0\n  }\n}\n",
    );
    check(
      "function F() -> int { 1 }\ntest T$0 {\n  functions [F]\n}\n",
      "Add `args`",
      "function F() -> int { 1 }\ntest T {\n  functions [F]\n  args {}\n}\n",
    );
  });

  it("make a quoted prompt a template string", () => {
    check(
      'template_string T() "say \\"#hi\\""$0\n',
      "Make it a template string",
      'template_string T() ##"say "#hi""##\n',
    );
  });

  it("give a name its capital, wherever it is used", () => {
    check(
      "class per$0son { name string }\nfunction F(p: person) -> person { p }\n",
      "Rename to `Person`",
      "class Person { name string }\nfunction F(p: Person) -> Person { p }\n",
    );
  });

  it("remove an attribute that stands there twice", () => {
    check(
      'class A { x int @alias("a") @al$0ias("b")\n}\n',
      "Remove `@alias`",
      'class A { x int @alias("a")\n}\n',
    );
  });

  it("change names in a template, and name the variant an enum is compared with", () => {
    const code = (template: string) =>
      `enum Color { Red Green }\nfunction F(color: Color) -> string { client "openai/x" prompt ##"😀 {{ ${template} }}"## }\n`;
    check(code("col$0or2"), "Change to `color`", code("color"));
    check(code("col$0our"), "Change to `color`", code("color"));
    check(code("color | up$0er"), "Change to `upper`", code("color | upper"));
    check(code('color =$0= "Red"'), "Change to `Color.Red`", code("color == Color.Red"));
  });

  it("are none where nothing is wrong", () => {
    assert.deepEqual(actionsAt("function F() -> int { 1$0 }\n").actions, []);
  });
});

/** Applies the fix of that title at the cursor; what it solves is gone afterwards. */
function check(marked: string, title: string, expected: string): void {
  const { actions, text } = actionsAt(marked);
  const action = actions.find((one) => one.title === title);
  assert.ok(
    action,
    `no "${title}" among ${actions.map((one) => one.title).join(", ") || "nothing"}`,
  );
  const fixed = applied(text, editsIn(action.edit!, `${ROOT}/main.baml`));
  assert.equal(fixed, expected);
  const code = action.diagnostics?.[0]?.code;
  const { snapshot } = projectAt(`${fixed}$0`).project;
  const left = snapshot.diagnosticsOf("main.baml").map((found) => found.code);
  assert.ok(!left.includes(String(code)), `${code} is still there`);
}

function actionsAt(marked: string): { readonly actions: CodeAction[]; readonly text: string } {
  const { project, at } = projectAt(marked);
  const position = project.snapshot.linesOf(at.path).positionAt(at.offset);
  const actions = quickFixes(project, at.path, { start: position, end: position });
  return { actions, text: project.snapshot.files.get(at.path)!.text };
}
