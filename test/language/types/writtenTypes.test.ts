import { check } from "../analyzed";

describe("a written type", () => {
  it("must be known, wherever it stands", () => {
    check(`
class A {
  x Nope[]
//  ^^^^ E0002 unknown type \`Nope\`
  y map<string, Nape?>
//              ^^^^ E0002 unknown type \`Nape\`
  z: baml.http.Reqest
//   ^^^^^^^^^^^^^^^^ E0002 unknown type \`baml.http.Reqest\`
}
type B = A | Nipe
//           ^^^^ E0002 unknown type \`Nipe\`
function f(a: any, b: (Nupe) -> int, c: baml.http.Request) -> Nepe {
//            ^^^ E0002 unknown type \`any\`
//                     ^^^^ E0002 unknown type \`Nupe\`
//                                                            ^^^^ E0002 unknown type \`Nepe\`
  let x: Nyme = 1;
//       ^^^^ E0002 unknown type \`Nyme\`
  x
}
template_string T(a: Nope) #"x"#
//                   ^^^^ E0002 unknown type \`Nope\`
`);
  });

  it("may be used before it is declared, also in another file", () => {
    check(`
function f(a: A) -> B { a.b }
class A { b B }
//- other.baml
enum B { X }
`);
  });

  it("has strings, enums and string literals for map keys", () => {
    check(`
enum E { X }
type Key = "a" | E | string
class A {
  a map<Key, int>
  b map<int, int>
//  ^^^^^^^^^^^^^ E0067 invalid type \`int\` for map key
  c map<string | int, int>
//  ^^^^^^^^^^^^^^^^^^^^^^ E0067 invalid type \`string | int\` for map key
  d map<string>
//  ^^^^^^^^^^^ E0039 map<K, V> requires exactly 2 type parameters, found 1
  e map
//  ^^^ E0039 map<K, V> requires exactly 2 type parameters, found 0
  f map<Nope, int>
//      ^^^^ E0002 unknown type \`Nope\`
}
`);
  });

  it("of a generic class takes arguments that mean nothing", () => {
    check(`
class Box<T> { v T m map<string, T> function get(self) -> T { self.v } }
class Plain { x int }
function f(b: Box<int>, p: Plain<int>) -> int {
//            ^^^^^^^^ generic-arguments the type arguments of \`Box\` are ignored
//                         ^^^^^ E0002 unknown type \`Plain<…>\`
  let v: unknown = b.get();
  b.v + 1
//^^^^^^^ E0004 cannot apply \`+\` to \`unknown\` and \`int\`
}
`);
  });

  it("in a test's type builder knows the other types of the builder", () => {
    check(`
class Person { name string @@dynamic }
test T {
  functions [f]
  type_builder {
    class Pet { owner Person tone Tone }
    enum Tone { Warm }
    type Pets = Pet[]
    dynamic class Person { pets Pets nope Nope }
//                                        ^^^^ E0002 unknown type \`Nope\`
  }
  args { }
}
function f() -> Pet { throw "a" }
//              ^^^ E0002 unknown type \`Pet\`
`);
  });
});
