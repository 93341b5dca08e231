import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Op, type Program, reachable } from "../../server/bytecode";
import { compiled } from "./compiled";

describe("broken text", () => {
  it("compiles at every prefix of the examples, and never runs where it lost its meaning", () => {
    for (const text of examples()) {
      for (let end = 0; end < text.length; end += 13) check(text.slice(0, end));
    }
  });

  it("compiles with any word left out", () => {
    for (const text of examples()) {
      const words = [...text.matchAll(/\w+|[^\w\s]/g)];
      for (let at = 0; at < words.length; at += 7) {
        const { index, 0: word } = words[at]!;
        check(text.slice(0, index) + text.slice(index + word.length));
      }
    }
  });

  it("is reached from code that builds on it, though that has no errors of its own", () => {
    const program = compiled(`class P {
  x Missing
  function origin() - { P { x: 0 } }
}
function main() -> int { let p = P.origin(); p.x.y.z() }`);
    const codes = reachable(program, "main").problems.map(({ code }) => code);
    assert.deepEqual(codes.sort(), ["E0002", "E0010"]);
  });

  it("keeps its errors with the item that ends before them", () => {
    const program = compiled("function f() -> int {\n  throw\nfunction main() -> int { f() }");
    assert.notDeepEqual(reachable(program, "main").problems, []);
  });
});

function examples(): readonly string[] {
  const all = readFileSync(join(__dirname, "../examples/language.baml.txt"), "utf8");
  return all.split(/^\/\/! .*\n/m).slice(1);
}

/** Code without its meaning begins with `Unreachable`, and is never reached without a problem. */
function check(text: string): void {
  const program = compiled(text);
  for (const { code } of program.functions) {
    const { functions, problems } = reachable(program, code.name);
    if (problems.length > 0) continue;
    for (const name of functions) assert.notEqual(firstOp(program, name), Op.Unreachable, text);
  }
}

function firstOp(program: Program, name: string): number | undefined {
  return program.functions.find(({ code }) => code.name === name)?.code.code[0];
}
