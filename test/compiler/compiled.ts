/** Programs from BAML text, for tests of the compiler and of what compiled code does. */
import assert from "node:assert/strict";
import { unchecked, type Value } from "../../server/base";
import {
  greatestHeight,
  type Program,
  type ProgramFunction,
  reachable,
} from "../../server/bytecode";
import { Compiler } from "../../server/compiler";
import { analyze, parseFile } from "../../server/language";
import { fixture } from "../support/fixture";
import { type Outcome, type RunOptions, run } from "../vm/run";

/** Every function in it has been checked for its stack heights. */
export function compiled(text: string, compiler = new Compiler()): Program {
  const files = [...fixture(text).files].map(([path, source]) => ({
    path,
    tree: parseFile(source),
  }));
  const program = compiler.compile(analyze(files));
  for (const { code } of allFunctions(program)) {
    assert.equal(greatestHeight(code.code, code.handlers), code.maxStack, code.name);
  }
  return program;
}

/** Compiles and runs `main`, which may have no errors that forbid it. */
export function runText(text: string, options: RunOptions = {}): Outcome {
  const program = compiled(text);
  assert.deepEqual(reachable(program, options.entry ?? "main").problems, []);
  return run(program, options);
}

export function functionNamed(program: Program, name: string): ProgramFunction {
  const found = allFunctions(program).find(({ code }) => code.name === name);
  assert(found, `no function ${name}`);
  return found;
}

/** As the command line prints results. */
export function toJson(value: Value): unknown {
  const plain = unchecked(value);
  if (plain === null || typeof plain !== "object") return plain;
  if (isList(plain)) return plain.map(toJson);
  switch (plain.kind) {
    case "float":
      return plain.value;
    case "map":
      return Object.fromEntries(plain.entries.map(([key, item]) => [key, toJson(item)]));
    case "instance":
      return Object.fromEntries(plain.fields.map(([key, item]) => [key, toJson(item)]));
    case "variant":
      return plain.name;
    default:
      return plain;
  }
}

function allFunctions(program: Program): readonly ProgramFunction[] {
  return [...program.functions, ...program.globals];
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
