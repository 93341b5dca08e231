import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  criticalPath,
  knownEndUs,
  originOf,
  type RuntimeEvent,
  selfUs,
  spanKinds,
  spanStatuses,
  TraceTree,
  tokenTotals,
} from "../../server/events";
import { Recorder, usage } from "../support/recorder";

describe("a trace tree", () => {
  it("grows while a run goes on", () => {
    const tree = new TraceTree();
    const recorder = new Recorder((event) => tree.add(event));
    const root = recorder.start("Root");
    recorder.wait(10);
    const child = recorder.start("Child", { parent: root });
    check(
      tree,
      `
+0 Root function running open
  +10 Child function running open
`,
    );
    recorder.wait(5);
    recorder.end(child, 1, { waitUs: 4 });
    recorder.end(root);
    check(
      tree,
      `
+0 Root function ok 15
  +10 Child function ok 5
`,
    );
    assert.deepEqual([...tree.columns.wait], [0, 4]);
    assert.deepEqual([...tree.columns.depth], [0, 1]);
  });

  it("tells the rows that changed since a revision", () => {
    const tree = new TraceTree();
    const recorder = new Recorder((event) => tree.add(event));
    const root = recorder.start("Root");
    const { revision } = tree;
    assert.deepEqual([...tree.changedSince(0)], [0]);
    const child = recorder.start("Child", { parent: root });
    recorder.end(child);
    assert.deepEqual([...tree.changedSince(revision)], [1]);
    recorder.end(root);
    assert.deepEqual([...tree.changedSince(revision)], [0, 1]);
    assert.deepEqual([...tree.changedSince(tree.revision)], []);
  });

  it("has kinds for functions, models, attempts, builtins and hosts", () => {
    const tree = new TraceTree();
    const recorder = new Recorder((event) => tree.add(event));
    const host = recorder.start("handle", { functionType: "native" });
    const llm = recorder.start("Ask", { parent: host, functionType: "baml_llm" });
    recorder.attempt(llm, { durationUs: 300 });
    recorder.end(llm);
    recorder.start("length", { parent: host, functionType: "baml_builtin" });
    check(
      tree,
      `
+0 handle host running open
  +0 Ask llm ok 300
    +0 Mini attempt ok 300
  +300 length builtin running open
`,
    );
  });

  it("takes a function that asked a model for an LLM function, where nobody says", () => {
    for (const order of [
      (events: RuntimeEvent[]) => events,
      (events: RuntimeEvent[]) => events.toReversed(),
    ]) {
      const recorder = new Recorder();
      const place = recorder.start("Ask", { functionType: undefined });
      recorder.attempt(place);
      recorder.end(place);
      const tree = new TraceTree();
      tree.addAll(order(recorder.events));
      assert.equal(tree.span(tree.rowOf(place.ctx.spanId)!).kind, "llm");
    }
  });

  it("takes an event twice for once", () => {
    const recorder = busyRecorder();
    const once = new TraceTree();
    once.addAll(recorder.events);
    const { revision, bytes } = once;
    for (const event of recorder.events) assert.equal(once.add(event), false);
    assert.deepEqual([once.revision, once.bytes], [revision, bytes]);
  });

  it("is the same in whatever order events come, but for the numbers of rows", () => {
    const recorder = busyRecorder();
    const ordered = new TraceTree({ isLive: false });
    ordered.addAll(recorder.events);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(recorder.events, { minLength: recorder.events.length }),
        (events) => {
          const tree = new TraceTree({ isLive: false });
          tree.addAll(events);
          assert.deepEqual(factsOf(tree), factsOf(ordered));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("hangs a child that came first below its parent when that comes", () => {
    const recorder = new Recorder();
    const root = recorder.start("Root");
    recorder.call("Child", 5, { parent: root });
    const [rootStart, ...rest] = recorder.events;
    const tree = new TraceTree();
    tree.addAll(rest);
    assert.deepEqual(tree.roots, [0]);
    const { revision } = tree;
    tree.add(rootStart!);
    assert.deepEqual(tree.roots, [1]);
    assert.deepEqual(tree.childrenOf(1), [0]);
    assert.deepEqual([...tree.changedSince(revision)], [0, 1]);
  });

  it("calls what is open unfinished once nothing more comes", () => {
    const tree = new TraceTree();
    const recorder = new Recorder((event) => tree.add(event));
    const root = recorder.start("Root");
    tree.close();
    assert.equal(tree.span(0).status, "unfinished");
    recorder.end(root);
    assert.equal(tree.span(0).status, "ok");
  });

  it("keeps what limits lost, and what was only counted", () => {
    const recorder = new Recorder();
    const tree = new TraceTree();
    const lost = recorder.factory.metaEvent({
      kind: "dropped",
      count: 3,
      byClass: { sse: 2, span: 1 },
      sinceSeq: 0,
      untilSeq: 9,
    });
    for (const event of [lost, lost]) tree.add(event);
    assert.deepEqual(tree.dropped, { sse: 2, span: 1 });
    const site = { uri: "a.baml", range: [1, 2, 1, 9] } as const;
    const stats = {
      site,
      function: "F",
      errors: 0,
      totalUs: 9,
      selfUs: 9,
      minUs: 1,
      maxUs: 5,
      waitUs: 0,
      last: { durationUs: 1, status: "ok", preview: "" },
    } as const;
    for (const count of [1, 7, 3]) {
      tree.add(recorder.factory.metaEvent({ kind: "callSiteStats", sites: [{ ...stats, count }] }));
    }
    assert.deepEqual(
      tree.siteStats.map(({ count }) => count),
      [7],
    );
  });

  it("holds more rows than it was made for", () => {
    const tree = new TraceTree();
    const recorder = new Recorder((event) => tree.add(event));
    const root = recorder.start("Root");
    for (let at = 0; at < 1000; at++) recorder.call("Step", 1, { parent: root });
    assert.equal(tree.count, 1001);
    assert.equal(tree.columns.start[1000], 999);
    assert.deepEqual(tree.names, ["", "Root", "Step"]);
    assert.equal(tree.childrenOf(0).length, 1000);
    assert.throws(() => tree.span(1001), /no such row/);
  });
});

describe("the time of a span", () => {
  it("is its own where no child accounts for it", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root");
    recorder.wait(10);
    recorder.call("A", 20, { parent: root });
    recorder.wait(5);
    recorder.call("B", 30, { parent: root });
    recorder.end(root);
    assert.equal(selfUs(tree, 0), 15);
    assert.equal(selfUs(tree, 1), 20);
  });

  it("counts children that run at the same time once", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root");
    const left = recorder.start("A", { parent: root });
    recorder.wait(10);
    const right = recorder.start("B", { parent: root });
    recorder.wait(10);
    recorder.end(left);
    recorder.wait(10);
    recorder.end(right);
    recorder.wait(7);
    recorder.end(root);
    assert.equal(selfUs(tree, 0), 7);
    assert.deepEqual([...criticalPath(tree, 0)], [0, 2]);
  });

  it("is not known while the span is open; its end is then the last that is known", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root");
    recorder.wait(10);
    recorder.call("A", 20, { parent: root });
    assert.equal(selfUs(tree, 0), null);
    assert.equal(knownEndUs(tree, 0), 30);
    assert.equal(knownEndUs(tree, 1), 30);
  });

  it("went along the children that ended last", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root");
    recorder.call("First", 10, { parent: root });
    const second = recorder.start("Second", { parent: root });
    const side = recorder.start("Side", { parent: root });
    recorder.wait(5);
    recorder.end(side);
    recorder.call("Deep", 20, { parent: second });
    recorder.end(second);
    recorder.end(root);
    const names = [...criticalPath(tree, 0)].map((row) => tree.span(row).name);
    assert.deepEqual(names, ["Root", "Second", "First", "Deep"]);
  });

  it("adds up: children and self are the span, when they run one after the other", () => {
    const step = fc.tuple(fc.constantFrom("open", "close", "wait"), fc.nat(50));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { tree, recorder } = live();
        const open = [recorder.start("Root")];
        for (const [what, us] of steps) {
          recorder.wait(us);
          if (what === "open") open.push(recorder.start("Step", { parent: open.at(-1)! }));
          else if (what === "close" && open.length > 1) recorder.end(open.pop()!);
        }
        for (const place of open.toReversed()) recorder.end(place);
        const { duration } = tree.columns;
        for (let row = 0; row < tree.count; row++) {
          const children = tree.childrenOf(row).reduce((sum, child) => sum + duration[child]!, 0);
          assert.equal(children + selfUs(tree, row)!, duration[row]);
        }
      }),
    );
  });
});

describe("the tokens of a trace", () => {
  it("are apart by where answers came from, and say what was not reported", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root");
    const first = recorder.start("Ask", { parent: root, functionType: "baml_llm" });
    recorder.attempt(first);
    recorder.attempt(first, { response: { usage: undefined } });
    const second = recorder.start("Ask", { parent: root, functionType: "baml_llm" });
    recorder.attempt(second, {
      request: { origin: "simulated" },
      response: { usage: usage(5, 6) },
    });
    assert.deepEqual(
      tokenTotals(tree).map(({ origin, attempts, unreported, usage: sum }) => [
        origin,
        attempts,
        unreported,
        sum.inputTokens,
        sum.outputTokens,
      ]),
      [
        ["live", 2, 1, 41, 3],
        ["simulated", 1, 0, 5, 6],
      ],
    );
    assert.equal(originOf(tree), "mixed");
    assert.equal(originOf(tree, tree.rowOf(second.ctx.spanId)), "simulated");
    assert.deepEqual(
      tokenTotals(tree, tree.rowOf(second.ctx.spanId)).map(({ attempts }) => attempts),
      [1],
    );
  });

  it("are none where no model was asked", () => {
    const { tree, recorder } = live();
    recorder.call("F", 1);
    assert.deepEqual(tokenTotals(tree), []);
    assert.equal(originOf(tree), "none");
  });
});

function live() {
  const tree = new TraceTree();
  return { tree, recorder: new Recorder((event) => tree.add(event)) };
}

function busyRecorder(): Recorder {
  const recorder = new Recorder();
  const root = recorder.start("Root", { tags: { a: "1" } });
  for (let at = 0; at < 3; at++) {
    recorder.wait(3);
    const llm = recorder.start("Ask", { parent: root, functionType: "baml_llm" });
    recorder.tags(llm, { at: `${at}` });
    recorder.tags(llm, { at: `${at}!` });
    const attemptId = recorder.attempt(llm, { bodies: { request: "{}", response: "{}" } });
    for (const data of ["a", "b"]) {
      recorder.llm(llm, { kind: "streamEvent", attemptId, event: "", id: "", data });
    }
    recorder.end(llm);
  }
  recorder.fail(root, "no");
  return recorder;
}

/** All of a tree but the numbers of its rows. */
function factsOf(tree: TraceTree): object[] {
  const below = (rows: readonly number[]): object[] =>
    rows.map((at) => {
      const { row, parentRow, ...facts } = tree.span(at);
      return {
        ...facts,
        parent: parentRow === undefined ? null : tree.span(parentRow).id,
        children: below(tree.childrenOf(row)),
      };
    });
  return below(tree.roots);
}

/** The columns as an indented list: start, name, kind, status, duration. */
function check(tree: TraceTree, expected: string): void {
  const { start, duration, name, kind, status } = tree.columns;
  const lines = (rows: readonly number[], indent: string): string[] =>
    rows.flatMap((row) => {
      const time = Number.isNaN(duration[row]!) ? "open" : duration[row]!;
      const facts = `+${start[row]} ${tree.names[name[row]!]} ${spanKinds[kind[row]!]} ${spanStatuses[status[row]!]} ${time}`;
      return [`${indent}${facts}\n`, ...lines(tree.childrenOf(row), `${indent}  `)];
    });
  assert.equal(`\n${lines(tree.roots, "").join("")}`, expected);
}
