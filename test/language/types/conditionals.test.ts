import { check } from "../analyzed";

describe("an if", () => {
  it("joins the widened types of its branches", () => {
    check(`
function f(b: bool) -> int {
  let x = if (b) { 1 } else { 2 };
  x = 3;
  let y = if (b) { 1 } else { "a" };
  let z: bool = y;
//              ^ E0001 expected \`bool\`, found \`int | string\`
  let w = if (b) { 1 } else { return 2; };
  w + x
}
`);
  });

  it("hands what is required on to its branches", () => {
    check(`
function f(b: bool) -> "yes" | "no" {
  if (b) { "yes" } else if (!b) { "nope" } else { "no" }
//                                ^^^^^^ E0001 expected \`"yes" | "no"\`, found \`string\`
}
`);
  });

  it("without else may be null", () => {
    check(`
function g(b: bool) -> int? { if (b) { 1 } }
function f(b: bool) -> int {
  let x = if (b) { 1 };
  let y: int = x;
//             ^ E0001 expected \`int\`, found \`int | null\`
  if (b) { 1 }
//^^^^^^^^^^^^ E0001 expected \`int\`, found \`null\`
}
`);
  });

  it("takes a condition of any type", () => {
    check(`
function f(n: int, s: string?, xs: int[]) -> int {
  if (n) { 1 } else if (s) { 2 } else if (xs) { 3 } else { 4 }
}
`);
  });

  it("as a statement may have branches of any type", () => {
    check(`
function f(b: bool) -> int {
  if (b) { 1 } else { "a" };
  if (b) { "x" }
  2
}
`);
  });

  it("needs a value in each branch where one is required", () => {
    check(`
function f(b: bool) -> int {
  if (b) { 1 } else { let x = 1; }
//                  ^^^^^^^^^^^^^^ E0001 expected \`int\`, found \`void\`
}
`);
  });
});

describe("a block", () => {
  it("has the value of its tail", () => {
    check(`
function f() -> int {
  let a = { let b = 1; b };
  let c: string = { 1 };
//                  ^ E0001 expected \`string\`, found \`int\`
  b;
//^ E0003 unknown variable \`b\`
  a
}
`);
  });

  it("is dead behind a statement that does not come through", () => {
    check(`
function g() -> int { throw "no" }
function f(b: bool) -> int {
  if (b) {
    return 1;
    let x = 2;
//  ^^^^^^^^^^ dead-code unreachable code: 2 statements after diverging statement
    x = 3;
  }
  if (b) { return 1; } else { throw "a"; }
  g();
//^^^^ dead-code unreachable code: 1 statement after diverging statement
}
`);
  });
});
