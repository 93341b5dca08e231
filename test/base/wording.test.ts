import assert from "node:assert/strict";
import * as fc from "fast-check";
import { counted, countText, durationText, sizeText } from "../../server/base/wording";

describe("durationText", () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, "0 µs"],
    [0.25, "250 ns"],
    [1, "1 µs"],
    [999, "999 µs"],
    [999.6, "1.0 ms"],
    [4_120, "4.1 ms"],
    [9_960, "10 ms"],
    [412_345, "412 ms"],
    [999_600, "1.00 s"],
    [1_240_000, "1.24 s"],
    [12_340_000, "12.3 s"],
    [59_960_000, "1 min"],
    [125_000_000, "2 min 5 s"],
    [3_600_000_000, "1 h"],
    [3_900_000_000, "1 h 5 min"],
  ];
  for (const [us, text] of cases) {
    it(`says ${text} of ${us} µs`, () => assert.equal(durationText(us), text));
  }

  it("never shows a number with four digits or more below an hour", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3.5e9, noNaN: true }), (us) => {
        assert.doesNotMatch(durationText(us), /\d{4}/);
      }),
    );
  });
});

describe("counted", () => {
  it("counts one, many and irregular things", () => {
    assert.equal(counted(1, "call"), "1 call");
    assert.equal(counted(0, "call"), "0 calls");
    assert.equal(counted(1204, "call"), "1,204 calls");
    assert.equal(counted(2, "try", "tries"), "2 tries");
  });
});

describe("countText", () => {
  it("keeps thousands apart", () => {
    assert.equal(countText(999), "999");
    assert.equal(countText(12400), "12,400");
    assert.equal(countText(1234567), "1,234,567");
  });
});

describe("sizeText", () => {
  it("chooses the unit", () => {
    assert.equal(sizeText(812), "812 B");
    assert.equal(sizeText(4100), "4.1 KB");
    assert.equal(sizeText(999_900), "1.0 MB");
    assert.equal(sizeText(12_000_000), "12 MB");
  });
});
