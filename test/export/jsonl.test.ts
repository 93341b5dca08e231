import assert from "node:assert/strict";
import { readTraceText, TraceTree } from "../../server/events";
import { toJsonl } from "../../server/export";
import { Recorder } from "../support/recorder";

describe("a trace that is written again", () => {
  it("is the same trace when it is read", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root", { tags: { a: "1" }, args: [1], argNames: ["n"] });
    recorder.tags(root, { a: "2" });
    recorder.tags(root, { a: "3" });
    const ask = recorder.start("Ask", { parent: root, functionType: "baml_llm" });
    const attemptId = recorder.attempt(ask, { bodies: { request: "{}", response: "{}" } });
    recorder.llm(ask, { kind: "streamEvent", attemptId, event: "", id: "", data: "x" });
    recorder.end(ask, "Urgent", { waitUs: 7 });
    recorder.call("Step", 0, { parent: root });
    recorder.fail(root, "no stock");
    const text = toJsonl(tree);
    const again = readTraceText(text);
    assert.deepEqual(factsOf(again.tree), factsOf(tree));
    assert.deepEqual([again.stats.malformed, again.stats.duplicates], [0, 0]);
    assert.equal(toJsonl(tree), text);
    const seqs = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).seq);
    assert.deepEqual(
      seqs,
      seqs.map((_, at) => at),
    );
  });

  it("starts spans from the outside and ends them from the inside", () => {
    const { tree, recorder } = live();
    const outer = recorder.start("A");
    const inner = recorder.start("B", { parent: outer });
    recorder.end(inner);
    recorder.end(outer);
    const types = toJsonl(tree)
      .trimEnd()
      .split("\n")
      .map((line) => {
        const { content } = JSON.parse(line);
        return `${content.type} ${content.data.function_display_name}`;
      });
    assert.deepEqual(types, [
      "function_start A",
      "function_start B",
      "function_end B",
      "function_end A",
    ]);
  });

  it("has no secrets", () => {
    const { tree, recorder } = live();
    const ask = recorder.start("Ask");
    recorder.attempt(ask, { bodies: { request: "{}", response: "{}" } });
    assert.ok(!toJsonl(tree).includes("sk-live"));
  });
});

/** What a line keeps of each span. */
function factsOf(tree: TraceTree): object[] {
  const facts = [];
  for (let row = 0; row < tree.count; row++) {
    const { id, name, kind, status, startUs, durationUs, waitUs, tags, start, end, attempt } =
      tree.span(row);
    const { text, selected } = attempt?.response ?? {};
    facts.push({
      id,
      name,
      kind,
      status,
      startUs,
      durationUs,
      waitUs,
      tags,
      args: start?.args,
      outcome: end?.outcome,
      text,
      selected,
      streamed: attempt?.streamEvents.length,
    });
  }
  return facts.sort((left, right) => (left.id < right.id ? -1 : 1));
}

function live() {
  const tree = new TraceTree();
  return { tree, recorder: new Recorder((event) => tree.add(event)) };
}
