import { check } from "../analyzed";

describe("a member", () => {
  it("must be one of its type's", () => {
    check(`
class Person { name string age int? }
enum E { A }
function f(p: Person, e: E, n: int, s: string, u: unknown) -> int {
  p.nam;
//  ^^^ E0007 type \`Person\` has no field \`nam\`
  e.value;
//  ^^^^^ E0007 type \`E\` has no field \`value\`
  n.x;
//  ^ E0007 type \`int\` has no field \`x\`
  s.lenght();
//  ^^^^^^ E0007 type \`string\` has no field \`lenght\`
  u.x;
//  ^ E0007 type \`unknown\` has no field \`x\`
  p.name.size;
//       ^^^^ E0007 type \`string\` has no field \`size\`
  E.A.x;
//    ^ E0007 type \`E\` has no field \`x\`
  "abc".length()
}
`);
  });

  it("of a union is a field that all its classes have", () => {
    check(`
class A { x int y int s string function m(self) -> int { 1 } }
class B { x string s string function m(self) -> int { 1 } }
type Both = A | B
function f(v: Both, w: A | int, o: Both?) -> string {
  let u: bool = v.x;
//              ^^^ E0001 expected \`bool\`, found \`int | string\`
  v.y;
//  ^ E0007 type \`Both\` has no field \`y\`
  v.m();
//  ^ E0007 type \`Both\` has no field \`m\`
  w.x;
//  ^ E0007 type \`A | int\` has no field \`x\`
  o.s;
//  ^ E0007 type \`Both?\` has no field \`s\`
  v.s
}
`);
  });

  it("is looked up through aliases", () => {
    check(`
class A { x int }
type B = A
type C = B
type Texts = string[]
function f(c: C, t: Texts) -> int { c.x + t.length() + t[0].length() }
`);
  });

  it("may be a method and a field of one name: calls mean the method", () => {
    check(`
class A {
  size int
  function size(self) -> string { "a" }
}
function f(a: A) -> string {
  let n: int = a.size;
  a.size()
}
`);
  });
});

describe("$watch", () => {
  it("belongs to watched variables", () => {
    check(`
class Box { n int }
function always(n: int) -> bool { true }
function f(b: Box) -> int {
  watch let x: int = 1;
  let y = 2;
  x.$watch.options(always);
  x.$watch.options("manual");
  x.$watch.options(1);
//                 ^ E0001 expected \`((int) -> bool) | "manual" | "never"\`, found \`int\`
  x.$watch.notify();
  y.$watch.notify();
//^^^^^^^^ E0066 cannot use \`$watch\` on \`y\`
  b.n.$watch.notify();
//^^^^^^^^^^ E0065 \`$watch\` can only be used on simple variable expressions
  x.$watch.stop();
//         ^^^^ E0007 there is no \`stop\` of a watched variable
  x
}
`);
  });
});
