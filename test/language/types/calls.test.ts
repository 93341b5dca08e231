import { check } from "../analyzed";

describe("a call", () => {
  it("checks each argument and counts them", () => {
    check(`
function f(a: int, b: string) -> int { a }
function main() -> int {
  f("x", 1) + f(1) + f(1, "a", 2) + f()
//  ^^^ E0001 expected \`int\`, found \`string\`
//       ^ E0001 expected \`string\`, found \`int\`
//            ^^^^ E0005 expected 2 arguments, found 1
//                   ^^^^^^^^^^^^ E0005 expected 2 arguments, found 3
//                                  ^^^ E0005 expected 2 arguments, found 0
}
`);
  });

  it("does not count the receiver of a method", () => {
    check(`
class Acc {
  n int
  function add(self, by: int) -> int { self.n + by }
}
function f(a: Acc) -> int {
  a.add() + a.add(1, 2)
//^^^^^^^ E0005 expected 1 argument, found 0
//          ^^^^^^^^^^^ E0005 expected 1 argument, found 2
}
`);
  });

  it("needs something to call", () => {
    check(`
class Box { n int run (int) -> string }
function f(b: Box) -> string {
  let n = 1;
  n();
//^^^ E0006 type \`int\` is not callable
  b.n();
//^^^^^ E0006 type \`int\` is not callable
  b.run(1)
}
`);
  });

  it("works through function values", () => {
    check(`
function inc(n: int) -> int { n + 1 }
function make() -> (int) -> int { inc }
function main() -> int {
  let g = inc;
  let h: (x: int) -> int = inc;
  let bad: (string) -> int = inc;
//                           ^^^ E0001 expected \`(string) -> int\`, found \`(n: int) -> int\`
  make()(1) + g(h(2)) + g("a")
//                        ^^^ E0001 expected \`int\`, found \`string\`
}
`);
  });

  it("reports one mistake once", () => {
    check(`
function f(a: Missing) -> int {
//            ^^^^^^^ E0002 unknown type \`Missing\`
  let x = nothing(1);
//        ^^^^^^^ E0003 unknown variable \`nothing\`
  let y = x + 1;
  y.z.w(a.b);
  f(y) + x
}
`);
  });

  it("of a method without `self` goes through the class", () => {
    check(`
class Pt {
  x int
  function origin() -> Pt { Pt { x: 0 } }
  function len(self) -> int { self.x }
}
function f() -> int {
  let p = Pt.origin();
  Pt.len(p);
//^^^^^^ E0003 unknown variable \`Pt\`
  p.origin();
//  ^^^^^^ E0007 type \`Pt\` has no field \`origin\`
  Pt.nothing();
//^^^^^^^^^^ E0003 unknown variable \`Pt\`
  p.len()
}
`);
  });

  it("takes no method as a value", () => {
    check(`
class Pt {
  x int
  function len(self) -> int { self.x }
}
function f(p: Pt, xs: int[]) -> int {
  let m = p.len;
//          ^^^ E0006 the method \`len\` must be called
  let n = xs.length;
//           ^^^^^^ E0006 the method \`length\` must be called
  1
}
`);
  });

  it("of an LLM function is an ordinary one", () => {
    check(`
function Ask(q: string) -> string {
  client "openai/gpt-4o"
  prompt #"{{ q }}"#
}
template_string Hello(name: string) #"Hi {{ name }}"#
function f() -> string {
  let p = Ask.render_prompt("a");
  let r = Ask.build_request(1);
//                          ^ E0001 expected \`string\`, found \`int\`
  Ask(Hello("b")) + r.url + p.url
//                            ^^^ E0007 type \`baml.llm.PromptAst\` has no field \`url\`
}
`);
  });
});

describe("a builtin", () => {
  it("of an array, a map or a string is checked by what the receiver holds", () => {
    check(`
function f(xs: int[], m: map<string, bool>) -> int {
  xs.concat(["a"]);
//           ^^^ E0001 expected \`int\`, found \`string\`
  let last: int = xs.pop();
//                ^^^^^^^^ E0001 expected \`int\`, found \`int?\`
  let b: bool? = m.get("k");
  let ks: string[] = m.keys();
  m.has(1);
//      ^ E0001 expected \`string\`, found \`int\`
  let words = "a b".split(" ");
  words.join(", ").indexOf("a") + xs.slice(0, 1).at(0)
}
`);
  });

  it("is found by its path, with the receiver first", () => {
    check(`
function f(xs: int[]) -> int {
  baml.Array.push(xs, "a");
//                    ^^^ E0001 expected \`int\`, found \`string\`
  baml.Array.length("a");
//                  ^^^ E0001 expected \`unknown[]\`, found \`string\`
  baaaml.Array.length(xs) + baml.String.length("abc") + baml.math.trunc(2)
}
`);
  });

  it("that does not exist is an unknown variable, named by its root", () => {
    check(`
function f() -> int {
  baml.fetch_as("x");
//^^^^^^^^^^^^^ E0003 unknown variable \`baml\`
  baml.Array.pusk(1);
//^^^^^^^^^^^^^^^ E0003 unknown variable \`baml\`
  baml.http;
//^^^^^^^^^ E0003 unknown variable \`baml\`
  image.from_urls("x");
//^^^^^^^^^^^^^^^ E0003 unknown variable \`image\`
  1
}
`);
  });

  it("infers what it returns from what it is given", () => {
    check(`
class N { v int[] }
function f(n: N) -> int {
  let copy = baml.deep_copy(n);
  copy.v.push(1);
  let s: int = baml.deep_copy("a");
//             ^^^^^^^^^^^^^^^^^^^ E0001 expected \`int\`, found \`string\`
  if (baml.deep_equals(1, 2.0)) { 1 } else { 2 }
}
`);
  });

  it("reads the environment, media and HTTP", () => {
    check(`
function f() -> string {
  let key = env.get("KEY");
  let sure: string = env.get_or_panic("KEY") + env.HOME;
  let i = image.from_url("https://example.com/a.png");
  let j = audio.from_base64("QQ==", null);
  let k: image = j;
//               ^ E0001 expected \`image\`, found \`audio\`
  let r = baml.http.fetch("https://example.com");
  let q = baml.http.Request { method: "GET", url: "u", headers: {}, body: "" };
  let bad = baml.http.Response { status_code: 1 };
//          ^^^^^^^^^^^^^^^^^^ E0006 \`baml.http.Response\` has no constructor
  let t: baml.http.Response = baml.http.send(q);
  let u: string = i.as_url();
//                ^^^^^^^^^^ E0001 expected \`string\`, found \`string?\`
  r.text() + key
//^^^^^^^^^^^^^^ E0004 cannot apply \`+\` to \`string\` and \`string?\`
}
`);
  });

  it("that never returns ends the path", () => {
    check(`
function f() -> int {
  baml.sys.panic("no");
}
`);
  });
});
