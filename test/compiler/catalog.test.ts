import assert from "node:assert/strict";
import { float, type Shape, type Value } from "../../server/base";
import { reachable } from "../../server/bytecode";
import { compiled, functionNamed } from "./compiled";

describe("shapes", () => {
  it("keep a type as it was written, with aliases opened", () => {
    const shapes: readonly [string, Shape][] = [
      ["int[]?", { kind: "optional", inner: { kind: "list", item: { kind: "int" } } }],
      ["(int | string)[]", { kind: "list", item: union({ kind: "int" }, { kind: "string" }) }],
      ['"a" | 2 | true', union(literal("a"), literal(2), literal(true))],
      ["Id", { kind: "string" }],
      ["Id | null", union({ kind: "string" }, { kind: "null" })],
      ["int | Id | int", union({ kind: "int" }, { kind: "string" })],
      ["Tree", { kind: "alias", name: "Tree" }],
      ["P", { kind: "class", name: "P" }],
      ["E", { kind: "enum", name: "E" }],
      ["image", { kind: "media", media: "image" }],
      [
        "map<E, P[]>",
        {
          kind: "map",
          key: { kind: "enum", name: "E" },
          value: { kind: "list", item: { kind: "class", name: "P" } },
        },
      ],
      [
        "(x: int) -> string",
        { kind: "function", params: [{ kind: "int" }], returns: { kind: "string" } },
      ],
      ["unknown", { kind: "unknown" }],
      ["9223372036854775807", literal(2n ** 63n - 1n)],
    ];
    for (const [type, shape] of shapes) {
      const program = compiled(`${types}\nfunction f(x: ${type}) -> null { null }`);
      assert.deepEqual(functionNamed(program, "f").code.params[0]!.shape, shape, type);
    }
  });

  it("list recursive aliases by name", () => {
    const { aliases } = compiled(types).catalog.shapes;
    assert.deepEqual(aliases, {
      Tree: union({ kind: "int" }, { kind: "list", item: { kind: "alias", name: "Tree" } }),
      Left: { kind: "list", item: { kind: "alias", name: "Right" } },
      Right: union({ kind: "alias", name: "Left" }, { kind: "string" }),
    });
  });

  it("describe classes with all that their attributes say", () => {
    const { classes } = compiled(`type Pos = int @assert(pos, {{ this > 0 }})
class C {
  a Pos @check(small, {{ this < 9 }}) @alias("A") @description("an a") @check(odd, {{ this % 2 }})
  b (string @assert({{ this|length > 0 }}))? @skip
  c int | string @stream.done
  d map<string, int>? @stream.not_null @stream.with_state
  @@alias("See")
  @@description(#"
    what
      it is
  "#)
  @@assert(ordered, {{ this.a > 0 }})
  @@stream.done
  @@dynamic
}`).catalog.shapes;
    const { constraints, fields, ...rest } = classes["C"]!;
    assert.deepEqual(rest, {
      name: "C",
      alias: "See",
      description: "what\n  it is",
      stream: { done: true },
      dynamic: true,
    });
    assert.deepEqual(constraints.map(labels), ["assert ordered {{this.a > 0}}"]);
    const [a, b, c, d] = fields;
    assert.deepEqual([a!.alias, a!.description, a!.skip], ["A", "an a", false]);
    assert.deepEqual(a!.shape.constraints!.map(labels), [
      "assert pos {{this > 0}}",
      "check small {{this < 9}}",
      "check odd {{this % 2}}",
    ]);
    assert.equal(a!.shape.constraints![0]!.expression?.kind, "binary");
    assert.equal(b!.skip, true);
    assert.equal(b!.shape.kind === "optional" && b!.shape.inner.kind, "string");
    assert.deepEqual(b!.shape.constraints!.map(labels), ["assert  {{this|length > 0}}"]);
    assert.deepEqual([c!.shape.kind, c!.shape.stream], ["union", { done: true }]);
    assert.deepEqual(d!.shape.stream, { notNull: true, withState: true });
  });

  it("describe enums in the order of their values", () => {
    const { enums } = compiled(`enum E {
  Up @description("")
  Down @alias("low") @skip
  @@alias("Mood")
  @@dynamic
}`).catalog.shapes;
    assert.deepEqual(enums["E"], {
      name: "E",
      alias: "Mood",
      values: [
        { name: "Up", description: "", skip: false },
        { name: "Down", alias: "low", skip: true },
      ],
      dynamic: true,
    });
  });
});

describe("clients", () => {
  it("carry their options as they were written", () => {
    const { clients } = compiled(`//- baml_src/deep/clients.baml
client<llm> C {
  provider "openai-generic"
  retry_policy R
  options {
    model gpt-4o
    base_url env.HOST + "/v1"
    temperature 0.5
    max_tokens 100
    stop ["a", b]
    headers { "x-key" env.KEY }
    flag true
    model "last"
    nothing null
  }
}
retry_policy R { max_retries 2 }`).catalog;
    assert.deepEqual(clients["C"], {
      name: "C",
      provider: "openai-generic",
      retryPolicy: "R",
      options: [
        ["base_url", { kind: "concat", parts: [{ kind: "env", name: "HOST" }, "/v1"] }],
        ["temperature", { kind: "float", value: 0.5 }],
        ["max_tokens", { kind: "int", value: 100 }],
        ["stop", { kind: "array", items: ["a", "b"] }],
        ["headers", { kind: "map", entries: [["x-key", { kind: "env", name: "KEY" }]] }],
        ["flag", true],
        ["model", "last"],
        ["nothing", null],
      ],
      folder: "baml_src/deep",
    });
  });

  it("have retry policies with the defaults of the language", () => {
    const { retryPolicies } = compiled(`
retry_policy A { max_retries 3 }
retry_policy B { max_retries 1 strategy { type exponential_backoff } }
retry_policy C { max_retries 2 strategy { type exponential_backoff delay_ms 10 multiplier 3 max_delay_ms 50 } }
retry_policy D { max_retries 2 strategy { type constant_delay delay_ms 7 } }`).catalog;
    const shown = Object.values(retryPolicies).map(
      ({ name, maxRetries, strategy, delayMs, multiplier, maxDelayMs }) =>
        [name, maxRetries, strategy, delayMs, multiplier, maxDelayMs].join(" "),
    );
    assert.deepEqual(shown, [
      "A 3 constant_delay 200 1.5 10000",
      "B 1 exponential_backoff 200 1.5 10000",
      "C 2 exponential_backoff 10 3 50",
      "D 2 constant_delay 7 1.5 10000",
    ]);
  });

  it("are named by LLM functions, or written in short", () => {
    const { functions } = compiled(`
client<llm> C { provider openai options { model "m" } }
function A(q: string) -> int { client C prompt #"
    one
      {{ q }}
  "# }
function B(q: string) -> int { client "openai/gpt-4o" prompt #"x"# }
function D(q: string) -> int {
  client openai/gpt-4o-mini
  prompt #"x"#
}
class K { function m(self, q: int) -> string { client C prompt #"{{ self }}"# } }`).catalog;
    assert.deepEqual(
      Object.values(functions).map(({ name, client }) => [name, client]),
      [
        ["A", "C"],
        ["B", "openai/gpt-4o"],
        ["D", "openai/gpt-4o-mini"],
        ["K.m", "C"],
      ],
    );
    assert.deepEqual(functions["A"]!.prompt.body[0], { kind: "text", text: "one\n  " });
    assert.deepEqual(
      functions["K.m"]!.params.map(({ name, shape }) => [name, shape.kind]),
      [
        ["self", "class"],
        ["q", "int"],
      ],
    );
  });

  it("see the template strings in the order of the files", () => {
    const { templateStrings } = compiled(`//- b.baml
template_string Second(a: int) #"{{ a }}"#
//- a.baml
template_string First #"
  x
"#`).catalog;
    assert.deepEqual(
      templateStrings.map(({ name, params }) => [name, params.length]),
      [
        ["First", 0],
        ["Second", 1],
      ],
    );
    assert.deepEqual(templateStrings[0]!.body.body, [{ kind: "text", text: "x" }]);
  });
});

describe("tests", () => {
  const project = `
enum Mood { Up Down @alias("low") }
class Address { city string zip string? }
class Person { name string age int? address Address moods Mood[] }
function F(p: Person, m: Mood?, x: float, tags: map<string, int>, u: int | string, pic: image) -> string { "" }`;

  it("give their arguments as values, by the parameters", () => {
    const [spec] = compiled(`${project}
test T {
  functions [F]
  args {
    x 3
    p { name "Ann" address { city Oslo } moods [Up, low] }
    tags { a 1 "b c" 2 }
    u "5"
    pic { url "https://example.com/p.png" media_type "image/png" }
    extra [1, 0.5, null]
  }
  @@assert(non_empty, {{ this|length > 0 }})
  @@check(fast, {{ _.latency_ms < 2000 }})
}`).tests;
    const args = Object.fromEntries(spec!.cases[0]!.args);
    assert.deepEqual(Object.keys(args), ["p", "x", "tags", "u", "pic", "extra"]);
    assert.deepEqual(args["p"], {
      kind: "instance",
      className: "Person",
      fields: [
        ["name", "Ann"],
        ["age", null],
        [
          "address",
          {
            kind: "instance",
            className: "Address",
            fields: [
              ["city", "Oslo"],
              ["zip", null],
            ],
          },
        ],
        ["moods", [variant("Up"), variant("Down")]],
      ],
    });
    assert.deepEqual(args["x"], float(3));
    assert.deepEqual(args["u"], "5");
    assert.deepEqual(args["pic"], {
      kind: "media",
      media: "image",
      source: "url",
      content: "https://example.com/p.png",
      mimeType: "image/png",
    });
    assert.deepEqual(args["extra"], [1, float(0.5), null]);
    assert.deepEqual(spec!.constraints.map(labels), [
      "assert non_empty {{this|length > 0}}",
      "check fast {{_.latency_ms < 2000}}",
    ]);
  });

  it("give what does not fit as what it looks like", () => {
    const [spec] = compiled(`function F(n: int, c: C) -> int { n }
class C { a int }
test T { functions [F] args { n "five" c { b 1 } } }`).tests;
    const [, other] = spec!.cases[0]!.args;
    assert.deepEqual(spec!.cases[0]!.args[0], ["n", "five"]);
    assert.deepEqual(other, ["c", { kind: "map", entries: [["b", 1]] }]);
  });

  it("run once for each of their functions", () => {
    const [spec] = compiled(`function A(n: int) -> int { n }
function B(n: float) -> float { n }
test T { functions [A, B] args { n 1 } }`).tests;
    assert.deepEqual(
      spec!.cases.map(({ function: name, args }) => [name, args[0]![1]]),
      [
        ["A", 1],
        ["B", float(1)],
      ],
    );
  });

  it("add types, and fields to types, for themselves alone", () => {
    const program = compiled(`class P { a int @@dynamic }
enum E { X @@dynamic }
function F(p: P) -> E { E.X }
test T {
  functions [F]
  type_builder {
    class Q { n int }
    dynamic class P { q Q extra E }
    dynamic enum E { Y }
  }
  args { p { a 1 q { n 2 } extra Y } }
}`);
    const [spec] = program.tests;
    assert.deepEqual(Object.keys(spec!.types!.classes).sort(), ["P", "Q"]);
    assert.deepEqual(
      spec!.types!.classes["P"]!.fields.map((field) => field.name),
      ["a", "q", "extra"],
    );
    assert.deepEqual(
      spec!.types!.enums["E"]!.values.map((value) => value.name),
      ["X", "Y"],
    );
    assert.deepEqual(program.catalog.shapes.classes["P"]!.fields.length, 1);
    assert.deepEqual(spec!.cases[0]!.args[0]![1], {
      kind: "instance",
      className: "P",
      fields: [
        ["a", 1],
        ["q", { kind: "instance", className: "Q", fields: [["n", 2]] }],
        ["extra", { kind: "variant", enumName: "E", name: "Y" }],
      ],
    });
  });
});

describe("errors", () => {
  it("forbid to run what reaches them, and nothing else", () => {
    const program = compiled(`
function fine() -> int { 1 }
function bad() -> int { "text" }
function viaValue() -> int { let f = bad; f() }
class Broken { x Missing }
function usesClass(b: Broken) -> int { 1 }
type Alias = Gone[]
function usesAlias() -> int { let a: Alias? = null; 1 }
let CONSTANT = nothing;
function usesConstant() -> int { CONSTANT }
class K {
  function good(self) -> int { 1 }
  function wrong(self) -> int { nope }
}
function usesGood(k: K) -> int { k.good() }
function usesWrong(k: K) -> int { k.wrong() }`);
    const codes = (name: string) => reachable(program, name).problems.map(({ code }) => code);
    assert.deepEqual(codes("fine"), []);
    assert.deepEqual(codes("bad"), ["E0001"]);
    assert.deepEqual(codes("viaValue"), ["E0001"]);
    assert.deepEqual(codes("usesClass"), ["E0002"]);
    assert.deepEqual(codes("usesAlias"), ["E0002"]);
    assert.deepEqual(codes("usesConstant"), ["E0003"]);
    assert.deepEqual(codes("usesGood"), []);
    assert.deepEqual(codes("usesWrong"), ["E0003"]);
  });

  it("of a client forbid to run the LLM functions that ask it, also through others", () => {
    const program = compiled(`
client<llm> Good { provider openai options { model "m" } }
client<llm> Bad { provider openai options { model it's } }
client<llm> Both { provider fallback options { strategy [Good, Bad] } }
function A() -> string { client Good prompt #"x"# }
function B() -> string { client Bad prompt #"x"# }
function C() -> string { client Both prompt #"x"# }`);
    assert.deepEqual(reachable(program, "A").problems, []);
    assert(reachable(program, "B").problems.length > 0);
    assert(reachable(program, "C").problems.length > 0);
  });

  it("that leave the meaning clear forbid nothing", () => {
    const program = compiled(
      "function main() -> int {\n  let a = 1\n  if a > 0 { 1 } else { 2 }\n}",
    );
    assert.deepEqual(reachable(program, "main").problems, []);
  });

  it("say where they are in the file", () => {
    const source = "\nfunction bad() -> int { oops }";
    const [problem] = reachable(compiled(source), "bad").problems;
    assert.equal(source.slice(problem!.range.start, problem!.range.end), "oops");
  });
});

const types = `type Id = string
type Tree = int | Tree[]
type Left = Right[]
type Right = Left | string
class P { a int }
enum E { X }`;

function union(...members: readonly Shape[]): Shape {
  return { kind: "union", members };
}

function literal(value: string | number | bigint | boolean): Shape {
  return { kind: "literal", value };
}

function variant(name: string): Value {
  return { kind: "variant", enumName: "Mood", name };
}

function labels({ kind, label = "", source }: { kind: string; label?: string; source: string }) {
  return `${kind} ${label} {{${source}}}`;
}
