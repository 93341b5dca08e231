import { check } from "../analyzed";

describe("a constructor", () => {
  it("must know its fields, name each once and leave none out", () => {
    check(`
class Pt { x int y int z int? }
function f() -> Pt {
  let a = Pt { x: 1, y: 2, w: 3 };
//                         ^ E0007 type \`Pt\` has no field \`w\`
  let b = Pt { x: 1, x: 2, y: 3 };
//                   ^ E0012 duplicate field \`x\` in constructor of \`Pt\`
  let c = Pt { z: 1 };
//        ^^ E0007 class \`Pt\` is missing fields: x, y
  let d = Pt { x: "a", y: 1 };
//                ^^^ E0001 expected \`int\`, found \`string\`
  Pt { ...a, x: 4 }
}
`);
  });

  it("may leave out what can be null, however it is written", () => {
    check(`
type Maybe = int | null
class Pt { a int? b Maybe c null d int | null }
function f() -> Pt { Pt { } }
`);
  });

  it("takes spreads of its own class only", () => {
    check(`
class A { x int }
class B { x int }
function f(a: A, b: B?) -> B {
  B { ...a }
//       ^ E0001 expected \`B\`, found \`A\`
}
`);
  });

  it("makes classes only, also through an alias", () => {
    check(`
class A { x int }
type Alias = A
enum E { V }
function f() -> A {
  let e = E { x: 1 };
//        ^ E0006 \`E\` has no constructor
  let m = Missing { x: nope };
//        ^^^^^^^ E0002 unknown type \`Missing\`
//                     ^^^^ E0003 unknown variable \`nope\`
  Alias { x: 1 }
}
`);
  });

  it("checks its fields whatever is expected of it", () => {
    check(`
class A { x int }
function f() -> string {
  A { x: "a" }
//^^^^^^^^^^^^ E0001 expected \`string\`, found \`A\`
//       ^^^ E0001 expected \`int\`, found \`string\`
}
`);
  });
});
