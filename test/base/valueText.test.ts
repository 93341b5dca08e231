import assert from "node:assert/strict";
import { float, map, type Value, valueJson, valuePreview } from "../../server/base";

const resume: Value = {
  kind: "instance",
  className: "Resume",
  fields: [
    ["name", "Ann"],
    ["level", { kind: "variant", enumName: "Level", name: "Senior" }],
    ["years", float(3)],
    ["skills", ["a", null]],
  ],
};

describe("valuePreview", () => {
  it("writes a value as the language would", () => {
    assert.equal(
      valuePreview(resume),
      'Resume { name: "Ann", level: Level.Senior, years: 3.0, skills: ["a", null] }',
    );
  });

  it("keeps to one line and to its limit, and shows that it cut", () => {
    assert.equal(valuePreview("one\ntwo"), '"one\\ntwo"');
    assert.equal(valuePreview([1, 2, 3], 6), "[1, 2…");
    assert.equal(valuePreview("x".repeat(1_000_000), 10), `"${"x".repeat(8)}…`);
  });

  it("does not cut a character in two", () => {
    assert.equal(valuePreview("😀😀", 4), '"😀…');
  });

  it("looks through checks", () => {
    assert.equal(valuePreview({ kind: "checked", value: 7, checks: [] }), "7");
  });
});

describe("valueJson", () => {
  it("is what a host would get, ints exact and floats with their point", () => {
    const value = map([
      ["2", resume],
      ["1", 9223372036854775807n],
      ["none", []],
    ]);
    assert.equal(
      valueJson(value),
      `{
  "2": {
    "name": "Ann",
    "level": "Senior",
    "years": 3.0,
    "skills": [
      "a",
      null
    ]
  },
  "1": 9223372036854775807,
  "none": []
}`,
    );
  });

  it("says where a limit cut", () => {
    assert.equal(
      valueJson([1, { kind: "truncated", what: "array", items: 8 }]),
      '[\n  1,\n  "… 8 more"\n]',
    );
  });
});
