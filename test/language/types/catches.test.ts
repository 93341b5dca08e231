import { check } from "../analyzed";

const THROWERS = `
class Lost { id int }
enum Mode { On Off }
function lost() -> int { throw Lost { id: 1 } }
function many(n: int) -> int {
  if (n == 1) { throw "s"; }
  if (n == 2) { throw 2; }
  if (n == 3) { throw Mode.Off; }
  lost()
}
`;

describe("a catch", () => {
  it("warns of arms for what is not thrown", () => {
    check(`${THROWERS}
function f() -> int {
  many(1) catch (e) {
    bool => 1,
//  ^^^^ E0095 unreachable catch arm
    Mode.On => 2,
//  ^^^^^^^ E0095 unreachable catch arm
    Lost => e.id,
    x: Lost => 3,
//  ^^^^^^^ E0095 unreachable catch arm
    "s" => 4,
    1.5 => 5,
//  ^^^ E0095 unreachable catch arm
    _ => 6,
  }
}
`);
  });

  it("passes on to the next clause what it leaves, and what its arms throw", () => {
    check(`${THROWERS}
function f() -> int throws never {
  many(1) catch (e) {
    string => throw true,
  } catch (e) {
    b: bool => 1,
    string => 2,
//  ^^^^^^ E0095 unreachable catch arm
  } catch_all (e) {
    int => 3,
    Mode => 4,
    Lost => e.id,
  }
}
`);
  });

  it("must handle all when it says so", () => {
    check(`${THROWERS}
function f() -> int {
  many(1) catch_all (e) {
//^^^^^^^^^^^^^^^^^^^^^^^ E0094 non-exhaustive catch chain: unhandled throw types \`Lost\`, \`Mode.Off\`
    string => 1,
    int => 2,
  }
}
`);
  });

  it("handles a literal only in part", () => {
    check(`
function f() -> int {
  (throw "a") catch_all (e) {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0094 non-exhaustive catch chain: unhandled throw types \`string\`
    "a" => 1,
  }
}
`);
  });

  it("binds the union of what may arrive", () => {
    check(`${THROWERS}
function f() -> int {
  many(1) catch (e) {
    string => { let s: bool = e; 1 },
//                            ^ E0001 expected \`bool\`, found \`string\`
    other => { let o: bool = other; 2 },
//                           ^^^^^ E0001 expected \`bool\`, found \`Lost | Mode | int\`
  }
}
`);
  });

  it("has the type of its body and its arms", () => {
    check(`${THROWERS}
function some(n: int) -> int { if (n > 1) { many(n) } else { n } }
function f() -> string {
  let x = some(1) catch (e) { _ => "a" };
  let y: bool = x;
//              ^ E0001 expected \`bool\`, found \`int | string\`
  let z: bool = many(1) catch (e) { _ => "a" };
//                                       ^^^ E0001 expected \`bool\`, found \`string\`
  some(2) catch (e) { _ => "b" }
//^^^^^^^ E0001 expected \`string\`, found \`int\`
}
`);
  });

  it("does not come through when neither body nor arms do", () => {
    check(`
function f() -> int {
  (throw "a") catch (e) { _ => throw e };
  1
//^ dead-code unreachable code: 1 statement after diverging statement
}
`);
  });

  it("allows no pattern for anything with a type", () => {
    check(`${THROWERS}
function f() -> int {
  many(1) catch (e: any) { x: unknown => 1, _: any => 2, unknown => 3, _ => 4 }
//               ^^^^^^ E0093 type \`any\` is not allowed in catch bindings
//                         ^^^^^^^^^^ E0093 type \`unknown\` is not allowed in catch bindings
//                                          ^^^^^^ E0093 type \`any\` is not allowed in catch bindings
//                                                       ^^^^^^^ E0093 type \`unknown\` is not allowed in catch bindings
}
`);
  });
});

describe("a throws clause", () => {
  it("must cover what is thrown, and no more", () => {
    check(`${THROWERS}
type Failure = Lost | string
function a() -> int throws Failure | int | Mode.Off { many(1) }
function b() -> int throws Failure { many(1) }
//                  ^^^^^^^^^^^^^^ E0096 function throws types not covered: \`Mode.Off\`, \`int\`
function c() -> int throws Failure | int | Mode | bool? { many(1) }
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0097 declaration includes types never thrown: \`Mode.On\`, \`bool\`, \`null\`
function d(m: Mode) -> int throws Mode { throw m }
function e(m: Mode) -> int throws Mode.On { throw m }
//                         ^^^^^^^^^^^^^^ E0096 function throws types not covered: \`Mode\`
function g() -> int throws string { 1 }
function h() -> int throws Mode.Of | Nope { 1 }
//                              ^^ E0064 unknown variant \`Of\` for enum \`Mode\`
//                                   ^^^^ E0002 unknown type \`Nope\`
`);
  });

  it("is all that callers see of a function", () => {
    check(`
function a() -> int throws string { throw "a" }
function b() -> int throws int {
//                  ^^^^^^^^^^ E0096 function throws types not covered: \`string\`
//                  ^^^^^^^^^^ E0097 declaration includes types never thrown: \`int\`
  throw "b"
}
function c() -> int throws string {
//                  ^^^^^^^^^^^^^ E0096 function throws types not covered: \`int\`
  a() + b()
}
`);
  });

  it("is checked against what functions throw that call each other", () => {
    check(`
function even(n: int) -> bool throws never {
//                            ^^^^^^^^^^^^ E0096 function throws types not covered: \`int\`, \`string\`
  if (n == 0) { true } else { odd(n - 1) }
}
function odd(n: int) -> bool {
  if (n < 0) { throw "negative"; }
  if (n == 7) { throw 7; }
  if (n == 0) { false } else { step(n - 1) }
}
function step(n: int) -> bool { if (n > 100) { odd(n) } else { even(n) } }
`);
  });

  it("counts what a caught binding may hold when it is thrown again", () => {
    check(`${THROWERS}
function f() -> int throws Lost | Mode {
//                  ^^^^^^^^^^^^^^^^^^ E0097 declaration includes types never thrown: \`Mode.On\`
  many(1) catch (e) {
    string => 1,
    int => 2,
    other => throw other,
  }
}
`);
  });
});

describe("a function that never returns", () => {
  it("has calls of type never", () => {
    check(`
function fail() -> int { throw "no" }
function again() -> int { fail() }
function loop(n: int) -> int { loop(n) }
function f(b: bool) -> string {
  let x = if (b) { again() } else { "a" };
  x
}
function g() -> string { again(); }
function h() -> string { loop(1) }
//                       ^^^^^^^ E0001 expected \`string\`, found \`int\`
`);
  });
});
