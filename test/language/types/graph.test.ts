import assert from "node:assert/strict";
import { cycleThrough, stronglyConnected } from "../../../server/language/types/graph";

describe("a graph", () => {
  it("has its groups in the order of what they lead to", () => {
    const edges = graph({ a: "b", b: "c", c: "b d", d: "", e: "e a" });
    assert.deepEqual(stronglyConnected(["e"], edges), [["d"], ["b", "c"], ["a"], ["e"]]);
  });

  it("has a shortest way from a name back to it", () => {
    const edges = graph({ a: "b c", b: "d", c: "a", d: "a" });
    assert.deepEqual(cycleThrough("a", edges), ["a", "c", "a"]);
    assert.deepEqual(cycleThrough("b", graph({ b: "c", c: "" })), ["b"]);
  });

  it("may be far deeper than a call stack", () => {
    const chain = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [at, `${at + 1}`]));
    assert.equal(stronglyConnected(["0"], graph(chain)).length, 50_001);
  });
});

function graph(edges: Readonly<Record<string, string>>) {
  return (name: string) => (edges[name] ?? "").split(" ").filter((target) => target !== "");
}
