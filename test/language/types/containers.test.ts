import { check } from "../analyzed";

describe("an array literal", () => {
  it("holds the union of its elements, widened", () => {
    check(`
function f() -> int {
  let xs = [1, "a", 2];
  let ys: bool = xs;
//               ^^ E0001 expected \`bool\`, found \`(int | string)[]\`
  let zs: bool = [[1], []];
//               ^^^^^^^^^ E0001 expected \`bool\`, found \`int[][]\`
  1
}
`);
  });

  it("hands what is required on to its elements", () => {
    check(`
function f() -> ("a" | "b")[] {
  let xs: int[]? = [1, "x"];
//                     ^^^ E0001 expected \`int\`, found \`string\`
  let ys: int[] | string = [true];
//                          ^^^^ E0001 expected \`int\`, found \`bool\`
  ["a", "c"]
//      ^^^ E0001 expected \`"a" | "b"\`, found \`string\`
}
`);
  });
});

describe("a map literal", () => {
  it("has string keys and the union of its values", () => {
    check(`
function f() -> int {
  let m = { "a": 1, b: "x" };
  let n: int = m;
//             ^ E0001 expected \`int\`, found \`map<string, int | string>\`
  1
}
`);
  });

  it("hands what is required on to its keys and values", () => {
    check(`
enum E { V }
function f() -> map<"a" | "b", int> {
  let m: map<E, int> = { "V": 1 };
//                       ^^^ E0001 expected \`E\`, found \`string\`
  { a: 1, c: 2, b: "x" }
//        ^ E0001 expected \`"a" | "b"\`, found \`string\`
//                 ^^^ E0001 expected \`int\`, found \`string\`
}
`);
  });

  it("has one type of key: maps are not assigned to others", () => {
    check(`
function f(m: map<"a", int>) -> map<string, int> {
  m
//^ E0001 expected \`map<string, int>\`, found \`map<"a", int>\`
}
`);
  });
});

describe("an index", () => {
  it("must fit what it indexes", () => {
    check(`
function f(xs: int[], m: map<string, int>, s: string, o: int[]?, n: int) -> int {
  xs["a"];
//   ^^^ E0001 expected \`int\`, found \`string\`
  m[1];
//  ^ E0001 expected \`string\`, found \`int\`
  let c: string = s[0];
  o[0];
//^^^^ E0008 type \`int[]?\` is not indexable
  n[0];
//^^^^ E0008 type \`int\` is not indexable
  xs[0] + m["a"]
}
`);
  });
});
