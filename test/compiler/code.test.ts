import assert from "node:assert/strict";
import { disassemble, type Program } from "../../server/bytecode";
import { Compiler } from "../../server/compiler";
import { analyze, parseFile } from "../../server/language";
import { compiled, functionNamed } from "./compiled";

describe("compiled code", () => {
  it("of a condition jumps without values in between", () => {
    check(
      `function main(a: int, b: bool) -> int { if (a < 3 && (b || a != 2)) { return 1; } 0 }`,
      `
function main(a, b) stack 2
      0  load_local a
      2  int 3
      4  jump_unless_less L2
      6  load_local b
      8  jump_if_truthy L1
     10  load_local a
     12  int 2
     14  jump_unless_not_equal L2
  L1:
     16  int 1
     18  return
  L2:
     19  int 0
     21  return`,
    );
  });

  it("of a loop leads back once, at its end", () => {
    check(
      `function main(xs: int[]) -> int { let n = 0; for (let x in xs) { n += x; } n }`,
      `
function main(xs) stack 2
      0  int 0
      2  store_local n
      4  load_local xs
      6  each_start $items
  L1:
      8  each_next $items L2
     11  store_local x
     13  load_locals n x
     16  add
     17  store_local n
     19  loop L1
  L2:
     21  load_local n
     23  return`,
    );
  });

  it("adds an int to a local in one instruction, but not across the end of a turn", () => {
    check(
      `function main(n: int) -> int { for (let i = 0; ; i += 2) { if (i == n) { return i; } i += n; } 0 }`,
      `
function main(n) stack 2
      0  int 0
      2  store_local i
  L1:
      4  load_locals i n
      7  jump_unless_equal L2
      9  load_local i
     11  return
  L2:
     12  load_locals i n
     15  add
     16  store_local i
     18  add_to_local i 2
     21  loop L1`,
    );
  });

  it("of a catch keeps its handlers in tables, and nothing in the way", () => {
    check(
      `function f() -> int throws int { throw 1 }
function main() -> int { 1 + (f() catch (e) { n: int => n } catch (e) { _ => 2 }) }`,
      `
function main() stack 2
      0  int 1
      2  call f 0
      5  jump L4
  L1:
      7  caught $error
      9  store_local $caught
     11  load_local $caught
     13  store_local e
     15  load_local $caught
     17  test int
     19  jump_if_falsy L2
     21  load_local $caught
     23  store_local n
     25  load_local n
     27  jump L4
  L2:
     29  rethrow $error
  L3:
     31  caught $error
     33  store_local $caught
     35  load_local $caught
     37  store_local e
     39  int 2
     41  jump L4
  L4:
     43  add
     44  return
  errors in 2..7 go to L1 at height 1 in $error
  errors in 7..31 go to L3 at height 1 in $error`,
    );
  });

  it("of an LLM function asks the model", () => {
    const program = compiled(
      'function Ask(q: string) -> string { client "openai/gpt-4o" prompt #"{{ q }}"# }',
    );
    assert.equal(
      text(disassemble(functionNamed(program, "Ask").code)),
      "llm function Ask(q) stack 1\n      0  ask_model\n      1  return",
    );
  });

  it("has no trace flag and one call instruction a form (B-V4)", () => {
    const program = compiled(`function inner() -> int { 1 }
function main(f: () -> int) -> int { inner() + f() }`);
    const { code } = functionNamed(program, "main");
    assert.deepEqual(
      Object.keys(code).filter((key) => /trace|span/i.test(key)),
      [],
    );
    const calls = disassemble(code).match(/call\w*/g);
    assert.deepEqual(calls, ["call", "call_indirect"]);
  });

  it("says where each call and each error is, counted from its item", () => {
    const source = "\n\nfunction f(a: int, b: int) -> int { f(a, b) / b }";
    const { code, itemStart } = functionNamed(compiled(source), "f");
    const places = [...code.places];
    const shown: string[] = [];
    for (let at = 0; at < places.length; at += 3) {
      shown.push(source.slice(itemStart + places[at + 1]!, itemStart + places[at + 2]!));
    }
    assert(shown.includes("f(a, b)") && shown.includes("f(a, b) / b"), shown.join(" | "));
  });
});

describe("the compiler", () => {
  const source = `class P { a int }
type Amount = int
function f(p: P) -> int { p.a }
function g(n: Amount) -> int { f(P { a: n }) }`;

  it("keeps the code of items that did not change, wherever they stand", () => {
    const [before, after] = edited(source, `// moved\n\n${source}`);
    for (const name of ["f", "g"]) {
      assert.equal(functionNamed(after, name).code, functionNamed(before, name).code);
    }
    const distance = functionNamed(after, "f").itemStart - functionNamed(before, "f").itemStart;
    assert.equal(distance, 10);
    assert.notEqual(after.hash, before.hash);
  });

  it("compiles an item again when its text changes, or what it names", () => {
    const [before, after] = edited(source, source.replace("p.a", "p.a + 1"));
    assert.notEqual(functionNamed(after, "f").code, functionNamed(before, "f").code);
    assert.equal(functionNamed(after, "g").code, functionNamed(before, "g").code);

    const [, other] = edited(source, source.replace("Amount = int", "Amount = 1 | 2"));
    assert.equal(functionNamed(other, "g").code.params[0]!.shape.kind, "union");
  });

  it("gives the same digest for the same sources", () => {
    assert.equal(compiled(source).hash, compiled(source).hash);
  });

  it("makes programs that survive a structured clone", () => {
    const program = compiled(source);
    assert.deepEqual(structuredClone(program), program);
  });
});

/** Two states of one file, as an editor brings them about. */
function edited(before: string, after: string): readonly [Program, Program] {
  const compiler = new Compiler();
  const tree = parseFile(before);
  const analysis = analyze([{ path: "main.baml", tree }]);
  const first = compiler.compile(analysis);
  const next = analyze([{ path: "main.baml", tree: parseFile(after, tree) }], analysis);
  return [first, compiler.compile(next)];
}

/** The disassembly of `main`. */
function check(source: string, expected: string): void {
  assert.equal(text(disassemble(functionNamed(compiled(source), "main").code)), expected.slice(1));
}

function text(disassembly: string): string {
  return disassembly.replace(/ +$/gm, "");
}
