import assert from "node:assert/strict";
import { floatText, looseNumber, roundedHalfAway } from "../../../server/llm/answer/number";

describe("floatText", () => {
  it("has a point or an exponent, and no more digits than it needs", () => {
    const texts: readonly [number, string][] = [
      [0, "0.0"],
      [-0, "-0.0"],
      [2.5, "2.5"],
      [100000, "100000.0"],
      [0.1 + 0.2, "0.30000000000000004"],
      [1e15, "1000000000000000.0"],
      [1e16, "1e16"],
      [1.5e300, "1.5e300"],
      [0.001, "0.001"],
      [0.00001, "0.00001"],
      [-0.000012, "-0.000012"],
      [0.000001, "1e-6"],
      [1.25e-7, "1.25e-7"],
    ];
    for (const [value, text] of texts) assert.equal(floatText(value), text);
  });
});

describe("looseNumber", () => {
  it("takes what a programmer would write, and no words", () => {
    const values: readonly [string, number | bigint | undefined][] = [
      ["5", 5],
      ["+5", 5],
      ["007", 7],
      [".5", 0.5],
      ["1.", 1],
      ["1E5", 100000],
      ["9007199254740993", 9007199254740993n],
      ["1_000", undefined],
      ["0x1F", undefined],
      ["Infinity", undefined],
      ["-", undefined],
      ["", undefined],
    ];
    for (const [text, value] of values) assert.equal(looseNumber(text)?.value, value, text);
  });
});

describe("roundedHalfAway", () => {
  it("rounds halves away from zero", () => {
    assert.deepEqual([2.5, -2.5, 1.4, -1.6].map(roundedHalfAway), [3, -3, 1, -2]);
  });
});
