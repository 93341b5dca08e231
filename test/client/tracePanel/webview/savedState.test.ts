import assert from "node:assert/strict";
import { savedState } from "../../../../client/tracePanel/webview/savedState";

const state = {
  view: { runId: "run-1", selected: 2, collapsed: [1], filter: "" },
  widths: { tree: 40, timeline: 60 },
};

describe("savedState", () => {
  it("takes what the page saved", () => {
    assert.deepEqual(savedState(JSON.parse(JSON.stringify(state))), state);
  });

  for (const other of [undefined, null, 3, {}, { view: state.view }, { widths: state.widths }]) {
    it(`ignores ${JSON.stringify(other)}`, () => assert.equal(savedState(other), undefined));
  }
});
