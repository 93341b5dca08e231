import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  barColors,
  barsOf,
  focused,
  panned,
  ticks,
  toUs,
  toX,
  wholeRange,
  windowOf,
  zoomed,
} from "../../../../client/tracePanel/webview/layout";
import { TraceModel } from "../../../../client/tracePanel/webview/model";
import { visibleRows } from "../../../../client/tracePanel/webview/rows";
import { tickText } from "../../../../client/tracePanel/webview/words";
import { trace } from "./spans";

const whole = { startUs: 0, endUs: 1_000_000 };

describe("the time scale", () => {
  it("goes from time to pixels and back", () => {
    const scale = { startUs: 100, endUs: 300, width: 400 };
    assert.equal(toX(scale, 200), 200);
    assert.equal(toUs(scale, 200), 200);
  });

  it("keeps the time under the pointer when it zooms", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (x, factor) => {
          const scale = { ...whole, width: 800 };
          const next = { ...zoomed(scale, x, factor, whole), width: 800 };
          assert.ok(Math.abs(toUs(next, x) - toUs(scale, x)) < 1);
        },
      ),
    );
  });

  it("never leaves the trace, wherever it is zoomed or panned to", () => {
    const step = fc.tuple(
      fc.integer({ min: 0, max: 800 }),
      fc.double({ min: 0.01, max: 50, noNaN: true }),
      fc.double({ min: -2e6, max: 2e6, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let range = whole;
        for (const [x, factor, by] of steps) {
          range = panned(zoomed({ ...range, width: 800 }, x, factor, whole), by, whole);
          assert.ok(range.startUs >= 0 && range.endUs <= whole.endUs + 1e-6);
          assert.ok(range.endUs > range.startUs);
        }
      }),
    );
  });

  it("has room for a trace that took no time", () => {
    const range = wholeRange(5, 5);
    assert.ok(range.endUs > range.startUs);
  });

  it("shows a span with its surroundings", () => {
    assert.deepEqual(focused(400_000, 600_000, whole), { startUs: 375_000, endUs: 625_000 });
  });
});

describe("ticks", () => {
  it("are round and about as far apart as asked", () => {
    const { stepUs, timesUs } = ticks({ ...whole, width: 800 });
    assert.equal(stepUs, 200_000);
    assert.deepEqual(timesUs, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]);
  });

  it("read differently from one to the next, however far one zooms", () => {
    const start = fc.double({ min: 0, max: 50_000_000, noNaN: true });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 7 }), (startUs, digits) => {
        const marks = ticks({ startUs, endUs: startUs + 10 ** digits, width: 700 });
        const texts = marks.timesUs.map((us) => tickText(us, marks.stepUs));
        assert.equal(new Set(texts).size, texts.length, texts.join(" "));
        assert.ok(texts.length < 30);
      }),
    );
  });
});

describe("barsOf", () => {
  it("places the bars of a window of lines, and only those", () => {
    const bars = check({ first: 1, count: 2 });
    assert.deepEqual([...bars.x], [0, 200]);
    assert.deepEqual([...bars.width], [100, 2], "nothing is too narrow to be seen");
    assert.deepEqual(
      [...bars.color].map((color) => barColors[color]),
      ["llm", "error"],
    );
  });

  it("lets open spans end now", () => {
    const bars = check({ first: 3, count: 1 });
    assert.deepEqual([bars.x[0], bars.width[0], bars.open[0]], [300, 100, 1]);
  });

  it("clips what lies outside of the canvas", () => {
    const bars = check({ first: 0, count: 1 }, { startUs: 1, endUs: 2, width: 400 });
    assert.ok(bars.x[0]! >= -10 && bars.x[0]! + bars.width[0]! <= 410);
  });
});

describe("windowOf", () => {
  it("is the lines on screen and one to spare", () => {
    assert.deepEqual(windowOf(220, 100, 22, 1000), { first: 10, count: 6 });
    assert.deepEqual(windowOf(0, 100, 22, 2), { first: 0, count: 2 });
    assert.deepEqual(windowOf(0, 100, 22, 0), { first: 0, count: 0 });
  });
});

function check(
  window: { first: number; count: number },
  scale = { startUs: 0, endUs: 400_000, width: 400 },
) {
  const model = new TraceModel();
  model.apply(
    trace([
      { name: "Parent" },
      { name: "Extract", parent: 0, ms: 100, kind: "llm" },
      { name: "Fail", parent: 0, at: 200, ms: 0.001, status: "error" },
      { name: "Open", parent: 0, at: 300 },
    ]),
  );
  return barsOf(model, visibleRows(model, new Set()), window, scale, 400_000);
}
