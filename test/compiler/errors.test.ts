import assert from "node:assert/strict";
import type { CallError } from "../../server/base";
import type { RunOptions } from "../vm/run";
import { runText, toJson } from "./compiled";

describe("match", () => {
  it("tests values by their kind, classes exactly, enums by identity", () => {
    check(
      `class A { x int }
class B { x int }
enum E { P Q }
enum F { P Q }
type Ints = int[]
type Tree = int | Tree[]
function kind(v: unknown) -> string {
  match (v) {
    null => "null",
    b: bool => "bool",
    i: int => "int",
    f: float => "float",
    s: string => "string",
    A => "A",
    b: B => "B",
    E.P => "E.P",
    E => "E",
    f: F => "F",
    xs: Ints => "list",
    m: map<string, int> => "map",
    p: image => "image",
    g: (int) -> int => "function",
    _ => "other",
  }
}
function id(n: int) -> int { n }
function main() -> string[] {
  [
    kind(null), kind(true), kind(1), kind(1.0), kind("x"), kind(A { x: 1 }), kind(B { x: 1 }),
    kind(E.P), kind(E.Q), kind(F.P), kind([1.5]), kind({}), kind(image.from_url("u", null)), kind(id),
    kind(audio.from_url("u", null)),
  ]
}`,
      [
        "null",
        "bool",
        "int",
        "float",
        "string",
        "A",
        "B",
        "E.P",
        "E",
        "F",
        "list",
        "map",
        "image",
        "function",
        "other",
      ],
    );
  });

  it("takes any member of a union, an optional, an alias or a literal type", () => {
    check(
      `type Small = 1 | 2 | "one"
function f(v: unknown) -> string {
  match (v) { s: Small => "small", o: string? => "text or null", u: int | bool => "int or bool", _ => "other" }
}
function main() -> string[] { [f(1), f("one"), f(null), f("two"), f(3), f(false), f(1.0), f([])] }`,
      [
        "small",
        "small",
        "text or null",
        "text or null",
        "int or bool",
        "int or bool",
        "other",
        "other",
      ],
    );
  });

  it("compares literals by ==, and lists of patterns one by one", () => {
    check(
      `function f(v: int | float | string) -> int {
  match (v) { 1 | (2 | -3) => 1, 2.5 | -0.5 => 2, "a" | "b" => 3, _ => 4 }
}
function main() -> int[] { [f(1), f(1.0), f(2), f(-3), f(2.5), f(-0.5), f("b"), f("c"), f(3)] }`,
      [1, 1, 1, 1, 2, 2, 3, 4, 4],
    );
  });

  it("tries guards after patterns, with what they bind", () => {
    check(
      `function f(n: int) -> string {
  match (n) { x: int if x > 10 => "big", x if x < 0 => "negative", 5 if n == 6 => "never", _ => "rest" }
}
function main() -> string[] { [f(11), f(-1), f(5)] }`,
      ["big", "negative", "rest"],
    );
  });

  it("fails where nothing matches after all", () => {
    const text = `enum E { A B }
function main() -> int { let e = E.B; match (e) { E.A => 1 } }`;
    const { error } = runText(text);
    assert.deepEqual([error?.kind, error?.message], ["panic", "unreachable code executed"]);
  });

  it("is a statement as well", () => {
    check(
      "function main() -> int { let n = 0; for (let i in [1, 2, 3]) { match (i) { 2 => { continue; }, _ => { n += i; } } } n }",
      4,
    );
  });
});

describe("catch", () => {
  it("sees what every error is called", () => {
    check(
      `${raisers}
function text(i: int) -> unknown {
  raise(i) catch (e) { _ => e }
}
function main() -> unknown[] {
  let out: unknown[] = [];
  for (let i = 0; i < 9; i += 1) { out.push(text(i)); }
  out
}`,
      [
        "thrown",
        { code: 7 },
        "error: division by zero: 1 / 0",
        "error: key not found in map",
        "error: array index out of bounds: 5 of 1",
        "error: array index is negative: -1",
        "error: Index out of bounds: 9",
        "panic: assertion failed",
        "panic: stack overflow",
      ],
    );
  });

  it("hands an error that no arm takes to the next clause, with its own kind", () => {
    check(
      `function boom(n: int) -> int { if (n == 0) { throw "zero"; } throw n }
function main() -> unknown {
  boom(3) catch (e) { s: string => s, 4 => "four" } catch (e) { n: int => 0 }
}`,
      0,
    );
    const { error } = runText(
      'function main() -> int { let z = 0; (1 / z) catch (e) { "no such text" => 1 } }',
    );
    assert.deepEqual([error?.kind, error?.message], ["runtime", "division by zero: 1 / 0"]);
  });

  it("hands an error in an arm to the next clause, never to its own or an earlier one", () => {
    check(
      `function f() -> string { throw 1 }
function main() -> string {
  f() catch (e) { n: int => throw "from arm", s: string => "own clause" } catch (e) { s: string => "next: " + s }
}`,
      "next: from arm",
    );
    const { error } = runText(
      `function f() -> string { throw 1 }
function main() -> string { (f() catch (e) { n: int => throw "up" }) }`,
    );
    assert.equal(error?.message, "uncaught throw: up");
  });

  it("keeps what was done before, and drops what was only begun", () => {
    check(
      `class B { n int function bad(self) -> int { self.n += 1; throw "x" } }
function main() -> int[] {
  let b = B { n: 0 };
  let sum = 100 + (b.bad() catch (e) { _ => 5 }) * 2;
  let xs = [1, b.bad() catch (e) { _ => 2 }, 3];
  [sum, b.n, xs.length()]
}`,
      [110, 2, 3],
    );
  });

  it("protects exactly its expression", () => {
    check(
      `function f() -> int throws string { throw "f" }
function main() -> string {
  let r = "";
  {
    let inner = { f() catch (e) { 1 => 1 } } catch (e) { s: string => 2 };
    r = r + baml.unstable.string(inner);
    throw "after";
  } catch (e) { s: string => { r = r + s; } };
  r
}`,
      "2after",
    );
  });

  it("leaves a loop or the function from an arm", () => {
    check(
      `function f(n: int) -> int { if (n > 2) { throw n } n }
function g() -> int {
  for (let i in [1, 2, 3, 4]) { f(i) catch (e) { n: int => { return n * 10; } }; }
  0
}
function main() -> int[] {
  let n = 0;
  for (let i in [1, 2, 3, 4]) { f(i) catch (e) { _ => { break; 0 } }; n += i; }
  [g(), n]
}`,
      [30, 3],
    );
  });

  it("tests the type in its head before its arms", () => {
    check(
      `function f(n: int) -> int { if (n == 0) { throw "text" } throw n }
function main() -> string[] {
  let one = f(1) catch (e: string) { _ => "string" } catch (e: int) { _ => "int" };
  let zero = f(0) catch (e: string) { _ => "string" } catch (e: int) { _ => "int" };
  [one, zero]
}`,
      ["int", "string"],
    );
  });

  it("unwinds initializers, so that they can run again", () => {
    check(
      `let A = fail([0]);
function fail(xs: int[]) -> int { xs[5] }
function main() -> int { let n = 0; for (let i in [1, 2]) { A catch (e) { _ => { n += 1; 0 } }; } n }`,
      2,
    );
  });

  it("takes a panic of the host only where no type is asked for", () => {
    const { error } = runText(
      'function main() -> int { baml.sys.panic("stop") catch (e) { s: string => 1, "stop" => 2 } }',
    );
    assert.deepEqual([error?.kind, error?.message], ["panic", "stop"]);
    check(
      'function main() -> string { let r = baml.sys.panic("stop") catch (e) { _ => baml.unstable.string(e) }; r }',
      "panic: stop",
    );
  });
});

describe("an error that nobody catches", () => {
  it("shows the thrown value bare, and carries a copy", () => {
    const text = (value: string) =>
      `class E { code int }\nfunction main() -> int { throw ${value} }`;
    assert.equal(runText(text("42")).error?.message, "uncaught throw: 42");
    assert.equal(
      runText(text('"something went wrong"')).error?.message,
      "uncaught throw: something went wrong",
    );
    const { error } = runText(text("E { code: 3 }"));
    assert.equal(error?.message, "uncaught throw: E {\n    code: 3\n}");
    assert.deepEqual(error?.value, { kind: "instance", className: "E", fields: [["code", 3]] });
    assert.equal(error?.type, "BamlThrowError");
  });

  it("says where it was raised, outermost first", () => {
    const { error } = runText(`function inner(n: int) -> int {
  let xs = [1];
  xs[
    n
  ]
}

function main() -> int {
  let a = 1;
  inner(a) +
    1
}`);
    assert.equal(error?.stack, "main (main.baml:10)\ninner (main.baml:3)");
  });

  it("counts 256 frames, and no more", () => {
    const down = (depth: number) =>
      `function down(n: int) -> int { if (n == 0) { 0 } else { down(n - 1) } }\nfunction main() -> int { down(${depth}) }`;
    assert.equal(runText(down(254)).value, 0);
    assert.equal(runText(down(255)).error?.message, "stack overflow");
    assert.equal(runText(down(255)).error?.stack?.split("\n").length, 256);
  });

  it("can hold itself", () => {
    const { error } = runText(
      "function main() -> int { let xs: unknown[] = []; xs.push(xs); throw xs }",
    );
    assert.equal(error?.message, "uncaught throw: <array>");
  });
});

describe("what the world answers", () => {
  it("is asked with the arguments, and goes where the call stands", () => {
    const text = `function main() -> unknown[] {
  let a = env.get("A");
  let r = baml.http.fetch("https://example.com");
  [a, env.HOME_DIR, r.status_code, r.ok(), r.text(), baml.sys.sleep(5)]
}`;
    const { value, log } = runText(text, { answer: world });
    assert.deepEqual(toJson(value!), [null, "/home", 201, true, "body of 7", null]);
    assert.deepEqual(log, [
      'await env.get("A")',
      'await baml.http.fetch("https://example.com")',
      'await env.get_or_panic("HOME_DIR")',
      'await baml.http.Response.text({"kind":"opaque","what":"resource","label":"baml.http.Response","id":7})',
      "await baml.sys.sleep(5)",
    ]);
  });

  it("is an error that can be caught", () => {
    check(
      `function main() -> string { env.get_or_panic("X") catch (e) { s: string => s } }`,
      "error: failed to call env.get_or_panic: Environment variable 'X' not found",
      { answer: () => ({ reject: unset }) },
    );
    const { error } = runText('function main() -> string { env.get_or_panic("X") }', {
      answer: () => ({ reject: unset }),
    });
    assert.deepEqual([error?.kind, error?.message], [unset.kind, unset.message]);
    assert.equal(error?.stack, "main (main.baml:1)");
  });

  it("comes from a model for an LLM function, which has a frame of its own", () => {
    const text = `class P { a int }
function Ask(q: string, p: P) -> P { client "openai/gpt-4o" prompt #"{{ q }}"# }
function main() -> int { Ask("hi", P { a: 1 }).a + 1 }`;
    const answer = (_: string, args: readonly unknown[]) => {
      assert.deepEqual(args, ["hi", { kind: "instance", className: "P", fields: [["a", 1]] }]);
      return { kind: "instance", className: "P", fields: [["a", 41]] } as const;
    };
    assert.equal(runText(text, { answer }).value, 42);
    const { error } = runText(text, { answer: () => ({ reject: unset }) });
    assert.equal(error?.stack, "main (main.baml:3)\nAsk (main.baml:2)");
  });

  it("is the string of the language when no attempt reached a model (6.9)", () => {
    const text = `function Ask() -> string { client "openai/gpt-4o" prompt #"x"# }
function main() -> string { Ask() catch (e) { s: string => s } }`;
    const failing = (kind: CallError["kind"]) => () => ({
      reject: { ...unset, kind, message: "no" },
    });
    check(text, "All orchestration steps failed", { answer: failing("llm_http") });
    check(text, "error: failed to call Ask: no", { answer: failing("validation") });
  });

  it("is asked for prompts, requests and templates by the functions that come with items", () => {
    const text = `template_string Hi(name: string) #"Hi {{ name }}"#
client<llm> C { provider openai options { model "m" } }
function Ask(q: string) -> string { client C prompt #"{{ q }}"# }
function main() -> unknown[] {
  let c = baml.llm.resolve_client("C");
  [Ask.render_prompt("x"), Ask.build_request("y"), Hi("Ann"), c()]
}`;
    const { log } = runText(text, {
      answer: (name) =>
        name === "baml.llm.resolve_client"
          ? { kind: "opaque", what: "function", label: "C.resolve" }
          : name,
    });
    const ask = '{"kind":"opaque","what":"function","label":"Ask"}';
    const args = (key: string, value: string) => `{"kind":"map","entries":[["${key}","${value}"]]}`;
    assert.deepEqual(log, [
      'await baml.llm.resolve_client("C")',
      `await baml.llm.render_prompt(${ask},${args("q", "x")})`,
      `await baml.llm.build_request(${ask},${args("q", "y")})`,
      `await baml.llm.render_template("Hi",${args("name", "Ann")})`,
      'await baml.llm.make_client("C")',
    ]);
  });

  it("has types that patterns tell apart", () => {
    const text = `function kind(v: unknown) -> string {
  match (v) { f: baml.fs.File => "file", s: baml.net.Socket => "socket", c: baml.trace.Collector => "collector", r: baml.http.Response => "response", _ => "other" }
}
function main() -> string[] {
  let c = baml.trace.collectors();
  [kind(baml.fs.open("a")), kind(baml.net.connect("a:1")), kind(c[0]), kind(baml.http.fetch("u")), kind(1)]
}`;
    check(text, ["file", "socket", "collector", "response", "other"], {
      collectors: [{ kind: "opaque", what: "collector", id: 1 }],
      answer: (name) => {
        if (name === "baml.http.fetch") return world(name, []);
        const label = name === "baml.fs.open" ? "baml.fs.File" : "baml.net.Socket";
        return { kind: "opaque", what: "resource", label, id: label.length };
      },
    });
  });

  it("keeps the identity of what it holds", () => {
    const text = `function main() -> bool[] {
  let a = baml.fs.open("a");
  let b = baml.fs.open("b");
  [a == a, a == b]
}`;
    let id = 0;
    const answer = () => ({ kind: "opaque", what: "resource", id: id++ }) as const;
    assert.deepEqual(runText(text, { answer }).value, [true, false]);
  });
});

const unset: CallError = {
  kind: "runtime",
  type: "BamlClientError",
  message: "Environment variable 'X' not found",
};

function world(name: string, args: readonly unknown[]) {
  switch (name) {
    case "env.get_or_panic":
      return "/home";
    case "baml.http.fetch":
      return {
        kind: "instance",
        className: "baml.http.Response",
        fields: [
          ["status_code", 201],
          ["headers", { kind: "map", entries: [] }],
          ["url", "https://example.com"],
          ["$handle", { kind: "opaque", what: "resource", id: 7 }],
        ],
      } as const;
    case "baml.http.Response.text":
      return `body of ${(args[0] as { id: number }).id}`;
    default:
      return null;
  }
}

const raisers = `class Failure { code int }
function endless(n: int) -> int { endless(n + 1) }
function raise(i: int) -> int {
  let z = 0;
  let m: map<string, int> = {};
  let xs = [1];
  if (i == 0) { throw "thrown"; }
  if (i == 1) { throw Failure { code: 7 }; }
  if (i == 2) { return 1 / z; }
  if (i == 3) { return m["k"]; }
  if (i == 4) { return xs[5]; }
  if (i == 5) { return xs[z - 1]; }
  if (i == 6) { return xs.at(9); }
  if (i == 7) { assert z == 1; }
  endless(0)
}`;

function check(text: string, expected: unknown, options: RunOptions = {}): void {
  const { value, error } = runText(text, options);
  assert.equal(error, undefined);
  assert.deepEqual(toJson(value!), expected);
}
