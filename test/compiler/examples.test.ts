import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compiled, runText, toJson } from "./compiled";

/** The programs of section 10 of the language's specification, with what they come to. */
interface Example {
  readonly number: string;
  readonly title: string;
  readonly expectation: string;
  readonly text: string;
}

describe("the example programs", () => {
  for (const example of examples()) {
    const { number, title, expectation, text } = example;
    const value = /\bvalue (?:still )?(?:`([^`]*)`|(\d+))/.exec(expectation);
    const error = /^runtime (error|panic) \*([^*]+)\*(?:, line (\d+))?/.exec(expectation);
    if (value)
      it(`${number} give a value: ${title}`, () => checkValue(text, value[1] ?? value[2]!));
    else if (error) it(`${number} fail: ${title}`, () => checkError(text, error));
    else it(`${number} compile: ${title}`, () => void compiled(text));
  }
});

function examples(): readonly Example[] {
  const all = readFileSync(join(__dirname, "../examples/language.baml.txt"), "utf8");
  return all
    .split(/^\/\/! /m)
    .slice(1)
    .map((part) => {
      const [head, ...lines] = part.split("\n");
      const [number, title, expectation] = head!.split(" | ");
      return { number: number!, title: title!, expectation: expectation!, text: lines.join("\n") };
    });
}

function checkValue(text: string, expected: string): void {
  const { value, error } = runText(text);
  assert.equal(error, undefined);
  assert.deepEqual(toJson(value!), JSON.parse(expected));
}

function checkError(text: string, [, kind, message, line]: RegExpExecArray): void {
  const { error } = runText(text);
  assert(error);
  assert.equal(error.kind === "panic", kind === "panic");
  assert(error.message.startsWith(message!), error.message);
  if (line) assert.match(error.stack!.split("\n").at(-1)!, new RegExp(`:${line}\\)$`));
}
