/**
 * The example programs of the language reference: what is reported of each, and nothing
 * else. What they evaluate to is tested beside the machine.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LineIndex } from "../../server/base";
import { analyzed } from "./analyzed";

describe("the example programs", () => {
  for (const example of examples()) {
    it(`${example.number}: ${example.title}`, () => check(example));
  }
});

interface Example {
  readonly number: string;
  readonly title: string;
  readonly expectation: string;
  readonly text: string;
}

/** What their expectations say, as `code line`; a warning is only listed where they list it. */
const reports: Readonly<Record<string, readonly string[]>> = {
  "014": ["E0003 3"],
  "022": ["E0004 1"],
  "034": ["E0001 4"],
  "035": ["E0001 3"],
  "052": ["E0007 6"],
  "055": ["E0062 7"],
  "056": ["E0062 2"],
  "057": ["E0063 4"],
  "062": ["E0095 7"],
  "063": ["E0095 7", "E0095 8"],
  "066": ["E0096 1"],
  "067": ["E0097 1"],
  "068": ["E0094 9"],
  "069": ["E0095 4"],
  "070": ["E0096 1"],
  "071": ["E0028 2"],
  "072": ["E0030 3"],
  "073": ["E0029 1"],
  "076": ["E0007 4"],
  "077": ["E0001 2"],
  "078": ["E0005 2"],
  "080": ["E0098 4"],
  "083": ["E0069 1"],
  "084": ["E0068 1"],
  "086": ["E0011 1", "E0011 4"],
  "087": ["E0067 2"],
  "088": ["V106 2"],
  "089": ["V111 2"],
  "090": ["V109 1"],
  "091": ["E0014 2"],
  "092": ["E0010 2"],
  "093": ["E0100 1", "V101 1"],
  "094": ["V116 2"],
  "095": ["E0070 3"],
  "096": ["E0073 3"],
  "097": ["E0081 6"],
  "098": ["E0076 7"],
  "099": ["E0010 2"],
  "100": ["E0088 2"],
  "101": ["E0035 5"],
  "102": ["E0036 8"],
  "103": ["E0025 6"],
  "104": ["V119 4"],
  "105": ["V122 6"],
  "106": ["E0019 2"],
  "107": ["V104 7", "E0020 7"],
  "108": ["E0040 4"],
  "109": ["E0029 1"],
  "112": ["E0010 2"],
  "114": ["E0010 3"],
  "118": ["E0010 1"],
  "119": ["E0010 1"],
  "124": ["V131 2"],
  "135": ["E0007 5"],
};

function examples(): readonly Example[] {
  const path = join(__dirname, "..", "examples", "language.baml.txt");
  const parts = readFileSync(path, "utf8")
    .split(/^\/\/! /m)
    .slice(1);
  return parts.map((part) => {
    const [head, ...lines] = part.split("\n");
    const [number, title, expectation] = head!.split(" | ");
    return { number: number!, title: title!, expectation: expectation!, text: lines.join("\n") };
  });
}

function check({ number, text }: Example): void {
  const expected = reports[number] ?? [];
  const lines = new LineIndex(text);
  const found = analyzed(new Map([["main.baml", text]])).diagnosticsOf("main.baml");
  const shown = found
    .filter(({ severity, code }) => severity === "error" || code !== "dead-code")
    .map(({ code, range }) => `${code} ${lines.positionAt(range.start).line + 1}`);
  assert.deepEqual(shown, expected);
}
