import { check } from "../analyzed";

describe("a name", () => {
  it("is given once in a project, whatever the kinds and files", () => {
    check(`
class Foo { a int }
//    ^^^ E0011 duplicate class \`Foo\`
client<llm> Bar { provider openai options { model "m" } }
//          ^^^ E0011 duplicate client \`Bar\`
//- second.baml
enum Foo { A }
//   ^^^ E0011 duplicate enum \`Foo\`
function Bar() -> int { 1 }
//       ^^^ E0011 duplicate function \`Bar\`
type Foo = int
//   ^^^ E0011 duplicate type alias \`Foo\`
`);
  });

  it("of a test is free as long as the functions differ", () => {
    check(`
function f() -> int { 1 }
function g() -> int { 1 }
test f { functions [f] args { } }
test T { functions [f] args { } }
//   ^ E0011 duplicate test \`T\` for function \`f\`
test T { functions [g] args { } }
//   ^ E0011 duplicate test \`T\` for function \`g\`
test T { functions [f, g] args { } }
//   ^ E0011 duplicate test \`T\` for function \`f\`
//   ^ E0011 duplicate test \`T\` for function \`g\`
test U { functions [g, g] args { } }
//                     ^ E0011 duplicate test \`U\` for function \`g\`
`);
  });
});

describe("a member", () => {
  it("is given once in its class or enum", () => {
    check(`
class A {
  x int
  x string
//^ E0012 duplicate field \`x\` in class \`A\`
  function m(self) -> int { 1 }
  function m(self) -> int { 2 }
//         ^ E0093 duplicate method \`m\` in class \`A\`
}
enum E { A B A }
//           ^ E0013 duplicate variant \`A\` in enum \`E\`
`);
  });

  it("has no part in the names of other kinds", () => {
    check(`
class A { m int function m(self) -> int { 1 } }
`);
  });
});

describe("an item", () => {
  it("has no name of a generated type", () => {
    check(`
class stream_A { x int }
//    ^^^^^^^^ E0100
//    ^^^^^^^^ V101
enum stream_B { X }
//   ^^^^^^^^ E0100
//   ^^^^^^^^ V101
type stream_C = int
//   ^^^^^^^^ E0100
//   ^^^^^^^^ V101
function stream_d() -> int { 1 }
//       ^^^^^^^^ E0100
`);
  });
});
