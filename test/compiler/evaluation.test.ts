import assert from "node:assert/strict";
import { runText, toJson } from "./compiled";

describe("evaluation", () => {
  it("goes from left to right, and each operand once", () => {
    check(
      `${log}
function main() -> string[] {
  let l = Log { items: [] };
  let xs = [1, 2, 3];
  xs[l.put("index", 1)] += l.put("value", 5);
  let p = Pair { a: l.put("a", 1), ...base(l), b: l.put("b", 2) };
  let m = { "x": l.put("x", 1), "y": l.put("y", 2) };
  l.items.push(baml.unstable.string(xs[1]));
  l.items
}
function base(l: Log) -> Pair { l.put("spread", 0); Pair { a: 7, b: 8 } }
class Pair { a int b int }`,
      ["index", "value", "a", "spread", "b", "x", "y", "7"],
    );
  });

  it("evaluates the target of a compound assignment once", () => {
    check(
      `${log}
class Box { n int }
function box(l: Log, b: Box) -> Box { l.put("box", 0); b }
function main() -> string[] {
  let l = Log { items: [] };
  let b = Box { n: 4 };
  box(l, b).n *= 3;
  l.items.push(baml.unstable.string(b.n));
  l.items
}`,
      ["box", "12"],
    );
  });

  it("lets the last writer of a field win, and the last value of a key at its first place", () => {
    check(
      `class P { a int b int }
function main() -> P {
  let p = P { a: 1, b: 2 };
  P { ...p, a: 3, ...P { a: 4, b: 5 }, b: 6 }
}`,
      { a: 4, b: 6 },
    );
    const { value } = runText('function main() -> map<string, int> { {"k": 1, "l": 2, "k": 3} }');
    assert.deepEqual(value, {
      kind: "map",
      entries: [
        ["k", 3],
        ["l", 2],
      ],
    });
  });

  it("stops at the operand that decides", () => {
    check(
      `${log}
function main() -> string[] {
  let l = Log { items: [] };
  let a = l.yes("1") || l.yes("2");
  let b = l.no("3") && l.yes("4");
  if (!(l.no("5") || l.yes("6")) || (l.yes("7") && l.no("8"))) { l.put("never", 0); }
  let c = !(l.yes("9") && l.no("10"));
  if (a && !b && c) { l.put("end", 0); }
  l.items
}`,
      ["1", "3", "5", "6", "7", "8", "9", "10", "end"],
    );
  });

  it("takes null and false for falsy, and everything else for truthy", () => {
    check(
      `function truth(v: unknown) -> bool { if (v) { true } else { false } }
function main() -> bool[] {
  [truth(null), truth(false), truth(0), truth(""), truth([]), truth({}), !null, !0]
}`,
      [false, false, true, true, true, true, true, false],
    );
  });

  it("gives null for what has no value", () => {
    check(
      `function nothing() -> null { let a = 1; }
function main() -> unknown[] {
  let a = if (false) { 1 };
  let b = { let c = 2; };
  [a, b, nothing(), [1].push(2)]
}`,
      [null, null, null, null],
    );
  });
});

describe("numbers", () => {
  it("become floats where a float is declared", () => {
    check(
      `class C { f float g float? }
function half(x: float) -> float { x / 2 }
function seven() -> float { 7 }
function main() -> float[] {
  let a: float = 7;
  let c = C { f: 7, g: 7 };
  let m: map<string, float> = { "k": 7 };
  let xs: float[] = [7];
  let d: float? = 7;
  a = 5;
  c.f = 9;
  xs.push(3);
  let out: float[] = [];
  for (let x: float in [1]) { out.push(x / 2); }
  [a / 2, half(7), seven() / 2, c.f / 2, m["k"] / 2, xs[0] / 2, xs[1] / 2, out[0]]
}`,
      [2.5, 3.5, 3.5, 4.5, 3.5, 3.5, 1.5, 0.5],
    );
  });

  it("become floats also in the branches of what is declared a float", () => {
    check(
      `function pick(b: bool) -> float { if (b) { 1 } else { match (b) { true => 2, false => 3 } } }
function main() -> float[] {
  let f: float = fail() catch (e) { _ => 5 };
  [pick(true) / 2, pick(false) / 2, f / 2]
}
function fail() -> float { throw "x" }`,
      [0.5, 1.5, 2.5],
    );
  });

  it("stay ints in a union that holds int", () => {
    check(
      `function main() -> int { let a: int | float = 7; match (a) { i: int => i / 2, f: float => 0 } }`,
      3,
    );
  });

  it("turn into floats when a function value takes floats", () => {
    check(
      `function half(x: float) -> float { x / 2 }
function main() -> float { let f = half; f(7) }`,
      3.5,
    );
  });

  it("negate and plus by prefix", () => {
    check(
      "function main() -> int[] { let a = 5; [-a, --a, ++a, - -a, -7 / 2, -(7) % 4] }",
      [-5, 5, 5, 5, -3, -3],
    );
  });

  it("compare ints with floats", () => {
    check(
      "function main() -> bool[] { [1 == 1.0, 1 < 1.5, 2 != 2.0, 9007199254740993 > 9007199254740992] }",
      [true, true, false, true],
    );
  });
});

describe("control flow", () => {
  it("leaves the innermost loop only, from any depth", () => {
    check(
      `function main() -> int[] {
  let out: int[] = [];
  for (let i = 0; i < 3; i += 1) {
    for (let j in [0, 1, 2]) {
      if (j == i) { continue; }
      if (j == 2) { break; }
      out.push(i * 10 + j);
    }
    let k = 0;
    while (true) { k += 1; { if (k > 2) { break; } } }
  }
  out
}`,
      [1, 10, 20, 21],
    );
  });

  it("leaves a loop from inside an operand", () => {
    check(
      `function main() -> int {
  let n = 0;
  for (let i in [1, 2, 3, 4]) {
    n = n + 10 * (if (i == 3) { break; 0 } else { i });
  }
  n
}`,
      30,
    );
  });

  it("returns from inside an operand", () => {
    check(
      `function f(i: int) -> int { 1 + (2 * if (i > 0) { return i; 0 } else { 5 }) }
function main() -> int[] { [f(7), f(0)] }`,
      [7, 11],
    );
  });

  it("reads the length of an array once, and fails when it has shrunk", () => {
    check(
      `function main() -> int { let n = 0; let xs = [1, 2]; for (let x in xs) { xs.push(9); n += x; } n }`,
      3,
    );
    fails(
      `function main() -> int { let xs = [1, 2]; for (let x in xs) { xs.pop(); } 0 }`,
      "array index out of bounds: 1 of 1",
    );
  });

  it("makes the variable of a loop anew each turn", () => {
    check(
      `function main() -> int[] { let xs = [1, 2]; for (let x in xs) { x += 10; } xs }`,
      [1, 2],
    );
  });

  it("runs the update of a counting loop without a condition or an initializer", () => {
    check(`function main() -> int { let n = 0; for (; ; n += 1) { if (n == 4) { break; } } n }`, 4);
  });

  it("does not stop code that nothing reaches from compiling", () => {
    check(
      `function main() -> int {
  while (true) { return 3; let x = 1; x += 1; }
  for (let i in [1]) { break; }
  0
}`,
      3,
    );
  });
});

describe("containers", () => {
  it("index strings by code points", () => {
    check('function main() -> string[] { let s = "a😀b"; [s[1], s[2]] }', ["😀", "b"]);
    fails('function main() -> string { let s = "ab"; s[2] }', "array index out of bounds: 2 of 2");
    fails(
      'function main() -> string { let s = "ab"; let i = 0 - 1; s[i] }',
      "array index is negative: -1",
    );
  });

  it("never grow an array by index", () => {
    fails(
      "function main() -> int[] { let xs: int[] = []; xs[0] = 1; xs }",
      "array index out of bounds: 0 of 0",
    );
  });

  it("fail on a missing key, also in a compound assignment", () => {
    fails(
      'function main() -> int { let m: map<string, int> = {}; m["a"] += 1; 1 }',
      "key not found in map",
    );
  });

  it("store an enum key as the name of its variant", () => {
    check(
      `enum E { A B }
function main() -> map<E, int> { let m: map<E, int> = {}; m[E.B] = 2; m[E.A] = m[E.B] + 1; m }`,
      { B: 2, A: 3 },
    );
  });

  it("take the shorthand words of a map for its keys", () => {
    check(`function main() -> map<string, int> { let k = "x"; {k: 1, "l": 2} }`, { k: 1, l: 2 });
  });

  it("are references", () => {
    check(
      `class N { next N? v int }
function main() -> unknown[] {
  let a = N { v: 1 };
  a.next = a;
  let b = baml.deep_copy(a);
  b.v = 2;
  [a == a, a == b, baml.deep_equals(a, b), b.next == b, a.v]
}`,
      [true, false, false, true, 1],
    );
  });
});

describe("functions", () => {
  it("are values", () => {
    check(
      `class M { function make(n: int) -> M { M { n: n } } n int }
function apply(f: (int) -> M, n: int) -> M { f(n) }
function pick(b: bool) -> (int) -> int { if (b) { inc } else { dec } }
function inc(n: int) -> int { n + 1 }
function dec(n: int) -> int { n - 1 }
function main() -> int[] { [apply(M.make, 3).n, pick(true)(1), pick(false)(1), [inc, dec][1](5)] }`,
      [3, 2, 0, 4],
    );
  });

  it("of the library are values too, and take a receiver by path", () => {
    check(
      `function main() -> unknown[] {
  let f = baml.deep_copy;
  let xs = [1, 2];
  baaaml.Array.push(xs, 3);
  [f([1]), baml.Array.length(xs), baml.String.length("abc")]
}`,
      [[1], 3, 3],
    );
  });

  it("leave out what may be left out of a call", () => {
    const { value } = runText(
      'function main() -> image { image.from_url("https://example.com/a.png") }',
    );
    assert.deepEqual(value, {
      kind: "media",
      media: "image",
      source: "url",
      content: "https://example.com/a.png",
    });
  });

  it("call methods through paths and results", () => {
    check(
      `class A { b B function self_(self) -> A { self } }
class B { n int function inc(self, by: int) -> int { self.n += by; self.n } }
function main() -> int[] {
  let a = A { b: B { n: 1 } };
  [a.b.inc(1), a.self_().b.inc(2), a.self_().self_().b.n]
}`,
      [2, 4, 4],
    );
  });
});

describe("top-level constants", () => {
  it("are computed once, at their first use", () => {
    check(
      `${log}
let LOG = Log { items: [] };
let A = LOG.put("A", 1) + B;
let B = LOG.put("B", 2);
function main() -> unknown[] { LOG.put("main", 0); let sum = A + A + B; [sum, LOG.items] }`,
      [8, ["main", "A", "B"]],
    );
  });

  it("fail when they depend on themselves in a way that only shows at run time", () => {
    check(
      `let A: int = call(f);
function call(g: () -> int) -> int { g() }
function f() -> int { g(1) }
function g(n: int) -> int { if (n == 0) { 0 } else { A } }
function main() -> unknown { A catch (e) { s: string => s } }`,
      "error: constant `A` depends on itself",
    );
  });

  it("are computed again when they had failed", () => {
    check(
      `let STATE = [0];
let A = next();
function next() -> int { STATE[0] += 1; if (STATE[0] < 2) { throw "not yet" } STATE[0] }
function main() -> int { let a = A catch (e) { _ => 0 }; a * 10 + A }`,
      2,
    );
  });
});

const log = `class Log {
  items string[]
  function put(self, s: string, n: int) -> int { self.items.push(s); n }
  function yes(self, s: string) -> bool { self.items.push(s); true }
  function no(self, s: string) -> bool { self.items.push(s); false }
}`;

function check(text: string, expected: unknown): void {
  const { value, error } = runText(text);
  assert.equal(error, undefined);
  assert.deepEqual(toJson(value!), expected);
}

function fails(text: string, message: string): void {
  assert.equal(runText(text).error?.message, message);
}
