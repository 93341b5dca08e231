import { check } from "../analyzed";

describe("narrowing", () => {
  it("by null holds in the branch, and behind an if that does not come through", () => {
    check(`
function f(s: string?) -> int {
  if (s != null) { s.length(); } else { s.length(); }
//                                        ^^^^^^ E0007 type \`null\` has no field \`length\`
  s.length();
//  ^^^^^^ E0007 type \`string?\` has no field \`length\`
  if (null == s) { throw "none"; }
  s.length()
}
`);
  });

  it("by truth holds for what can be null", () => {
    check(`
function f(s: string?) -> int {
  if (s) { return s.length(); }
  if (!s) { return 0; }
  s.length()
}
`);
  });

  it("holds behind the else that does not come through", () => {
    check(`
function f(s: string | null) -> int {
  if (s != null) { let x = 1; } else { return 0; }
  s.length()
}
`);
  });

  it("by a literal field picks members of a union of classes", () => {
    check(`
class A { kind "a" x int }
class B { kind "b" y int }
class C { kind "c" y int }
type Any = A | B | C
function f(v: Any, w: A | B) -> int {
  if (v.kind == "a") { return v.x; }
  let y = v.y;
  if ("b" != v.kind) { let c: C = v; } else { let b: B = v; }
  if (w.kind != "a") { w.x } else { w.x }
//                       ^ E0007 type \`B\` has no field \`x\`
}
`);
  });

  it("keeps members that may have the literal", () => {
    check(`
class A { kind "a" x int }
class Other { kind string x int }
function f(v: A | Other) -> int {
  if (v.kind == "b") { let o: Other = v; }
  if (v.kind == "a") {
    let a: A = v;
//             ^ E0001 expected \`A\`, found \`A | Other\`
  }
  v.x
}
`);
  });

  it("goes through && and ||", () => {
    check(`
class P { q P? n int }
function f(a: P?, b: P?) -> int {
  if (a != null && a.n > 0 && b != null) { return a.n + b.n; }
  if (a == null || b == null) { return 0; }
  if (a.q == null || a.q.n > 1) { return 1; }
//                       ^ E0007 type \`P?\` has no field \`n\`
  a.n + b.n
}
`);
  });

  it("ends with an assignment", () => {
    check(`
function g() -> int? { null }
function f(n: int?) -> int {
  if (n == null) { return 0; }
  n = g();
  n + 1
//^^^^^ E0004 cannot apply \`+\` to \`int?\` and \`int\`
}
`);
  });

  it("ends with an assignment in a branch or a loop", () => {
    check(`
function f(n: int?, b: bool, m: int?, k: int?) -> int {
  if (n == null || m == null || k == null) { return 0; }
  if (b) { n = null; }
  n + 1;
//^^^^^ E0004 cannot apply \`+\` to \`int?\` and \`int\`
  while (b) {
    m + 1;
//  ^^^^^ E0004 cannot apply \`+\` to \`int?\` and \`int\`
    m = null;
  }
  for (let i = 0; i < 3; i += 1) { k + i; }
  k + 1
}
`);
  });

  it("holds in the body of a while", () => {
    check(`
class Node { next Node? n int }
function f(start: Node) -> int {
  let at: Node? = start;
  let sum = 0;
  while (at != null) {
    sum += at.n;
    at = at.next;
  }
  sum
}
`);
  });

  it("of a match holds in the arm for a type", () => {
    check(`
class Ok { v string }
class Bad { why int }
function f(r: Ok | Bad, n: int?) -> string {
  match (r) {
    Ok => r.v,
    b: Bad => baml.unstable.string(r.why + b.why),
  }
}
`);
  });

  it("holds behind an assert", () => {
    check(`
function f(n: int?) -> int {
  assert n != null;
  n
}
`);
  });

  it("survives a branch that learns more", () => {
    check(`
class A { kind "a" }
class B { kind "b" }
function f(v: A | B | null) -> string {
  if (v == null) { return ""; }
  if (v.kind == "a") { let a: A = v; }
  v.kind
}
`);
  });
});
