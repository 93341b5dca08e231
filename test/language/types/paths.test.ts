import { check } from "../analyzed";

describe("a path", () => {
  it("begins with a local, whatever else has its name", () => {
    check(`
enum Lamp { On }
class Box { On int }
function f(Lamp: Box, baml: Box, image: string) -> int {
//                               ^^^^^ V105 \`image\` is a reserved keyword
  Lamp.On + baml.On + image.length()
}
`);
  });

  it("names variants of enums, also through an alias", () => {
    check(`
enum Lamp { On Off }
type L = Lamp
function f() -> Lamp {
  Lamp.Of;
//     ^^ E0064 unknown variant \`Of\` for enum \`Lamp\`
  Lamp;
//^^^^ E0003 unknown variable \`Lamp\`
  L.On
}
`);
  });

  it("is unknown as a whole when its first word is", () => {
    check(`
function g() -> int { 1 }
template_string T() #"x"#
function f() -> int {
  nope.a.b;
//^^^^^^^^ E0003 unknown variable \`nope\`
  g.x;
//^^^ E0003 unknown variable \`g\`
  T.x;
//^^^ E0003 unknown variable \`T\`
  string.length;
//^^^^^^^^^^^^^ E0003 unknown variable \`string\`
  1
}
`);
  });

  it("goes through fields, methods and constants", () => {
    check(`
class In { n int xs int[] }
class Out { inner In function get(self) -> In { self.inner } }
let ORIGIN = Out { inner: In { n: 1, xs: [2] } };
function f(o: Out) -> int {
  o.get().xs[0] + ORIGIN.inner.n + o.inner.xs.length() + ORIGIN.get().n
}
`);
  });

  it("may end at its dot while it is typed", () => {
    check(`
class Box { n int }
function f(b: Box) -> int {
  b.
  }
//^ E0010
`);
  });
});
