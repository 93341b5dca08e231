import assert from "node:assert/strict";
import { MarkupContent } from "vscode-languageserver-types";
import { hover } from "../../server/lsp/hover";
import { says } from "../support/answers";
import { Editor } from "./editor";

const DECLARATIONS = `/// A person.
class Person {
  name string
  function greet(self) -> string { "hi" }
}
enum Mood { Good Bad }
type Moods = Mood[]
/// Adds **one**.
function next(n: int) -> int { n + 1 }
let LIMIT = 3;
client<llm> Mini { provider openai options { model "m" api_key env.KEY } }
`;

describe("hover", () => {
  it("shows what a word stands for, as one would declare it", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["function f(p: Per$0son) -> int { 1 }", "class Person {\n  name string\n}"],
      ["function f(m: Mo$0od) -> int { 1 }", "enum Mood {\n  Good\n  Bad\n}"],
      ["function f(m: Mo$0ods) -> int { 1 }", "type Moods = Mood[]"],
      ["function f(p: Person) -> string { p.na$0me }", "Person.name: string"],
      ["function f(p: Person) -> string { p.gre$0et() }", "function Person.greet(self) -> string"],
      ["function f() -> Mood { Mood.Go$0od }", "Mood.Good"],
      ["function f() -> int { LIM$0IT }", "let LIMIT: int"],
      ["function f() -> int { let x = 1; x$0 }", "let x: int"],
      ["function f(a: string) -> string { a$0 }", "a: string"],
      ["function f() -> int { next$0(1) }", "function next(n: int) -> int"],
      ['function F() -> int { client "Mi$0ni" prompt #""# }', "client<llm> Mini"],
      ['function F() -> int { client Mi$0ni prompt #""# }', "client<llm> Mini"],
    ];
    for (const [use, declaration] of cases) {
      const [code] = check(new Editor(`${DECLARATIONS}${use}`)).split("\n\n");
      assert.equal(code, `\`\`\`baml\n${declaration}\n\`\`\``);
    }
  });

  it("shows the words of a prompt", () => {
    const prompt = (text: string) =>
      `${DECLARATIONS}function F(p: Person) -> string { client Mini prompt #"😀 ${text}"# }`;
    for (const [text, declaration] of [
      ["{{ $0p.name }}", "p: Person"],
      ["{{ p.na$0me }}", "Person.name: string"],
      ["{{ Mood.Go$0od }}", "Mood.Good"],
      ["{{ ne$0xt(1) }}", "function next(n: int) -> int"],
    ] as const) {
      const [code] = check(new Editor(prompt(text))).split("\n\n");
      assert.equal(code, `\`\`\`baml\n${declaration}\n\`\`\``);
    }
  });

  it("shows signature and documentation of what the library has", () => {
    const text = check(new Editor("function f(xs: int[]) -> int { xs.pu$0sh(1); 1 }"));
    assert.match(text, /^```baml\nbaml\.Array\.push\(.+\) -> .+\n```\n\n[A-Z]/);
  });

  it("adds the documentation", () => {
    const text = check(new Editor(`${DECLARATIONS}function f() -> int { ne$0xt(1) }`));
    assert.equal(text, "```baml\nfunction next(n: int) -> int\n```\n\nAdds **one**.");
  });

  it("is silent where no word means anything", () => {
    for (const text of [
      "function f() -> int { no$0where }",
      "// comm$0ent",
      "$0",
      "class { a$0 ",
    ]) {
      const editor = new Editor(`${text}\n`);
      assert.equal(hoverOf(editor), undefined, text);
    }
  });

  it("marks the word, counted in UTF-16", () => {
    const editor = new Editor(
      'function f() -> string { "😀" + wo$0rd() }\nfunction word() -> string { "" }',
    );
    const range = hoverOf(editor)?.range;
    assert(range);
    assert.equal(editor.textAt(range), "word");
  });

  it("of a function's name tells its last call", async () => {
    const editor = new Editor("function tw$0ice(n: int) -> int { n * 2 }\n");
    await editor.run("twice", { args: { n: 4 } });
    const text = check(editor);
    assert.match(text, /\*\*Last call\*\* · 0 µs · 10 s ago/);
    assert.match(text, /`n` = `4`\n\n→ `8`/);
  });

  it("of a call tells the last call from there", async () => {
    const editor = new Editor(
      "function main() -> int { one(1) + o$0ne(2) }\nfunction one(n: int) -> int { n }\n",
    );
    await editor.run("main");
    await editor.run("one", { args: { n: 9 } });
    assert.match(check(editor), /`n` = `2`/);
  });

  it("shows the words of a model as text, whatever they are", async () => {
    const editor = new Editor(
      `function Fe$0el() -> string {\n  client Mini\n  prompt #"x"#\n}\n${DECLARATIONS}`,
    );
    await editor.run("Feel", { answers: [says(HOSTILE)] });
    const text = check(editor);
    const outside = withoutCodeSpans(text.slice(text.indexOf("---")));
    assert.doesNotMatch(outside, /command:|<img|evil|\n#|```/);
  });

  it("shows the words of an error as text", async () => {
    const editor = new Editor('function f$0() -> int { throw WORDS }\nlet WORDS = "";\n');
    editor.edit("main.baml", (text) => text.replace('""', JSON.stringify(HOSTILE)));
    await editor.run("f");
    const failed = check(editor)
      .split("\n\n")
      .find((part) => part.startsWith("Failed"));
    assert.match(failed ?? "", /uncaught throw/);
    assert.doesNotMatch(failed!, /(?<!\\)[<[\]`*_]/);
  });

  it("has at most some two thousand characters of values, and says where it is cut", async () => {
    const long = "x".repeat(5000);
    const fields = Array.from({ length: 9 }, (_, at) => `p${at}: string`).join(", ");
    const calls = Array.from({ length: 20 }, () => `long("${"y".repeat(300)}")`).join(" + ");
    const editor = new Editor(
      `function ma$0ny(${fields}) -> string { ${calls} + p0 }\nfunction long(s: string) -> string { s }\n`,
    );
    const args = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`p${at}`, long]));
    await editor.run("many", { args });
    await editor.run("many", { args: { ...args, p0: "other" } });
    const text = check(editor);
    assert((text.match(/[xy]/g) ?? []).length <= 2000, `${text.length} characters`);
    assert.match(text, /…/);
    assert.match(text, /- … 12 more/);
  });
});

/** What a model could say to whoever hovers over it. */
const HOSTILE = [
  "</code>``` [click](command:workbench.action.terminal.new) ![x](https://evil.example/x.png)",
  "<img src=x onerror=alert(1)> `` ` ``` **bold** _it_ <!-- -->",
  "# Heading\n- [ ] item | table |\n$(alert) &lt; ---",
].join("\n");

function hoverOf(editor: Editor) {
  const nowMs = 1_790_000_010_000;
  return hover(editor.project, editor.cursor, { history: editor.history, client: {}, nowMs });
}

/** Outside of code spans, as CommonMark finds them: a run of backticks to the next as long. */
function withoutCodeSpans(text: string): string {
  return text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
}

/** The Markdown of the hover at the cursor. */
function check(editor: Editor): string {
  const contents = hoverOf(editor)?.contents;
  assert(MarkupContent.is(contents), "there is no hover");
  return contents.value;
}
