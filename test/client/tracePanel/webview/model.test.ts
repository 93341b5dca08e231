import assert from "node:assert/strict";
import * as fc from "fast-check";
import { TraceModel } from "../../../../client/tracePanel/webview/model";
import { visibleRows } from "../../../../client/tracePanel/webview/rows";
import { type Span, type TraceOptions, trace } from "./spans";

describe("TraceModel", () => {
  it("builds the tree from parents", () => {
    check([[pipeline]], ["Parent", "  Pipeline", "    Extract", "    Summarise", "  Log"]);
  });

  it("takes an end that comes after the start", () => {
    const model = check(
      [
        [[{ name: "Parent" }]],
        [[{ row: 0, name: "Parent", ms: 5 }], { whole: false, known: ["Parent"] }],
      ],
      ["Parent"],
    );
    assert.equal(model.duration[0], 5000);
    assert.equal(model.statusOf(0), "ok");
  });

  it("does not change when a delta is repeated", () => {
    const again: TraceOptions = { whole: false, known: ["Parent", "Pipeline"] };
    const part = pipeline.slice(0, 2);
    check([[part], [part, again], [part, again]], ["Parent", "  Pipeline"]);
  });

  it("moves a row whose parent turned up late", () => {
    check(
      [
        [[{ name: "Child", ms: 1 }]],
        [
          [
            { row: 1, name: "Parent", ms: 2 },
            { row: 0, name: "Child", ms: 1, parent: 1 },
          ],
          { whole: false, known: ["Child"], count: 2 },
        ],
      ],
      ["Parent", "  Child"],
    );
  });

  it("ends open spans at the time it is given", () => {
    const model = check([[[{ name: "Parent", at: 2 }]]], ["Parent"]);
    assert.equal(model.endOf(0, 7000), 7000);
    assert.equal(model.endOf(0, 1000), 2000, "never before its start");
  });

  it("grows row by row into the same tree as at once", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (numbers) => {
        const spans = numbers.map((number, row): Span => {
          return {
            name: `f${number % 5}`,
            parent: row === 0 ? -1 : (number % (row + 1)) - 1,
            ms: 1,
          };
        });
        const grown = new TraceModel();
        const known = new Set<string>();
        for (const [row, span] of spans.entries()) {
          grown.apply(trace([{ ...span, row }], { whole: row === 0, known: [...known] }));
          known.add(span.name);
        }
        const atOnce = new TraceModel();
        atOnce.apply(trace(spans));
        assert.deepEqual(print(grown), print(atOnce));
      }),
    );
  });
});

const pipeline: readonly Span[] = [
  { name: "Parent", ms: 9 },
  { name: "Pipeline", parent: 0, ms: 8 },
  { name: "Extract", parent: 1, ms: 3 },
  { name: "Summarise", parent: 1, ms: 4 },
  { name: "Log", parent: 0, ms: 1 },
];

function check(
  deltas: readonly (readonly [readonly Span[], TraceOptions?])[],
  expected: readonly string[],
): TraceModel {
  const model = new TraceModel();
  for (const [spans, options] of deltas) model.apply(trace(spans, options));
  assert.deepEqual(print(model), expected);
  return model;
}

function print(model: TraceModel): string[] {
  const { rows, depths, count } = visibleRows(model, new Set());
  return [...rows.subarray(0, count)].map((row, line) => {
    return `${"  ".repeat(depths[line]!)}${model.nameOf(row)}`;
  });
}
