import assert from "node:assert/strict";
import { matches, parseFilter } from "../../../../client/tracePanel/webview/filter";
import { TraceModel } from "../../../../client/tracePanel/webview/model";
import { visibleRows } from "../../../../client/tracePanel/webview/rows";
import { trace } from "./spans";

describe("the filter", () => {
  it("finds text in names whatever its case, and keeps what is above", () => {
    check("SUMM", ["Parent", "Pipeline", "Summarise"]);
  });

  it("finds a status", () => check("status:error", ["Parent", "Pipeline", "Extract"]));

  it("finds a kind", () => check("kind:attempt", ["Parent", "Pipeline", "Summarise", "gpt"]));

  it("finds durations, in milliseconds unless said otherwise", () => {
    check(">100", ["Parent", "Pipeline", "Summarise"]);
    check(">100ms", ["Parent", "Pipeline", "Summarise"]);
    check(">0.45s", ["Parent", "Pipeline"]);
    check("<15000us", ["Parent", "Pipeline", "Extract", "Log"]);
  });

  it("wants all its words to hold", () => {
    check("kind:llm summ >100ms", ["Parent", "Pipeline", "Summarise"]);
    check("kind:llm log", []);
  });

  it("takes quoted text as it is", () => check('"kind:llm"', []));

  it("is nothing for blank text", () => assert.equal(parseFilter("  "), undefined));

  it("says what it does not understand", () => {
    assert.match(parseFilter("status:late")?.problem ?? "", /running, ok, error/);
    assert.match(parseFilter("kind:robot")?.problem ?? "", /function, llm/);
    assert.match(parseFilter(">soon")?.problem ?? "", />100ms/);
  });
});

function check(text: string, expected: readonly string[]): void {
  const model = new TraceModel();
  model.apply(
    trace([
      { name: "Parent", ms: 500 },
      { name: "Pipeline", parent: 0, ms: 480 },
      { name: "Extract", parent: 1, ms: 10, status: "error", kind: "llm" },
      { name: "Summarise", parent: 1, ms: 400, kind: "llm" },
      { name: "gpt", parent: 3, ms: 90, kind: "attempt" },
      { name: "Log", parent: 0, ms: 1 },
    ]),
  );
  const held = matches(model, parseFilter(text)!, 0);
  const { rows, count } = visibleRows(model, new Set(), held);
  assert.deepEqual(
    [...rows.subarray(0, count)].map((row) => model.nameOf(row)),
    expected,
  );
}
