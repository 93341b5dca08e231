import { check } from "../analyzed";

describe("a loop", () => {
  it("goes over arrays", () => {
    check(`
function f(xs: string[], m: map<string, int>) -> int {
  for (let x in xs) { x.length(); }
  for x in [1, 2] { x + 1; }
  for (let y: float in [1, 2]) { y + 1.5; }
  for (let z: int in xs) { z; }
//                   ^^ E0001 expected \`int\`, found \`string\`
  for (let k in m) { k; }
//              ^ E0007 type \`map<string, int>\` has no field \`length\`
  for (let c in "abc") { c; }
//              ^^^^^ E0007 type \`string\` has no field \`length\`
  1
}
`);
  });

  it("keeps its variables to itself, and its body's from the update", () => {
    check(`
function f() -> int {
  for (let i = 0; i < 3; i += step) { let step = 1; }
//                            ^^^^ E0003 unknown variable \`step\`
  for (let x in [1]) { x; }
  i + x
//^ E0003 unknown variable \`i\`
//    ^ E0003 unknown variable \`x\`
}
`);
  });

  it("is where break and continue belong", () => {
    check(`
function f(b: bool) -> int {
  while (b) { if (b) { break; } else { continue; } }
  if (b) { continue; }
//         ^^^^^^^^^ V131 \`continue\` cannot be used outside of a loop
  for (;;) { break; }
  1
}
`);
  });

  it("never counts as an end", () => {
    check(`
function f() -> int {
//                  ^ E0029 missing return expression, expects \`int\`
  while (true) { return 1; }
}
`);
  });

  it("has no room for reserved words", () => {
    check(`
function f(async: int) -> int {
//         ^^^^^ V105 \`async\` is a reserved keyword
  let box = 1;
//    ^^^ V105 \`box\` is a reserved keyword
  for (let set in [1]) { set; }
//         ^^^ V105 \`set\` is a reserved keyword
  async
}
`);
  });
});
