import { check } from "../analyzed";

describe("a match", () => {
  it("covers bools, null, literals and variants one by one", () => {
    check(`
enum E { A B C }
function f(b: bool, o: E?, l: "x" | "y" | 3) -> int {
  match (b) { true => 1 };
//^^^^^^^^^^^^^^^^^^^^^^^ E0062 non-exhaustive match on \`bool\`: missing cases \`false\`
  match (o) { E.A | E.C => 1 };
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0062 non-exhaustive match on \`E?\`: missing cases \`E.B\`, \`null\`
  match (l) { "x" => 1, 3 => 2 };
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0062 non-exhaustive match on \`"x" | "y" | 3\`: missing cases \`"y"\`
  match (o) { E => 1, null => 2 };
  match (l) { s: string => 1, _: int => 2 };
  match (b) { x: true => 1, false => 2 }
}
`);
  });

  it("covers unbounded types as a whole", () => {
    check(`
class Dog { n int }
class Cat { n int }
type Pet = Dog | Cat
function f(n: int, s: string | int[], p: Pet?) -> int {
  match (n) { 1 => 1, 2 => 2 };
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0062 non-exhaustive match on \`int\`: missing cases \`int\`
  match (s) { string => 1, _: int[] => 2 };
  match (s) { string => 1 };
//^^^^^^^^^^^^^^^^^^^^^^^^^ E0062 non-exhaustive match on \`string | int[]\`: missing cases \`int[]\`
  match (p) { Dog => 1, null => 2 };
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0062 non-exhaustive match on \`Pet?\`: missing cases \`Cat\`
  match (p) { Pet => 1, null => 2 }
}
`);
  });

  it("goes by the annotation where there is one", () => {
    check(`
function f(n: int) -> int {
  match (n: int | string) { int => 1 };
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0062 non-exhaustive match on \`int | string\`: missing cases \`string\`
  match (n: string) { s => 1 };
//       ^ E0001 expected \`string\`, found \`int\`
  match (n: Missing) { int => 1 }
//          ^^^^^^^ E0002 unknown type \`Missing\`
}
`);
  });

  it("reports arms that nothing reaches", () => {
    check(`
enum E { A B }
function f(e: E, n: int, b: bool) -> int {
  match (e) { E.A => 1, E.B => 2, _ => 3 };
//                                ^ E0063 unreachable match arm
  match (e) { E.A => 1, E.A => 2, _ => 3 };
//                      ^^^ E0063 unreachable match arm
  match (n) { x => 1, y if y > 1 => 2 };
//                    ^ E0063 unreachable match arm
  match (n) { 1 | 2 => 1, 2 => 2, 2 | 3 => 3, int => 4, 5 => 5 };
//                        ^ E0063 unreachable match arm
//                                                      ^ E0063 unreachable match arm
  match (n) { string => 1, int => 2 };
  match (b) { x if true => 1, true => 2, false => 3 }
}
`);
  });

  it("has the type of its arms, without repetitions and never", () => {
    check(`
function f(n: int) -> int {
  let x = match (n) { 1 => "a", 2 => "b", _ => { return 3; } };
  x = "c";
  let y = match (n) { 1 => "a", _ => true };
  let z: int = y;
//             ^ E0001 expected \`int\`, found \`string | bool\`
  match (n) { 1 => 1, _ => "two" }
//                         ^^^^^ E0001 expected \`int\`, found \`string\`
}
`);
  });

  it("binds what its patterns name, in the arm alone", () => {
    check(`
class A { n int }
function f(v: A | int | string) -> int {
  match (v) {
    a: A => a.n,
    n: int if n > 1 => n,
    (x | 1) => x,
//             ^ E0003 unknown variable \`x\`
    other => { let w: bool = other; 1 },
//                           ^^^^^ E0001 expected \`bool\`, found \`A | int | string\`
//  ^^^^^ E0063 unreachable match arm
  };
  a.n
//^^^ E0003 unknown variable \`a\`
}
`);
  });

  it("needs a bool for a guard", () => {
    check(`
function f(n: int) -> int {
  match (n) { x if 1 => 1, _ => 2 }
//                 ^ E0001 expected \`bool\`, found \`int\`
}
`);
  });

  it("reports unknown variants, enums and types in patterns", () => {
    check(`
enum E { Apple }
class C { x int }
function f(e: E) -> int {
  match (e) { E.Aple => 1 };
//              ^^^^ E0064 unknown variant \`Aple\` for enum \`E\`
  match (e) { Nope.A => 1 };
//            ^^^^ E0002 unknown type \`Nope\`
  match (e) { x: Nope => 1 };
//               ^^^^ E0002 unknown type \`Nope\`
  match (e) { C.x => 1 }
//            ^ E0002 unknown type \`C\`
}
`);
  });

  it("on something unknown stays silent", () => {
    check(`
function f() -> int {
  match (nope) { 1 => 1 }
//       ^^^^ E0003 unknown variable \`nope\`
}
`);
  });
});
