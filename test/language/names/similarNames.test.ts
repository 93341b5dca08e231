import assert from "node:assert/strict";
import { editDistance, similarNames } from "../../../server/language/names/similarNames";

describe("similar names", () => {
  it("count a slip, a swap and a change of case", () => {
    assert.equal(editDistance("name", "name"), 0);
    assert.equal(editDistance("nmae", "name"), 1);
    assert.equal(editDistance("nam", "name"), 1);
    assert.equal(editDistance("kitten", "sitting"), 3);
    assert.deepEqual(similarNames("NAME", ["name", "same", "fame"]), ["name", "fame", "same"]);
  });

  it("come nearest first, and not from far away", () => {
    assert.deepEqual(similarNames("persn", ["parson", "person", "purpose"]), ["person"]);
    assert.deepEqual(similarNames("x", ["y", "abc"]), ["y"]);
    assert.deepEqual(similarNames("a", ["bbb", "aa"], { maxDistance: 20, limit: 1 }), ["aa"]);
  });
});
