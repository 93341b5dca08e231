import assert from "node:assert/strict";
import { callPlaces, lineRangeOf, Op, placeAt } from "../../server/bytecode";
import { fn, program } from "../vm/assemble";

describe("places", () => {
  const caller = program({
    main: { code: [Op.Call, fn("main"), 0, Op.Pop, Op.Null, Op.CallIndirect, 0, Op.Return] },
  });
  const { code } = caller.functions[0]!;

  it("are those of the instruction an index is inside of", () => {
    assert.deepEqual(placeAt(code, 0), { start: 0, end: 1 });
    assert.deepEqual(placeAt(code, 2), { start: 0, end: 1 });
    assert.deepEqual(placeAt(code, 3), { start: 3, end: 4 });
    assert.deepEqual(placeAt(code, 99), { start: 7, end: 8 });
  });

  it("of calls are found in the order of the code", () => {
    assert.deepEqual(
      callPlaces(code).map(({ pc }) => pc),
      [0, 5],
    );
  });

  it("become lines of the file, from where the item stands", () => {
    const files = [{ uri: "a.baml", lineStarts: [0, 10, 20] }];
    const span = lineRangeOf(
      { ...caller, files },
      { file: 0, itemStart: 8 },
      { start: 3, end: 14 },
    );
    assert.deepEqual(span, { uri: "a.baml", range: [1, 1, 2, 2] });
  });
});
