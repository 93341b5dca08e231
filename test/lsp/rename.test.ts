import assert from "node:assert/strict";
import { prepareRename, rename } from "../../server/lsp/rename";
import { applied, editsIn } from "../support/edits";
import { projectAt, ROOT } from "../support/projectView";

describe("rename", () => {
  it("changes a class wherever it is used", () => {
    check(
      "class Per$0son { name string }\nfunction F(p: Person[]) -> Person? { p[0] }\n",
      "Human",
      {
        "main.baml": "class Human { name string }\nfunction F(p: Human[]) -> Human? { p[0] }\n",
      },
    );
  });

  it("changes a parameter and its uses in the prompt", () => {
    check(
      'function F(te$0xt: string) -> string { client "openai/x" prompt #"😀 {{ text | upper }} text {% for text in [1] %}{{ text }}{% endfor %}{{ text }}"# }\n',
      "words",
      {
        "main.baml":
          'function F(words: string) -> string { client "openai/x" prompt #"😀 {{ words | upper }} text {% for text in [1] %}{{ text }}{% endfor %}{{ words }}"# }\n',
      },
    );
  });

  it("changes a field from inside a prompt", () => {
    check(
      'class P { na$0me string\n  friends P[] }\nfunction F(p: P?) -> string { client "openai/x" prompt #"{{ p.name }}{% for f in p.friends %}{{ f.name }}{% endfor %}{{ p.friends[0].name }}"# }\nfunction G(p: P) -> string { p.name }\n',
      "title",
      {
        "main.baml":
          'class P { title string\n  friends P[] }\nfunction F(p: P?) -> string { client "openai/x" prompt #"{{ p.title }}{% for f in p.friends %}{{ f.title }}{% endfor %}{{ p.friends[0].title }}"# }\nfunction G(p: P) -> string { p.title }\n',
      },
    );
  });

  it("changes template strings, their parameters and enums across files", () => {
    check(
      '//- a.baml\ntemplate_string Shout(what: string) #"{{ what }}"#\nenum Color { Red }\n//- b.baml\nfunction F() -> string { client "openai/x" prompt ##"{{ Sho$0ut(Color.Red) }}"## }\n',
      "Cry",
      {
        "a.baml": 'template_string Cry(what: string) #"{{ what }}"#\nenum Color { Red }\n',
        "b.baml":
          'function F() -> string { client "openai/x" prompt ##"{{ Cry(Color.Red) }}"## }\n',
      },
    );
    check('template_string Shout(wh$0at: string) #"{{ what }}"#\n', "text", {
      "main.baml": 'template_string Shout(text: string) #"{{ text }}"#\n',
    });
    check(
      'enum Color { Re$0d }\nfunction F() -> string { client "openai/x" prompt #"{{ Color.Red }}"# }\n',
      "Pink",
      {
        "main.baml":
          'enum Color { Pink }\nfunction F() -> string { client "openai/x" prompt #"{{ Color.Pink }}"# }\n',
      },
    );
  });

  it("changes a client, also in quotes, and the function of a test", () => {
    check(
      'client<llm> Fa$0st { provider openai options { model "m" } }\nfunction F() -> string { client "Fast" prompt #""# }\nfunction G() -> string { client Fast prompt #""# }\n',
      "Quick",
      {
        "main.baml":
          'client<llm> Quick { provider openai options { model "m" } }\nfunction F() -> string { client "Quick" prompt #""# }\nfunction G() -> string { client Quick prompt #""# }\n',
      },
    );
    check("function F() -> int { 1 }\ntest T { functions [$0F] args {} }\n", "G", {
      "main.baml": "function G() -> int { 1 }\ntest T { functions [G] args {} }\n",
    });
  });

  it("changes parameters and fields in the arguments of tests", () => {
    const code = (parameter: string, field: string) =>
      `class P { ${field} string }\nfunction F(${parameter}: P[]) -> int { 1 }\ntest T { functions [F] args { ${parameter} [{ ${field} "name" }] } }\n`;
    check(code("people", "name").replace("(people", "(peo$$0ple"), "all", {
      "main.baml": code("all", "name"),
    });
    check(code("people", "name").replace('{ name "', '{ na$$0me "'), "title", {
      "main.baml": code("people", "title"),
    });
    check(code("people", "name").replace("args { people", "args { peo$$0ple"), "all", {
      "main.baml": code("all", "name"),
    });
  });

  it("leaves a local of the same name in another scope alone", () => {
    check("function F() -> int { let a = 1; if (true) { let a = 2; } $0a }\n", "b", {
      "main.baml": "function F() -> int { let b = 1; if (true) { let a = 2; } b }\n",
    });
  });

  it("refuses keywords, builtins and what is no name", () => {
    refuses("function F(xs: int[]) -> int { xs.pu$0sh(1); 1 }");
    refuses("function F(x: in$0t) -> int { x }");
    refuses("class A { x int\n function f(self) -> int { se$0lf.x }\n}");
    refuses("class $0A { x int }", "not a name");
    refuses("class $0A { x int }", "class");
    assert.equal(prepared("cla$0ss A { x int }"), undefined);
    assert.equal(prepared("// com$0ment"), undefined);
  });
});

function prepared(marked: string) {
  const { project, at } = projectAt(marked);
  return prepareRename(project, at);
}

function refuses(marked: string, newName = "other"): void {
  const { project, at } = projectAt(marked);
  const answer = rename(project, at, newName);
  assert.ok(answer && "refusal" in answer, "should be refused");
}

function check(marked: string, newName: string, expected: Readonly<Record<string, string>>): void {
  const { project, at } = projectAt(marked);
  const answer = rename(project, at, newName);
  assert.ok(answer && !("refusal" in answer), JSON.stringify(answer));
  const texts = [...project.snapshot.files].map(([path, { text }]) => [
    path,
    applied(text, editsIn(answer, `${ROOT}/${path}`)),
  ]);
  assert.deepEqual(Object.fromEntries(texts), expected);
}
