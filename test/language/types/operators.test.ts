import { check } from "../analyzed";

describe("an operator", () => {
  it("adds numbers and joins strings", () => {
    check(`
function f(n: int, x: float, s: string, l: 1 | 2, o: int?) -> float {
  let a: int = n + l;
  let b: int = n + x;
//             ^^^^^ E0001 expected \`int\`, found \`float\`
  let c: string = s + "a";
  s + n;
//^^^^^ E0004 cannot apply \`+\` to \`string\` and \`int\`
  s - s;
//^^^^^ E0004 cannot apply \`-\` to \`string\` and \`string\`
  n + o;
//^^^^^ E0004 cannot apply \`+\` to \`int\` and \`int?\`
  true + false;
//^^^^^^^^^^^^ E0004 cannot apply \`+\` to \`bool\` and \`bool\`
  n % 2 * x / 3
}
`);
  });

  it("compares numbers with numbers and strings with strings", () => {
    check(`
function f(n: int, x: float, s: string) -> bool {
  n < x;
  s >= "a";
  s < n;
//^^^^^ E0004 cannot apply \`<\` to \`string\` and \`int\`
  true > false;
//^^^^^^^^^^^^ E0004 cannot apply \`>\` to \`bool\` and \`bool\`
  n == s && s != null
}
`);
  });

  it("wants bools for logic and ints for bits", () => {
    check(`
function f(n: int, x: float, b: bool?) -> bool {
  n && true;
//^^^^^^^^^ E0004 cannot apply \`&&\` to \`int\` and \`bool\`
  b || true;
//^^^^^^^^^ E0004 cannot apply \`||\` to \`bool?\` and \`bool\`
  n | x;
//^^^^^ E0004 cannot apply \`|\` to \`int\` and \`float\`
  n & 3 == 3;
//^^^^^^^^^^ E0004 cannot apply \`&\` to \`int\` and \`bool\`
  (n & 3 ^ 1 << n >> 2) == 3
}
`);
  });

  it("of one side negates numbers and any truth", () => {
    check(`
type Count = int
function f(n: Count, s: string) -> int {
  let b: bool = !s;
  -s;
//^^ E0004 cannot apply \`-\` to \`string\`
  ~n;
//^^ E0004 cannot apply \`~\` to \`Count\`
  let x: float = -1.5;
  ++n;
  --n
}
`);
  });

  it("is silent on a mistake of one side, and never when one side is", () => {
    check(`
function fail() -> int { throw "a" }
function f() -> int {
  nope + 1 - "a";
//^^^^ E0003 unknown variable \`nope\`
  let x: string = 1 + fail();
  1
//^ dead-code unreachable code: 1 statement after diverging statement
}
`);
  });

  it("works on unions of numbers", () => {
    check(`
function f(n: int | float) -> float { n + 1 }
`);
  });
});
