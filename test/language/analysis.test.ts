import assert from "node:assert/strict";
import fc from "fast-check";
import { type Analysis, analyze, parseFile, type SourceFile } from "../../server/language";
import { tokensOf } from "../../server/language/syntax/trivia";
import { analyzed } from "./analyzed";
import { oddSamples, samples } from "./syntax/samples";

describe("an analysis made from the previous one", () => {
  it("says what one made from the start says, after any edits", () => {
    fc.assert(fc.property(fc.array(edit, { minLength: 1, maxLength: 25 }), checkEdits), {
      numRuns: 300,
      seed: 7,
    });
  });

  it("checks nothing again when only blanks and comments between items change", () => {
    const before = analyzed(project("function f() -> int { g() }\nfunction g() -> int { 1 }"));
    const after = reanalyzed(
      before,
      "// a\nfunction f() -> int { g() }\n\nfunction g() -> int { 1 }",
    );
    assert.equal(checkedOf(after, "f"), checkedOf(before, "f"));
    assert.equal(checkedOf(after, "g"), checkedOf(before, "g"));
  });

  it("checks a body again, and no other item", () => {
    const before = analyzed(project("function f() -> int { g() }\nfunction g() -> int { 1 }"));
    const after = reanalyzed(before, "function f() -> int { g() }\nfunction g() -> int { 2 }");
    assert.equal(checkedOf(after, "f"), checkedOf(before, "f"));
    assert.notEqual(checkedOf(after, "g"), checkedOf(before, "g"));
  });

  it("checks who used a signature that changed, or an effect", () => {
    const text =
      "function f() -> int { g() }\nfunction g() -> int { 1 }\nfunction h() -> int { 1 }";
    const before = analyzed(project(text));
    const changed = reanalyzed(before, text.replace("g() -> int { 1 }", "g() -> float { 1 }"));
    assert.notEqual(checkedOf(changed, "f"), checkedOf(before, "f"));
    assert.equal(checkedOf(changed, "h"), checkedOf(before, "h"));
    const throwing = reanalyzed(
      before,
      text.replace("g() -> int { 1 }", 'g() -> int { throw "a" }'),
    );
    assert.notEqual(checkedOf(throwing, "f"), checkedOf(before, "f"));
    assert.equal(checkedOf(throwing, "h"), checkedOf(before, "h"));
  });

  it("answers the same list for a file that says the same", () => {
    const files = new Map([
      ["a.baml", "function f() -> int { nope }"],
      ["b.baml", "function g() -> int { 1 }"],
    ]);
    const before = analyzed(files);
    const list = before.diagnosticsOf("a.baml");
    const edited = new Map([...files, ["b.baml", "function g() -> int { 2 }"]]);
    const after = analyze(reparsed(before, edited), before);
    assert.equal(after.diagnosticsOf("a.baml"), list);
    assert.equal(list.length, 1);
  });

  it("follows places in other files that move", () => {
    const files = new Map([
      ["a.baml", "class A { x int }"],
      ["b.baml", "class A { x int }"],
    ]);
    const before = analyzed(files);
    assert.equal(before.diagnosticsOf("a.baml")[0]!.related![0]!.range.start, 6);
    const moved = new Map([...files, ["b.baml", "\n\nclass A { x int }"]]);
    const after = analyze(reparsed(before, moved), before);
    assert.deepEqual(after.diagnosticsOf("a.baml")[0]!.related, [
      { path: "b.baml", range: { start: 8, end: 9 }, message: "A class of that name" },
    ]);
  });
});

describe("an analysis", () => {
  it("comes of every prefix of every sample", () => {
    for (const sample of [...samples, ...oddSamples, BODY]) {
      let previous: Analysis | undefined;
      for (let end = 0; end <= sample.length; end += 3) {
        const files = project(sample.slice(0, end));
        previous = previous ? analyze(reparsed(previous, files), previous) : analyzed(files);
        checkPlaces(previous);
      }
    }
  });

  it("comes of any tokens in any order", () => {
    fc.assert(
      fc.property(soup, (text) => {
        checkPlaces(analyzed(project(text)));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it("comes of what remains when a token is deleted", () => {
    for (const item of parseFile(BODY).items) {
      for (const token of tokensOf(item.node)) {
        const start = item.start + token.start;
        const text = BODY.slice(0, start) + BODY.slice(start + token.text.length);
        checkPlaces(analyzed(project(text)));
      }
    }
  });
});

describe("a long chain", () => {
  const LENGTH = 2000;
  const chain = (link: (at: number) => string) =>
    Array.from({ length: LENGTH }, (_, at) => link(at)).join("\n");

  it("of aliases, classes and constants is followed to its end", () => {
    const analysis = analyzed(
      project(`
${chain((at) => `type T${at} = T${at + 1}`)}
type T${LENGTH} = C0
${chain((at) => `class C${at} { next C${at + 1} }`)}
class C${LENGTH} { x int }
${chain((at) => `let K${at} = K${at + 1};`)}
let K${LENGTH} = 1;
function f(t: T0) -> int { let n: C1 = t.next; K0 }
`),
    );
    assert.deepEqual(analysis.diagnosticsOf("main.baml"), []);
  });

  it("of calls hands down what its last function throws", () => {
    const analysis = analyzed(
      project(`
${chain((at) => `function f${at}() -> int { f${at + 1}() }`)}
function f${LENGTH}() -> int { throw "the end" }
`),
    );
    assert.deepEqual(analysis.environment.effectsOf("f0"), { throws: ["string"], diverges: true });
  });
});

/** Items that throw, call one another, share names and mention one another's types. */
const pool: readonly string[] = [
  "class A { x int }",
  "class A { x string b B }",
  "class A { x int? function m(self) -> int { f(1) } }",
  "class B { a A? }",
  "class B { a A }",
  "class B { e E }",
  "enum E { P Q }",
  "enum E { P }",
  "type T = A | B",
  "type T = T[] | int",
  "type T = T | E",
  "enum T { P }",
  'function f(n: int) -> int { if (n > 1) { throw "f"; } g(n) }',
  "function f(n: int) -> int { h(n) }",
  "function f(n: int) -> int { throw 1 }",
  "function f(a: A) -> int { a.x }",
  "function f(n: int) -> int throws string { g(n) }",
  "function g(n: int) -> int { f(n) catch (e) { s: string => 1, } }",
  "function g(n: int) -> int { h(n) }",
  "function g(n: int) -> int { throw E.P }",
  "function g(n: int) -> int { n }",
  "function h(n: int) -> int { if (n > 0) { g(n) } else { f(n) } }",
  "function h(n: int) -> int { h(n) catch_all (e) { int => 2, E => 3, } }",
  "function h(n: int) -> int throws never { f(n) }",
  "function h(n: int) -> string { K + L }",
  "let K = L;",
  "let K = f(1);",
  'let K = "k";',
  "let L = [K];",
  "let L = 1 + M;",
  "let L = h(1);",
  "let M = A { x: 1 };",
  "let M: int = K;",
  "let M = match (K) { A => 1, _ => 2 };",
  "function use(a: A, t: T) -> int { let z = a.x; match (t) { A => 1, B => 2, E.P => 3 } }",
  "function use(a: A) -> string { a.m(); a.x }",
  "test f { functions [f] args { } }",
  "test f { functions [g f] args { } }",
  "client<llm> A { provider openai }",
  "function broken( { K",
  "let = ;",
];

interface Edit {
  readonly file: number;
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly number[];
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.nat(2),
  at: fc.nat(12),
  remove: fc.nat(2),
  insert: fc.array(fc.nat(pool.length - 1), { maxLength: 3 }),
});

function checkEdits(edits: readonly Edit[]): void {
  const texts: string[][] = [[], [], []];
  let previous = analyzed(new Map());
  for (const { file, at, remove, insert } of edits) {
    texts[file]!.splice(at, remove, ...insert.map((index) => pool[index]!));
    const files = new Map(texts.map((items, index) => [`${index}.baml`, items.join("\n")]));
    const fromStart = analyzed(files);
    previous = analyze(reparsed(previous, files), previous);
    assert.deepEqual(resultsOf(previous, files), resultsOf(fromStart, files));
  }
}

/** All that an analysis answers, as plain data. */
function resultsOf(analysis: Analysis, files: ReadonlyMap<string, string>): unknown {
  const { environment, index } = analysis;
  return {
    diagnostics: [...files.keys()].map((path) => analysis.diagnosticsOf(path)),
    effects: ["f", "g", "h", "use", "A.m"].map((key) => environment.effectsOf(key)),
    constants: ["K", "L", "M"].map((name) => environment.constantType(name)),
    names: [...index.names].sort(),
    types: environment.namesOf("types").toSorted(),
  };
}

/** Every diagnostic stands in its file, and says something. */
function checkPlaces(analysis: Analysis): void {
  for (const { path, tree } of analysis.index.files) {
    for (const { range, message, related = [] } of analysis.diagnosticsOf(path)) {
      assert(0 <= range.start && range.start <= range.end && range.end <= tree.text.length);
      assert.notEqual(message, "");
      assert(related.every((place) => place.range.end <= tree.text.length));
    }
  }
}

function project(text: string): ReadonlyMap<string, string> {
  return new Map([["main.baml", text]]);
}

function reanalyzed(previous: Analysis, text: string): Analysis {
  return analyze(reparsed(previous, project(text)), previous);
}

/** Parsed as an editor does: with the earlier trees at hand. */
function reparsed(previous: Analysis, files: ReadonlyMap<string, string>): SourceFile[] {
  return [...files].map(([path, text]) => {
    return { path, tree: parseFile(text, previous.index.file(path)?.tree) };
  });
}

function checkedOf(analysis: Analysis, name: string): unknown {
  const [item] = analysis.index.named(name);
  return item && analysis.checked(item.node);
}

const BODY = `
class P { a int b string? function m(self, k: int) -> P { P { ...self, a: k } } function s() -> P { P { a: 1 } } }
enum E { On Off }
type U = P | E | null
let LIMIT = [1, 2].length();
function f(u: U, xs: int[], m: map<string, float>, g: (int) -> int) -> int throws string | E {
  watch let n: int = -xs[0] * 2 + g(1);
  let e = [];
  e.push(E.On);
  n.$watch.options("manual");
  for (let i = 0; i < LIMIT; i += 1) { if (i == 2) { continue; } m["k"] = i; }
  for x in xs { n += x; }
  while (n > 3 && u != null) { n -= 1; break; }
  let v = match (u) { p: P if p.a > 1 => p.m(2).a, E.On | E.Off => 2, null => 3, _ => throw "x" };
  assert n == 1 || !true;
  let r = f(u, xs, m, g) catch (err) { s: string => { return 1; }, other => throw other };
  P.s().m(1).b = "q";
  { let inner = { "a": 1, b: [2.5] }; baml.unstable.string(inner) };
  if (u == null) { return env.get("A").length(); } else if (r > 1) { 1 } else { baml.deep_copy(v) }
}
`;

const words = ["x", "f", "A", "self", "int", "string", "map", "true", "null", "_", "baml", "env"];
const pieces = [
  ..."{ } ( ) [ ] : , ; . ... -> => @ @@ | ? = += == != < > && ! + - * / & ^ ~ ++".split(" "),
  ..."class enum function type let watch if else for while in break return throw throws".split(" "),
  ..."match catch catch_all assert instanceof test type_builder dynamic client".split(" "),
  ...words,
  ...words,
  "1",
  "2.5",
  '"s"',
  "$watch",
  "\n",
  "function f(x: int) -> int {",
  "class A { x int }",
  "let y = ",
  "match (x) {",
  "catch (e) {",
];

const soup = fc
  .array(fc.constantFrom(...pieces), { maxLength: 60 })
  .map((parts) => parts.join(" "));
