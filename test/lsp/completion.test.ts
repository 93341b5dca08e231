import assert from "node:assert/strict";
import type { TextEdit } from "vscode-languageserver-types";
import { completion, resolvedCompletion } from "../../server/lsp/completion/completion";
import { Snapshot } from "../../server/project";
import { applied } from "../support/edits";
import { projectAt } from "../support/projectView";

const types = `
//- types.baml
/// Who it is about.
class Person { name string age int? home Address friends Person[]
  function greet(self) -> string { self.name }
  function of(name: string) -> Person { Person { name: name, home: Address { street: "" }, friends: [] } }
}
class Address { street string }
enum Color { Red Green }
type Names = string[]
function Paint(color: Color, person: Person) -> string { "" }
client<llm> Fast { provider openai options { model "m" } }
retry_policy Often { max_retries 2 }
template_string Shout(text: string) #"{{ text }}"#
`;

describe("completion", () => {
  it("offers items at the top level", () => {
    check("cl$0", { has: ["class", "client"], not: ["Person"] });
    check("class A { x int }\n$0", { has: ["function", "enum"] });
    check("$0class A { x int }\n", { has: ["function", "enum"] });
  });

  describe("of types", () => {
    for (const text of [
      "function F(p: Pe$0) -> int { 1 }",
      "function F(p: int, q: $0) -> int { 1 }",
      "function F() -> $0",
      "function F() -> int throws $0 { 1 }",
      "function F() -> map<string, $0",
      "function F() -> int | $0 { 1 }",
      "class A { x $0\n}",
      "class A {\n  x int\n  y Per$0\n}",
      "class A {\n  x int | $0\n}",
      "class A { x: $0 }",
      "type T = $0",
      "type T = int | $0",
      "function F() -> int { let x: $0 = 1; x }",
      "function F(v: int | Person) -> int { match (v) { n: $0 } }",
    ]) {
      it(`offers them in \`${text.split("\n").at(-2) ?? text}\``, () => {
        check(text, { has: ["Person", "Color", "Names", "string", "map"], not: ["Paint", "let"] });
      });
    }
  });

  it("offers nothing where a name is made up", () => {
    check("class $0", { none: true });
    check("function F($0) -> int { 1 }", { none: true });
    check("function F(a: int, $0) -> int { 1 }", { none: true });
    check("function F() -> int { let $0", { none: true });
    check("/* cl$0 */ class A { x int }", { none: true });
    check("// cl$0\nclass A { x int }", { none: true });
    check("class A { x int } // the $0", { none: true });
    check("enum E { A $0 }", { none: true });
  });

  describe("behind a dot", () => {
    it("offers fields and methods of a local", () => {
      check("function F(p: Person) -> string { p.$0 }", {
        has: ["name", "age", "home", "greet"],
        not: ["of", "Person"],
      });
      check("function F(p: Person) -> string { p.home.st$0 }", { has: ["street"], not: ["name"] });
      check("function F(p: Person) -> string { let x = p.$0\n p.name }", { has: ["name"] });
    });

    it("offers what the results of calls and indexes have", () => {
      check("function F(p: Person) -> string { p.friends[0].$0 }", { has: ["name"] });
      check('function F() -> string { "a".$0 }', { has: ["length"], not: ["name"] });
      check('function G() -> Person { Person.of("") }\nfunction F() -> string { G().$0 }', {
        has: ["home"],
      });
    });

    it("offers the methods of a list with their types", () => {
      const items = itemsAt("function F(xs: int[]) -> int { xs.$0 }");
      const push = items.find(({ label }) => label === "push");
      assert.match(push?.detail ?? "", /int/);
    });

    it("offers variants, static methods and the library", () => {
      check("function F() -> Color { Color.$0 }", { has: ["Red", "Green"], not: ["name"] });
      check("function F() -> Color { Color.R$0 }", { has: ["Red", "Green"] });
      check("function F() -> Person { Person.$0 }", { has: ["of"], not: ["greet"] });
      check("function F() -> int { baml.$0 }", { has: ["http"] });
    });

    it("offers variants in a pattern", () => {
      check("function F(c: Color) -> int { match (c) { Color.$0 => 1 } }", {
        has: ["Red", "Green"],
      });
    });
  });

  describe("in a body", () => {
    it("offers locals that are in reach, and what the project has", () => {
      check("function F(count: int) -> int { if (true) { let inner = 1; } let other = 2; $0 }", {
        has: ["count", "other", "Paint", "Color", "Person", "baml", "let", "return", "match"],
        not: ["inner", "client", "class"],
      });
    });

    it("offers no statements inside an expression", () => {
      check("function F(count: int) -> int { let x = $0; x }", {
        has: ["count", "if"],
        not: ["while"],
      });
      check("function F(count: int) -> string { Paint($0", { has: ["count", "Color"] });
    });

    it("offers the fields that a constructor lacks", () => {
      check('function F() -> Person { Person { name: "", $0 } }', {
        has: ["age", "home", "friends"],
        not: ["name", "let"],
      });
      check("function F() -> Person { Person { name: $0 } }", { has: ["Paint"], not: ["age"] });
    });

    it("works in a method", () => {
      check("class A { x int\n  function f(self) -> int { self.$0 }\n}", { has: ["x"] });
    });
  });

  describe("in an LLM function", () => {
    it("offers its two fields, and clients", () => {
      check("function F() -> string { $0 }", { has: ["client", "prompt"] });
      check("function F() -> string {\n  client Fast\n  $0\n}", {
        has: ["prompt"],
        not: ["Paint"],
      });
      check("function F() -> string {\n  client $0\n}", { has: ["Fast"], not: ["Paint"] });
      check('function F() -> string {\n  client Fa$0\n  prompt #""#\n}', { has: ["Fast"] });
    });
  });

  describe("in a prompt", () => {
    const inPrompt = (template: string) =>
      `function F(person: Person, tags: Person[]) -> string { client Fast prompt #"😀 ${template}"# }`;

    it("offers parameters, helpers and template strings", () => {
      check(inPrompt("{{ $0 }}"), {
        has: ["person", "tags", "ctx", "_", "Shout", "Color"],
        not: ["length", "Address"],
      });
      check(inPrompt("{% if per$0"), { has: ["person"] });
    });

    it("offers members", () => {
      check(inPrompt("{{ person.$0 }}"), { has: ["name", "home"], not: ["greet", "person"] });
      check(inPrompt("{{ person.home.$0 }}"), { has: ["street"] });
      check(inPrompt("{{ ctx.$0 }}"), { has: ["output_format", "client"] });
      check(inPrompt("{{ ctx.client.$0"), { has: ["name", "provider"] });
      check(inPrompt("{{ _.$0"), { has: ["role", "chat"] });
      check(inPrompt("{{ Color.$0 }}"), { has: ["Red"] });
      check(inPrompt("{% for one in tags %}{{ one.$0 }}{% endfor %}"), { has: ["name"] });
    });

    it("offers roles, filters, tests and statements", () => {
      check(inPrompt('{{ _.role("$0'), { has: ["system", "user", "assistant"] });
      check(inPrompt("{{ _.role($0"), { has: ['"system"'] });
      check(inPrompt("{{ tags | $0 }}"), { has: ["length", "join"], not: ["person"] });
      check(inPrompt("{% if person is $0"), { has: ["none"] });
      check(inPrompt("{% $0"), { has: ["if", "for"], not: ["person"] });
    });

    it("offers nothing in plain text and in comments", () => {
      check(inPrompt("Hello $0"), { none: true });
      check(inPrompt("{# $0 #}"), { none: true });
      check(inPrompt("{{ person }} $0"), { none: true });
    });

    it("offers `this` in a constraint", () => {
      check("class A { x int @check(c, {{ $0 }})\n}", { has: ["this"], not: ["ctx"] });
    });

    it("offers nothing in ordinary strings", () => {
      check('function F() -> string { "{{ $0 }}" }', { none: true });
    });
  });

  it("offers attributes with their sigils", () => {
    check("class A { x int @$0\n}", {
      has: ["@alias", "@check", "@stream.done"],
      not: ["@@dynamic"],
    });
    check("class A { x int\n  @@dy$0\n}", { has: ["@@dynamic"], not: ["@skip"] });
    check("enum E { A @$0\n}", { has: ["@alias"], not: ["@check"] });
    check("test T { functions [Paint] args {} @@$0 }", { has: ["@@assert", "@@check"] });
    const [item] = itemsAt("class A { x int @stream.do$0\n}").filter(
      ({ label }) => label === "@stream.done",
    );
    const text = "class A { x int @stream.do\n}";
    assert.equal(applied(text, [item!.textEdit as TextEdit]), "class A { x int @stream.done\n}");
  });

  describe("in config blocks", () => {
    it("offers keys", () => {
      check("client<llm> C {\n  $0\n}", { has: ["provider", "options", "retry_policy"] });
      check("client<llm> C {\n  provider openai\n  options {\n    mo$0\n  }\n}", {
        has: ["model", "api_key"],
      });
      check("client<llm> C {\n  provider fallback\n  options {\n    $0\n  }\n}", {
        has: ["strategy"],
        not: ["model"],
      });
      check("client<llm> C {\n  provider round-robin\n  options {\n    http {\n      $0", {
        has: ["total_timeout_ms"],
      });
      check("generator G {\n  $0\n}", { has: ["output_type"] });
      check("retry_policy R {\n  strategy {\n    $0\n  }\n}", { has: ["type", "delay_ms"] });
    });

    it("offers values", () => {
      check("client<llm> C {\n  provider $0\n}", { has: ["openai", "aws-bedrock"] });
      check("client<llm> C {\n  retry_policy $0\n}", { has: ["Often"] });
      check("client<llm> C { provider fallback options { strategy [$0] } }", { has: ["Fast"] });
      check("client<llm> C { provider fallback options { strategy [Fast, $0", { has: ["Fast"] });
      check("generator G {\n  output_type $0\n}", { has: ["typescript"] });
      check("retry_policy R { strategy { type $0 } }", { has: ["constant_delay"] });
    });

    it("offers functions and arguments of a test", () => {
      check("test T { functions [$0] }", { has: ["Paint"], not: ["Person"] });
      check("test T {\n  functions [Paint]\n  $0\n}", { has: ["args"] });
      check("test T {\n  functions [Paint]\n  args {\n    $0\n  }\n}", {
        has: ["color", "person"],
      });
      check("test T {\n  functions [Paint]\n  args {\n    color $0\n  }\n}", { has: ["Red"] });
      check("test T {\n  functions [Paint]\n  args {\n    person {\n      $0\n    }\n  }\n}", {
        has: ["home"],
      });
    });
  });

  it("resolves documentation", () => {
    const { project, at } = projectAt(`function F(p: $0) -> int { 1 }\n${types}`);
    const items = completion(project.snapshot, "id", at);
    const person = items.find(({ label }) => label === "Person")!;
    assert.equal(person.documentation, undefined);
    assert.deepEqual(resolvedCompletion(project.snapshot, person).documentation, {
      kind: "markdown",
      value: "Who it is about.",
    });
  });

  it("never throws, on any prefix, and is quick", function () {
    this.timeout(60_000);
    const text = `class A { x int @alias("a") @check(c, {{ this > 0 }})
  function f(self, n: map<string, int | A>) -> int throws string { self.x + n["a"] }
  @@dynamic
}
function F(a: A, xs: string[]) -> A[] { client "openai/gpt" prompt #"{{ _.role("user") }}{% for x in xs %}{{ x | upper }}{% endfor %}{{ ctx.output_format }}"# }
function G(a: A?) -> int { let y = [1, 2].length(); match (a) { null => y, b: A => b.f({ "k": 1 }) } catch (e) { s: string => 0 } }
client<llm> C { provider openai options { model "m" headers { "a" "b" } http { connect_timeout_ms 1 } } }
test T { functions [F, G] args { a { x 1 } xs ["😀"] } @@assert({{ this }}) }
let top = A { x: 1 };
`;
    for (let end = 0; end <= text.length; end++) {
      const snapshot = Snapshot.of(new Map([["main.baml", text.slice(0, end)]]));
      completion(snapshot, "id", { path: "main.baml", offset: end });
    }
  });
});

function itemsAt(marked: string) {
  const { project, at } = projectAt(marked + types);
  return completion(project.snapshot, "id", at);
}

interface Expected {
  readonly has?: readonly string[];
  readonly not?: readonly string[];
  readonly none?: true;
}

function check(marked: string, { has = [], not = [], none }: Expected): void {
  const labels = itemsAt(marked).map(({ label }) => label);
  if (none) assert.deepEqual(labels, []);
  const missing = has.filter((label) => !labels.includes(label));
  assert.deepEqual(missing, [], `missing among: ${labels.join(" ")}`);
  assert.deepEqual(
    not.filter((label) => labels.includes(label)),
    [],
    "should not be offered",
  );
  assert.equal(new Set(labels).size, labels.length, "nothing is offered twice");
}
