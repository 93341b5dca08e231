import assert from "node:assert/strict";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { printProblem } from "./printTree";

describe("recovery", () => {
  it("ends a body at the keyword of the next item", () => {
    check(
      "class A {\n  a int\nclass B {\n}",
      ["E0010 \"class\" expected '}', found `class`"],
      "class class",
    );
    check(
      "enum A {\n  B\nfunction f() -> int { 1 }",
      ["E0010 \"function\" expected '}', found `function`"],
      "enum function",
    );
    check(
      "function f() -> int {\n  1\nclient<llm> C { }",
      ["E0010 \"client\" expected '}', found `client`"],
      "function client",
    );
    check(
      "client<llm> C {\n  provider x\ntest T { }",
      ["E0010 \"test\" expected '}', found `test`"],
      "client test",
    );
    check(
      'function F() -> int {\n  client C\n  prompt #"x"#\ntype A = int',
      ["E0010 \"type\" expected '}', found `type`"],
      "function typeAlias",
    );
    check(
      "class A {\n  a int\nfunction f() -> int { 1 }\nclass B { }",
      ["E0010 \"function\" expected '}', found `function`"],
      "class function class",
    );
    check(
      'class A {\n  a int\ntemplate_string T() #"x"#',
      ["E0010 \"template_string\" expected '}', found `template_string`"],
      "class templateString",
    );
  });

  it("keeps methods that are not indented", () => {
    check(
      "class A {\na int\nfunction f(self) -> int { 1 }\nfunction g(self) -> int { 1 }\n}\nclass B { }",
      [],
      "class class",
    );
  });

  it("reports a missing brace at the last token", () => {
    check("class A { a int", ["E0010 \"int\" expected '}', found end of file"], "class");
    check(
      "function f() -> int { if (a) { 1 ",
      ["E0010 \"1\" expected '}', found end of file"],
      "function",
    );
  });

  it("goes on in a body that lacks its opening brace", () => {
    check(
      "class A\n  a int\n}\nclass B { }",
      ["E0010 \"a\" expected '{', found `a`"],
      "class class",
    );
    check(
      "function f() -> int\n  let a = 1;\n  a\n}",
      ["E0010 \"let\" expected '{', found `let`"],
      "function",
    );
    check(
      "client<llm> A\n provider x }",
      ["E0010 \"provider\" expected '{', found `provider`"],
      "client",
    );
  });

  it("shows how a function is written", () => {
    check(
      'function Foo {\n  client "openai/gpt-4o"\n}',
      ['E0010 "{" old-style function syntax: `Foo` has no parameters'],
      "function",
    );
  });

  it("asks for types of parameters and of results", () => {
    check(
      "function f(x int) -> int { 1 }",
      ["E0010 \"int\" expected ':', found `int`"],
      "function",
    );
    check(
      "function f(x) -> int { 1 }",
      ['E0010 "x" expected type annotation for parameter `x`'],
      "function",
    );
    check(
      "function f(x:) -> int { 1 }",
      ['E0010 ")" expected type annotation, found `)`'],
      "function",
    );
    check(
      "function f(self) -> int { 1 }",
      ['E0010 "self" expected type annotation for parameter `self`'],
      "function",
    );
    check("function f() { 1 }", ['E0010 "{" expected return type (->), found `{`'], "function");
    check(
      "function f() int { 1 }",
      ['E0010 "int" expected return type (->), found `int`'],
      "function",
    );
    check("function f() -> { 1 }", ['E0010 "{" expected a return type, found `{`'], "function");
    check(
      "function f(a: int b: int) -> int { 1 }",
      ["E0010 \"b\" expected ',' or ')', found `b`"],
      "function",
    );
    check(
      "function f(a: int = 1, b: int) -> int { 1 }",
      ["E0010 \"=\" expected ',' or ')', found `=`"],
      "function",
    );
  });

  it("takes the parentheses off a test's name", () => {
    check(
      "test T() { functions [F] }",
      ['E0010 "()" remove parentheses from test name: `test T`'],
      "test",
    );
  });

  it("says that variants take no type", () => {
    check(
      "enum E { A int | string\n B }",
      ['E0010 "int | string" the enum variant `A` takes no type'],
      "enum",
    );
    check("enum E { A int[] }", ['E0010 "int[]" the enum variant `A` takes no type'], "enum");
    check("enum E { A: int }", ['E0010 "int" the enum variant `A` takes no type'], "enum");
    check("enum E { A B C }", [], "enum");
  });

  it("asks for the type of a field", () => {
    check(
      "class A {\n  a\n  b int\n}",
      ['E0010 "a" the field `a` is missing a type annotation'],
      "class",
    );
    check("class A { a:\n int }", [], "class");
    check(
      'class A {\n  a @alias("x")\n}',
      ['E0010 "a" the field `a` is missing a type annotation'],
      "class",
    );
    check("class A {\n  a int = 5\n  b int\n}", ['E0010 "=" expected a field, found `=`'], "class");
  });

  it("knows which keywords are fields", () => {
    check(
      "class A { client string test int match bool if int catch_all int watch int type string }",
      [],
      "class",
    );
    check("class A { retry_policy string? generator: int test -1 }", [], "class");
    check("class A {\n  type string\n  b int\n}", [], "class");
    check("class A {\n  a int\n  type Kind? @skip\n}", [], "class");
  });

  it("lists the keywords for an unknown one", () => {
    check(
      "model Foo { a int }\nclass B { }",
      ['E0010 "model" unknown keyword `model`'],
      "error class",
    );
    check(
      "alias Foo = int | { }\nclass B { }",
      ['E0010 "alias" unknown keyword `alias`'],
      "error class",
    );
  });

  it("reports what is no item once a run", () => {
    check(
      "foo bar 1 2\n3 4\nclass A { }",
      ['E0010 "foo" expected top-level declaration, found `foo`'],
      "error class",
    );
    check("class A { }\n}\nclass B { }", ['E0031 "}" unmatched `}`'], "class error class");
    check(
      "é ü\nclass A { }",
      ['E0010 "é" expected top-level declaration, found `é`'],
      "error class",
    );
    check(
      "😀 class A { }",
      ['E0010 "😀" expected top-level declaration, found `😀`'],
      "error class",
    );
    check(
      "f { class A { } }\nclass B { }",
      ['E0010 "f" expected top-level declaration, found `f`'],
      "error class",
    );
  });

  it("reports the semicolon that a let lacks, and nothing else then", () => {
    check(
      "let a = 1\nlet b = 2;",
      ['E0028 "let a = 1" statement must end with a semicolon'],
      "let let",
    );
    check(
      "function f() -> int {\n  /// doc\n  watch let a = f(\n1)\n  a\n}",
      ['E0028 "watch let a = f(\\n1)" statement must end with a semicolon'],
      "function",
    );
    check(
      "function f() -> int { let a = ; a }",
      ['E0010 ";" expected an expression, found `;`'],
      "function",
    );
    check(
      "function f() -> int { let = 1; 2 }",
      ['E0010 "=" expected a variable name, found `=`'],
      "function",
    );
    check(
      "function f() -> int { let a 1; 2 }",
      ["E0010 \"1\" expected '=', found `1`"],
      "function",
    );
    check(
      "function f() -> int { let a = (1; 2 }",
      ["E0010 \";\" expected ')', found `;`"],
      "function",
    );
    check("function f() -> int { let a = 1); 2 }", ['E0031 ")" unmatched `)`'], "function");
    check(
      "function f() -> int { let class = 1; 2 }",
      ['E0010 "class" expected a variable name, found `class`'],
      "function",
    );
    check(
      "function f() -> int { let a: int = 1\n 2 }",
      ['E0028 "let a: int = 1" statement must end with a semicolon'],
      "function",
    );
  });

  it("wants a let in a counting loop", () => {
    check(
      "function f() -> int { for (i = 0; i < 3; i += 1) { } 1 }",
      ["E0010 \";\" expected ')', found `;`"],
      "function",
    );
    check(
      "function f() -> int { for (let x in xs { } 1 }",
      ["E0010 \"1\" expected ')', found `1`"],
      "function",
    );
    check(
      "function f() -> int { for let x in xs { } 1 }",
      ["E0010 \"let\" expected '(' or a variable name, found `let`"],
      "function",
    );
    check(
      "function f() -> int { for x xs { } 1 }",
      ['E0010 "xs" expected `in`, found `xs`'],
      "function",
    );
  });

  it("lets an LLM function hold client and prompt alone", () => {
    check(
      "function F() -> int {\n client C\n}",
      ['E0010 "}" missing `prompt` in this LLM function'],
      "function",
    );
    check(
      'function F() -> int {\n prompt #"x"#\n}',
      ['E0010 "}" missing `client` in this LLM function'],
      "function",
    );
    check(
      'function F() -> int {\n client C\n client D\n prompt #"x"#\n}',
      ['E0010 "client" an LLM function has one `client`, this is another'],
      "function",
    );
    check(
      'function F() -> int {\n temperature 0.5\n client C\n prompt #"x"#\n}',
      ['E0010 "temperature" an LLM function holds only `client` and `prompt`, found `temperature`'],
      "function",
    );
    check(
      'function F() -> int {\n client\n prompt #"x"#\n}',
      ['E0010 "prompt" expected a client, found `prompt`'],
      "function",
    );
    check(
      "function F() -> int {\n client C\n prompt\n}",
      ['E0010 "}" expected a prompt string, found `}`'],
      "function",
    );
    check('function F() -> int {\n client: "a/b"\n prompt: "x"\n}', [], "function");
  });

  it("takes client and prompt for variables where they are used", () => {
    check("function f() -> int { prompt = 1; prompt }", [], "function");
    check("function f() -> int { g(prompt, x.client) }", [], "function");
  });

  it("wants quotes around more than a word", () => {
    check(
      "client<llm> C {\n  a hello'world\n  b c\n}",
      ["E0010 \"'\" expected identifier or config key, found `'`"],
      "client",
    );
    check("client<llm> C {\n  a gpt-3.5-turbo\n  b us.x:0\n  c ../x\n}", [], "client");
    check(
      "client<llm> C {\n  a x@y\n  b c\n}",
      ['E0010 "@" expected identifier or config key, found `@`'],
      "client",
    );
    check(
      "client<llm> C {\n  a hello world\n  b c\n}",
      ['E0010 "world" expected identifier or config key, found `world`'],
      "client",
    );
    check(
      "client<llm> C {\n  a\n  b c\n}",
      ['E0010 "a" expected identifier or config key, found `a`'],
      "client",
    );
  });

  it("reports stray brackets as such", () => {
    check("class A {\n  a int\n  )\n}", ['E0031 ")" unmatched `)`'], "class");
    check("client<llm> A {\n  a b\n  ]\n}", ['E0031 "]" unmatched `]`'], "client");
  });

  it("ends the body of an arm before a line that could go on", () => {
    const arms = "match (x) { 1 => if (a) { 2 }\n -3 => 4,\n (5) => 6 }";
    check(`function f() -> int { ${arms} }`, [], "function");
  });

  it("knows what a type builder holds", () => {
    check(
      "test T { type_builder { dynamic Foo { a int } } }",
      ["E0042 \"Foo\" incomplete `dynamic`: use 'dynamic class' or 'dynamic enum'"],
      "test",
    );
    check(
      "test T { type_builder { foo\n class A { } } }",
      ['E0043 "foo" syntax error in type builder block, found `foo`'],
      "test",
    );
    check(
      "class A {\n type_builder { class B { } }\n}",
      ['E0040 "type_builder" only tests may have a `type_builder` block'],
      "class",
    );
  });

  it("ends strings that lack their quote near by", () => {
    check(
      'function f() -> int { let a = "abc\n}',
      ['E0010 "}" unclosed string literal'],
      "function",
    );
    check(
      'class A {\n a int @alias("x)\n}\nclass B { }',
      ['E0010 "\\"x)" unclosed string literal'],
      "class class",
    );
    check(
      'template_string T() #"abc\n',
      ['E0010 "c" unclosed raw string (expected "#)'],
      "templateString",
    );
    check(
      'template_string T() ##"abc"#',
      ['E0010 "#" unclosed raw string (expected "##)'],
      "templateString",
    );
    const two =
      'function F() -> int {\n client C\n prompt #"x\n}\n\nfunction G() -> int {\n client C\n prompt #"y"#\n}';
    check(two, ['E0010 "#\\"x" unclosed raw string (expected "#)'], "function function");
    check('function f() -> string { "a\nb" }', [], "function");
  });

  it("reports what a template leaves open at the end of its string", () => {
    check(
      'template_string T() #"{{ x "#',
      ['E0010 "\\"#" unclosed Jinja expression (expected }})'],
      "templateString",
    );
    check(
      'template_string T() #"{% if x "#',
      ['E0010 "\\"#" unclosed Jinja statement (expected %})'],
      "templateString",
    );
    check(
      'template_string T() ##"{# x "##',
      ['E0010 "\\"##" unclosed Jinja comment (expected #})'],
      "templateString",
    );
    check(
      'template_string T() #"{{ "{{" }} {{ {"a": {}} }} { {% raw %}{{{% endraw %}"#',
      [],
      "templateString",
    );
    check('function f() -> string { #"{{ x "# }', [], "function");
    check(
      "class A {\n a int @check(c, {{ this > 0 })\n b int\n}",
      ['E0010 ")" unclosed Jinja expression (expected }})'],
      "class",
    );
    check(
      "class A {\n a int @check(c, {{ this > 0)\n b int\n}",
      ['E0010 ")" unclosed Jinja expression (expected }})'],
      "class",
    );
  });

  it("stops where nesting has no end in sight", () => {
    const deep = `function f() -> int { ${"(".repeat(10_000)}1${")".repeat(10_000)} }\nclass A { }`;
    const tree = parseFile(deep);
    assert.deepEqual(
      tree.problems.map((problem) => problem.message),
      ["this is nested too deeply"],
    );
    assert.equal(tree.items.length, 2);
  });
});

describe("comments", () => {
  it("must end", () => {
    check("class A { }\n/* open", ['E0010 "/*" unclosed block comment (expected */)'], "class");
    check("class A { }\n/* closed */", [], "class");
  });

  it("may stand anywhere between tokens", () => {
    check("class A { /* a */ a /* b\n */ : int // c\n }", [], "class");
    check('function f() -> string { "// no comment" }', [], "function");
  });

  it("may be of the old kind outside expressions", () => {
    check("class A {\n {// old\n comment //}\n a int\n}", [], "class");
    check('function F() -> int {\n {// old //}\n client C\n prompt #"x"#\n}', [], "function");
    check("function f() -> int {// not old\n  1\n}\n// {// x //}", [], "function");
  });
});

/** The problems of a text, and the kinds of its items. */
function check(text: string, problems: readonly string[], items: string): void {
  const tree = parseFile(text);
  assert.deepEqual(
    tree.problems.map((problem) => printProblem(problem, tree.text)),
    problems,
  );
  assert.equal(tree.items.map((item) => item.node.kind).join(" "), items);
}
