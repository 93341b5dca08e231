import assert from "node:assert/strict";
import {
  type CheckedItem,
  type Meaning,
  membersOfType,
  placeAt,
  type SyntaxNode,
  type TreePlace,
  textOf,
  typeText,
} from "../../../server/language";
import { fixture } from "../../support/fixture";
import { analyzed } from "../analyzed";

describe("the meaning of a word", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["function f(n: int) -> int { $0n }", "local read n: int"],
    ["function f(n: int) -> int { $0n = 1; n }", "local write n: int"],
    ["function f($0n: int) -> int { n }", "local declare n: int"],
    ["class A { x int function m(self) -> int { $0self.x } }", "local read self: A"],
    ["class A { x int function m(self) -> int { self.$0x } }", "field A.x"],
    ["class A { $0x int }", "field A.x"],
    ["class $0A { x int }", "class A"],
    ["class A { function $0m(self) -> int { 1 } }", "method A.m"],
    ["class A { function m(self) -> int { self.$0m() } }", "method A.m"],
    ["class A { function m() -> int { A.$0m() } }", "static method A.m"],
    ["class A { function m() -> int { $0A.m() } }", "class A"],
    ["class A { x int } function f() -> A { A { $0x: 1 } }", "field A.x"],
    ["class A { x int } function f() -> $0A { A { x: 1 } }", "class A"],
    ["enum E { $0V }", "variant E.V"],
    ["enum E { V } function f() -> E { E.$0V }", "variant E.V"],
    ["enum E { V } function f(e: E) -> int { match (e) { E.$0V => 1 } }", "variant E.V"],
    ["enum E { V } function f(e: E) -> int { match (e) { $0E => 1 } }", "enum E"],
    ["enum E { V } function f() -> int throws E.$0V { throw E.V }", "variant E.V"],
    ["type T = int function f(t: $0T) -> int { t }", "alias T"],
    ["function $0f() -> int { f() }", "function f"],
    ["function f() -> int { $0f() }", "function f"],
    ['template_string T() #"x"# function f() -> string { $0T() }', "templateString T"],
    ["let K = 1; function f() -> int { $0K }", "constant K"],
    ["function f(xs: int[]) -> int { xs.$0length() }", "builtin baml.Array.length on receiver"],
    ["function f(xs: int[]) -> int { baml.Array.$0length(xs) }", "builtin baml.Array.length"],
    ["function f() -> int { baml.$0sys.sleep(1); 1 }", "namespace baml.sys"],
    ["function f() -> string { env.$0HOME }", "env HOME"],
    ['function f() -> string? { env.$0get("A") }', "builtin env.get"],
    ['function f() -> image { image.$0from_url("u") }', "builtin image.from_url"],
    ["function f(a: baml.http.$0Request) -> string { a.url }", "builtinType baml.http.Request"],
    ["function f() -> $0int { 1 }", "builtinType int"],
    ["function f() -> null { watch let x: int = 1; x.$0$watch.notify() }", "watch x"],
    [
      "function f() -> null { watch let x: int = 1; x.$watch.$0notify() }",
      "builtin watch.notify on receiver",
    ],
    [
      'function L() -> string { client "openai/gpt-4o" prompt #"x"# } function f() -> null { L.$0render_prompt(); }',
      "derived L.render_prompt",
    ],
    [
      'client<llm> C { provider openai } function L() -> int { client $0C prompt #"x"# }',
      "client C",
    ],
    ["function f() -> int { 1 } test T { functions [$0f] args { } }", "function f"],
    [
      "retry_policy R { max_retries 1 } client<llm> C { provider openai retry_policy $0R }",
      "retryPolicy R",
    ],
    [
      "client<llm> C { provider fallback options { strategy [$0D] } } client<llm> D { provider openai }",
      "client D",
    ],
    ["class A { x int } class B { x string } function f(v: A | B) -> null { v.$0x; }", "field .x"],
  ];
  for (const [marked, expected] of cases) {
    it(`is ${expected} in ${marked}`, () => {
      const { checked, place } = at(marked);
      const meaning = place.token && checked.meaningOf(place.token);
      assert.equal(meaning && meaningText(meaning), expected);
    });
  }
});

describe("the type of an expression", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["function f(n: int?) -> int { if (n != null) { $0n } else { 0 } }", "int"],
    ["function f() -> int { let xs = []; xs.push(1); $0xs[0] }", "int[]"],
    ["function f(a: A) -> int { $0a.x + 1 } class A { x int }", "int"],
    ["function f(g: (int) -> string) -> int { $0g(1); 1 }", "(int) -> string"],
    ["function f(n: int) -> int { $0match (n) { 1 => 1, _ => 2 } }", "1 | 2"],
  ];
  for (const [marked, expected] of cases) {
    it(`is ${expected} in ${marked}`, () => {
      const { checked, place } = at(marked);
      const type = place.path.toReversed().flatMap((node) => checked.typeOf(node) ?? [])[0];
      assert.equal(type && typeText(type), expected);
    });
  }
});

describe("an int that flows into a float", () => {
  it("is noted where it is an annotation, argument, field, result, element or store", () => {
    converts("function f() -> float { let x: float = <1>; <2> }");
    converts("function f(x: float) -> float { f(<1>) } ");
    converts("class A { x float? } function f(n: int) -> A { A { x: <n> } }");
    converts(
      "function f(n: int, b: bool) -> float { if (b) { return <n>; } if (b) { <n> } else { 1.5 } }",
    );
    converts("function f(n: int) -> float[] { [<n>, 2.5, <-3>] }");
    converts("function f(n: int) -> map<string, float> { { a: <n> } }");
    converts("function f(xs: float[]) -> null { xs.push(<1>); xs[0] = <2>; }");
    converts("function f(n: int) -> float { match (n) { 1 => <1>, x => <x> } }");
    converts("function f(n: int) -> float { let x = 1.5; x = <n>; x }");
    converts("function f() -> null { <for (let x: float in [1, 2].concat([3])) { x; }> }");
  });

  it("stays what it is where an int is welcome, and inside containers that exist", () => {
    converts("function f(n: int) -> int | float { n }");
    converts("function f(xs: int[]) -> float[] { xs }");
    converts("function f(n: int) -> float { n * 1.5 }");
  });
});

describe("the members of a type", () => {
  it("are fields, methods and what the library adds", () => {
    assert.equal(
      members("class A { x int function m(self) -> int { 1 } function s() -> int { 1 } }", "A"),
      "x: int, m: () -> int",
    );
    assert.match(members("type T = int[]", "T"), /push: \(item: int\) -> null/);
    assert.match(members("", "baml.http.Response"), /ok: \(\) -> bool/);
  });
});

interface Found {
  readonly checked: CheckedItem;
  readonly place: TreePlace;
}

function at(marked: string): Found {
  const { files, cursor } = fixture(marked);
  const analysis = analyzed(files);
  const place = placeAt(analysis.index.file("main.baml")!.tree, cursor!.offset);
  return { checked: analysis.checked(place!.item.node)!, place: place! };
}

function meaningText(meaning: Meaning): string {
  switch (meaning.kind) {
    case "local":
      return `local ${meaning.use} ${meaning.local.name}: ${typeText(meaning.local.type)}`;
    case "field":
      return `field ${meaning.owner ?? ""}.${meaning.name}`;
    case "method":
      return `${meaning.isStatic ? "static " : ""}method ${meaning.owner}.${meaning.name}`;
    case "variant":
      return `variant ${meaning.enumName}.${meaning.name}`;
    case "builtin":
      return `builtin ${meaning.path}${meaning.onReceiver ? " on receiver" : ""}`;
    case "namespace":
      return `namespace ${meaning.path}`;
    case "watch":
      return `watch ${meaning.local.name}`;
    case "derived":
      return `derived ${meaning.functionName}.${meaning.member}`;
    default:
      return `${meaning.kind} ${meaning.name}`;
  }
}

/** The expressions in angle brackets are converted, and no others. */
function converts(marked: string): void {
  const text = marked.replaceAll(/<(?!string)((?:[^<>]|->)*)>/g, "$1");
  const analysis = analyzed(new Map([["main.baml", text]]));
  assert.deepEqual(analysis.diagnosticsOf("main.baml"), []);
  const found = analysis.index
    .file("main.baml")!
    .tree.items.flatMap(({ node }) =>
      nodesBelow(node).filter((below) => analysis.checked(node)!.becomesFloat(below)),
    );
  const expected = [...marked.matchAll(/<(?!string)((?:[^<>]|->)*)>/g)].map((match) => match[1]);
  assert.deepEqual(found.map(textOf), expected);
}

function nodesBelow(node: SyntaxNode): readonly SyntaxNode[] {
  const below = node.children.filter((child) => "children" in child) as SyntaxNode[];
  return [node, ...below.flatMap(nodesBelow)];
}

function members(text: string, type: string): string {
  const { environment } = analyzed(new Map([["main.baml", text]]));
  return membersOfType(environment, { kind: "named", name: type })
    .map((member) => `${member.name}: ${typeText(member.type)}`)
    .join(", ");
}
