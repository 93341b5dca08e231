import { check } from "../analyzed";

describe("a function", () => {
  it("must return what it says, on each way", () => {
    check(`
function a() -> int { return "a"; }
//                           ^^^ E0001 expected \`int\`, found \`string\`
function b() -> int { "b" }
//                    ^^^ E0001 expected \`int\`, found \`string\`
function c() -> int { }
//                  ^^^ E0029 missing return expression, expects \`int\`
function d(x: bool) -> int { if (x) { return 1; } else { return 2; } }
function e(x: bool) -> int { if (x) { return 1; }; }
//                         ^^^^^^^^^^^^^^^^^^^^^^^^^ E0029 missing return expression, expects \`int\`
function g() -> int? { let x = 1; }
function h() -> null { }
function i() -> null { return; }
function j() -> int { return; }
//                    ^^^^^^^ E0001 expected \`int\`, found \`null\`
function k() -> int { throw "k"; }
`);
  });

  it("shows the annotation that a value does not fit", () => {
    check(`
function f() -> int {
  let x: string = 1;
//                ^ E0001 expected \`string\`, found \`int\`
  let y: 4 = 3;
//           ^ E0001 expected \`4\`, found \`3\`
  let z: 1 = 1;
  z
}
`);
  });

  it("may shadow what is around it", () => {
    check(`
function g() -> int { 1 }
enum E { A }
class Box { v int }
function f(g: string, E: Box) -> string {
  let n: int = E.v;
  let g = g + "a";
  { let g = 1; g + 1; }
  g
}
`);
  });

  it("has a receiver only as a method", () => {
    check(`
class Pt {
  x int
  function a(self) -> int { self.x + self.b(1) }
  function b(self, n: int) -> int { self.y }
//                                       ^ E0007 type \`Pt\` has no field \`y\`
  function c() -> int { self.x }
//                      ^^^^^^ E0003 unknown variable \`self\`
}
`);
  });

  it("may have the type of a function, an alias or a literal", () => {
    check(`
type Id = string
type Op = (a: int, b: int) -> int
function add(a: int, b: int) -> int { a + b }
function f(op: Op, id: Id) -> Id {
  let s: string = id;
  let n: 3 | 4 = 3;
  baml.unstable.string(op(1, 2)) + id
}
function g() -> string { f(add, "x") }
`);
  });

  it("returns no media from a model", () => {
    check(`
function Ask(q: string) -> image {
//                         ^^^^^ media-return no reply of a model can be read as \`image\`
  client "openai/gpt-4o"
  prompt #"{{ q }}"#
}
`);
  });
});

describe("a constant", () => {
  it("has the type of its value, in whatever order", () => {
    check(`
let B = A + 1;
let A = 3 * 4;
let C: string = A;
//              ^ E0001 expected \`string\`, found \`int\`
let D = make();
class Pt { x int }
function make() -> Pt { Pt { x: B } }
function main() -> string { D.x }
//                          ^^^ E0001 expected \`string\`, found \`int\`
`);
  });

  it("must not need itself", () => {
    check(`
let A = B;
//  ^ E0068 these constants form a dependency cycle: A -> B -> A
let B = A;
let C: int = f();
//  ^ E0068 these constants form a dependency cycle: C -> f -> C
function f() -> int { C }
let D = [D];
//  ^ E0068 these constants form a dependency cycle: D -> D
function main() -> int { A + B.x + D[0] }
`);
  });

  it("shares its name with nothing else", () => {
    check(`
let A = 1;
//  ^ E0011 duplicate constant \`A\`
function A() -> int { 1 }
//       ^ E0011 duplicate function \`A\`
`);
  });
});
