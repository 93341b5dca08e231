import assert from "node:assert/strict";
import { TraceView } from "../../../../client/tracePanel/webview/traceView";
import { type Span, trace } from "./spans";

const spans: readonly Span[] = [
  { name: "Parent", ms: 500 },
  { name: "Pipeline", parent: 0, ms: 480 },
  { name: "Extract", parent: 1, ms: 10 },
  { name: "Summarise", parent: 1, at: 10, ms: 400 },
  { name: "Log", parent: 0, at: 490, ms: 1 },
];

describe("TraceView", () => {
  it("begins with the first span selected", () => assert.equal(opened().selected, 0));

  it("walks the tree as a tree is walked", () => {
    const view = opened();
    check(view, "ArrowDown", "Pipeline");
    check(view, "ArrowRight", "Extract");
    check(view, "ArrowLeft", "Pipeline");
    check(view, "End", "Log");
    check(view, "ArrowDown", "Log");
    check(view, "ArrowLeft", "Parent");
    check(view, "PageDown", "Summarise");
    check(view, "Home", "Parent");
    check(view, "ArrowUp", "Parent");
    assert.equal(view.rowFor("x", 3), undefined);
  });

  it("hides what is below a collapsed span, and opens it to select something there", () => {
    const view = opened();
    view.setCollapsed(1, true, 0);
    assert.deepEqual(names(view), ["Parent", "Pipeline", "Log"]);
    view.select(3, 0);
    assert.deepEqual(names(view), ["Parent", "Pipeline", "Extract", "Summarise", "Log"]);
  });

  it("shows found spans even below collapsed ones", () => {
    const view = opened();
    view.setCollapsed(0, true, 0);
    view.setFilter("extract", 0);
    assert.deepEqual(names(view), ["Parent", "Pipeline", "Extract"]);
    view.setFilter("", 0);
    assert.deepEqual(names(view), ["Parent"]);
  });

  it("lets open spans grow from the server's clock with the page's", () => {
    const view = new TraceView();
    view.apply(trace([{ name: "Parent" }], { run: { status: "running" }, nowMs: 70 }), 1000);
    assert.equal(view.nowUs(1000), 70_000);
    assert.equal(view.nowUs(1030), 100_000);
    view.apply(trace([{ name: "Parent", ms: 80 }], { whole: false, known: ["Parent"] }), 1040);
    assert.equal(view.nowUs(9999), 80_000);
  });

  it("keeps the whole run on screen until someone zooms", () => {
    const view = opened();
    const whole = view.range(0);
    view.zoomAt(0, 800, 0.5, 0);
    assert.ok(view.range(0).endUs < whole.endUs);
    view.showWhole();
    assert.deepEqual(view.range(0), whole);
  });

  it("comes back as it was saved", () => {
    const before = opened();
    before.setCollapsed(1, true, 0);
    before.select(4, 0);
    before.zoomToSelection(0);
    const after = new TraceView();
    after.restore(JSON.parse(JSON.stringify(before.saved())));
    after.apply(trace(spans), 0);
    assert.deepEqual(names(after), names(before));
    assert.equal(after.selected, 4);
    assert.deepEqual(after.range(0), before.range(0));
  });

  it("drops what was saved of another run", () => {
    const view = new TraceView();
    view.restore({ runId: "gone", selected: 3, collapsed: [0], filter: "" });
    view.apply(trace(spans), 0);
    assert.equal(view.selected, 0);
    assert.equal(names(view).length, 5);
  });

  it("forgets the texts of rows that changed", () => {
    const view = opened();
    view.texts.set(2, { row: 2, spanId: "s", preview: "old" });
    view.texts.set(3, { row: 3, spanId: "t", preview: "kept" });
    const known = spans.map((span) => span.name);
    view.apply(trace([{ ...spans[2]!, row: 2 }], { whole: false, known, count: 5 }), 0);
    assert.equal(view.texts.get(2), undefined);
    assert.equal(view.texts.get(3)?.preview, "kept");
  });
});

function opened(): TraceView {
  const view = new TraceView();
  view.apply(trace(spans), 0);
  return view;
}

function names(view: TraceView): string[] {
  return [...view.visible.rows.subarray(0, view.visible.count)].map((row) =>
    view.model.nameOf(row),
  );
}

function check(view: TraceView, key: string, expected: string): void {
  view.select(view.rowFor(key, 3)!, 0);
  assert.equal(view.model.nameOf(view.selected), expected);
}
