import { check } from "../analyzed";

describe("a class", () => {
  it("must not need an instance of itself", () => {
    check(`
class Egg { hen Hen }
//    ^^^ E0069 these classes form a dependency cycle: Egg -> Hen -> Egg
class Hen { egg Egg }
class Self { me Self }
//    ^^^^ E0069 these classes form a dependency cycle: Self
class Through { a Alias }
//    ^^^^^^^ E0069 these classes form a dependency cycle: Through
type Alias = Through | Through
`);
  });

  it("may hold itself where there is another way", () => {
    check(`
class Node { next Node? children Node[] byName map<string, Node> either Node | int }
class A { b B | null }
class B { a A }
class C { d C | D }
class D { x int }
`);
  });

  it("needs itself through a union only when all members do", () => {
    check(`
class A { b B | C }
//    ^ E0069 these classes form a dependency cycle: A -> B -> A
class B { a A }
class C { a A }
`);
  });
});

describe("an alias", () => {
  it("leads to itself only through a list or a map", () => {
    check(`
type J = int | J[] | map<string, J>
type K = K?
//   ^ E0068 these aliases form a dependency cycle: K -> K
type Z = Y
type Y = X | int
type X = (Z) -> int
//   ^ E0068 these aliases form a dependency cycle: X -> Z -> Y -> X
function f(j: J, k: K, x: X) -> J { [j, [1], { "a": j }] }
`);
  });

  it("leads to itself, also where a class is on another way", () => {
    check(`
class C { a A }
type A = A | C | int
//   ^ E0068 these aliases form a dependency cycle: A -> A
`);
  });

  it("that leads to itself is compared with others like it", () => {
    check(`
type J = int | J[]
type I = int | I[]
type S = string | S[]
function f(j: J) -> I { j }
function g(j: J) -> S { j }
//                      ^ E0001 expected \`S\`, found \`J\`
function h(j: int[][]) -> J { j }
`);
  });
});
