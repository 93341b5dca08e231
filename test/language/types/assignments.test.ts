import { check } from "../analyzed";

describe("an assignment", () => {
  it("must fit the type of its target", () => {
    check(`
class Box { n int }
function f(xs: int[], m: map<string, bool>, b: Box) -> int {
  let x = 1;
  x = "one";
//    ^^^^^ E0001 expected \`int\`, found \`string\`
  xs[0] = true;
//        ^^^^ E0001 expected \`int\`, found \`bool\`
  m["a"] = 1;
//         ^ E0001 expected \`bool\`, found \`int\`
  b.n = null;
//      ^^^^ E0001 expected \`int\`, found \`null\`
  x
}
`);
  });

  it("may store into what a call returns", () => {
    check(`
class Box { n int }
function box() -> Box { Box { n: 1 } }
function f() -> int {
  box().n += 1;
  box().n = "a";
//          ^^^ E0001 expected \`int\`, found \`string\`
  1
}
`);
  });

  it("must fit the declared type, also where the local is narrowed", () => {
    check(`
function f(x: int?) -> int {
  if (x != null) {
    x = null;
    x = "a";
//      ^^^ E0001 expected \`int?\`, found \`string\`
  }
  1
}
`);
  });

  it("with an operator reports the value first, then the operator", () => {
    check(`
function f() -> int {
  let n = 1;
  n += "a";
//     ^^^ E0001 expected \`int\`, found \`string\`
  let b = true;
  b += false;
//^^^^^^^^^^ E0004 cannot apply \`+=\` to \`bool\` and \`bool\`
  let s = "a";
  s += "b";
  let q = 1.5;
  q *= 2;
  n <<= 2;
  n
}
`);
  });

  it("needs a place to store to", () => {
    check(`
enum Lamp { On }
let LIMIT = 3;
class Box { n int function twice(self) -> int { 2 * self.n } }
function box() -> Box { Box { n: 1 } }
function g() -> int { 1 }
function f() -> int {
  g() = 2;
//^^^ E0010 invalid assignment target
  LIMIT = 4;
//^^^^^ E0010 invalid assignment target
  Lamp.On = 1;
//^^^^^^^ E0010 invalid assignment target
  box().n = 1;
  box().twice = 1;
//      ^^^^^ E0006 the method \`twice\` must be called
  missing = 1;
//^^^^^^^ E0003 unknown variable \`missing\`
  1
}
`);
  });
});

describe("a container that starts empty", () => {
  it("takes the type of what is pushed first", () => {
    check(`
function f() -> int {
  let xs = [];
  if (true) { xs.push("a"); }
  xs.push(1);
//        ^ E0001 expected \`string\`, found \`int\`
  xs[0].length()
}
`);
  });

  it("takes the types of what is stored first", () => {
    check(`
function f() -> string {
  let m = {};
  m["a"] = 1;
  m["b"] = "x";
//         ^^^ E0001 expected \`int\`, found \`string\`
  let n = {};
  n.set("k", "v");
  let xs = [];
  xs[0] = "s";
  n["k"] + xs[0]
}
`);
  });

  it("fits every container until then", () => {
    check(`
function g(xs: int[], m: map<string, int>) -> int { xs.length() + m.length() }
function f() -> int {
  let xs = [];
  let m = {};
  let n = xs[0];
  g(xs, m)
}
`);
  });

  it("keeps the type of its annotation", () => {
    check(`
function f() -> int {
  let xs: int[] = [];
  xs.push("a");
//        ^^^ E0001 expected \`int\`, found \`string\`
  xs[0]
}
`);
  });

  it("may be replaced as a whole", () => {
    check(`
function f() -> int[] {
  let xs = [];
  xs = [1, 2];
  xs
}
`);
  });
});
