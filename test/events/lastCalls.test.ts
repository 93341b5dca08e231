import assert from "node:assert/strict";
import type { LineRange, SourceSpan } from "../../server/base";
import { LastCalls, Runs, type SiteCalls } from "../../server/events";
import { Recorder } from "../support/recorder";

describe("the last calls of a function", () => {
  it("are none before it was called", () => {
    const { calls } = setUp();
    assert.equal(calls.ofFunction({ name: "F" }), undefined);
    assert.deepEqual(calls.history({ name: "F" }, 5), []);
    assert.equal(calls.spreadOfFunction({ name: "F" }).count, 0);
  });

  it("are the newest and the one before it, of one run or of two", () => {
    const { calls, recorder } = setUp();
    recorder.call("F", 10);
    recorder.call("F", 20);
    assert.deepEqual(durationsOf(calls, "F"), [20, 10]);
    const root = recorder.start("Root");
    recorder.call("F", 30, { parent: root });
    recorder.call("F", 40, { parent: root });
    assert.deepEqual(durationsOf(calls, "F"), [40, 30]);
    assert.equal(calls.ofFunction({ name: "F" })?.last.run.id, root.ctx.spanId);
  });

  it("are there while they run", () => {
    const { calls, recorder } = setUp();
    recorder.call("F", 10);
    recorder.start("F");
    const { last, previous, inRun } = calls.ofFunction({ name: "F" })!;
    assert.equal(last.span.status, "running");
    assert.equal(previous?.span.durationUs, 10);
    assert.deepEqual([inRun.count, inRun.running, inRun.medianUs], [1, 1, null]);
  });

  it("have a spread, in the last run and over all", () => {
    const { calls, recorder } = setUp();
    recorder.call("F", 100);
    const root = recorder.start("Root");
    for (const us of [7, 1, 5]) recorder.call("F", us, { parent: root });
    recorder.fail(recorder.start("F", { parent: root }), "no");
    const { inRun } = calls.ofFunction({ name: "F" })!;
    assert.deepEqual(inRun, {
      count: 4,
      errors: 1,
      running: 0,
      totalUs: 13,
      minUs: 0,
      medianUs: 3,
      maxUs: 7,
    });
    const all = calls.spreadOfFunction({ name: "F" });
    assert.deepEqual([all.count, all.minUs, all.medianUs, all.maxUs], [5, 0, 5, 100]);
  });

  it("are told apart by project and by file", () => {
    const { calls, recorder, runs } = setUp();
    const defSite = (uri: string): SourceSpan => ({ uri, range: [0, 0, 5, 1] });
    recorder.call("F", 1, { defSite: defSite("a.baml") });
    recorder.call("F", 2, { defSite: defSite("b.baml") });
    const other = new Recorder((event) => runs.add([event], "other"), { idPrefix: "00000001" });
    other.call("F", 3);
    assert.deepEqual(durationsOf(calls, "F"), [3, 2]);
    assert.deepEqual(durationsOf(calls, "F", { project: "main" }), [2, 1]);
    assert.deepEqual(durationsOf(calls, "F", { project: "main", uri: "a.baml" }), [1]);
    assert.deepEqual(durationsOf(calls, "F", { uri: "b.baml" }), [3, 2]);
  });

  it("are found although their start came late", () => {
    const recorder = new Recorder();
    recorder.call("F", 5, { callSite: site(3) });
    const [start, end] = recorder.events;
    const runs = new Runs();
    const calls = new LastCalls(runs);
    runs.add([end!]);
    assert.equal(calls.ofFunction({ name: "F" })?.last.span.start, undefined);
    assert.equal(calls.atSite(site(3)), undefined);
    runs.add([start!]);
    assert.equal(calls.atSite(site(3))?.span.name, "F");
    assert.equal(calls.ofFunction({ name: "F" })?.inRun.count, 1);
  });

  it("come as a list, newest first", () => {
    const { calls, recorder } = setUp();
    for (const us of [1, 2, 3]) recorder.call("F", us);
    assert.deepEqual(
      calls.history({ name: "F" }, 2).map(({ span }) => span.durationUs),
      [3, 2],
    );
  });
});

describe("the last calls at call sites", () => {
  it("are those of the last run that entered the function", () => {
    const { calls, recorder } = setUp();
    const main = { defSite: { uri: "a.baml", range: body } };
    const first = recorder.start("Main", main);
    for (const line of [2, 3, 3])
      recorder.call("Step", line, { parent: first, callSite: site(line) });
    recorder.end(first);
    recorder.call("Elsewhere", 9, { callSite: site(50) });
    check(calls.sitesIn("a.baml", body), ["2 Step ×1 2 ok", "3 Step ×2 3 ok"]);
    const second = recorder.start("Main", main);
    recorder.call("Step", 8, { parent: second, callSite: site(3) });
    check(calls.sitesIn("a.baml", body), ["3 Step ×1 8 ok"]);
    const [only] = calls.sitesIn("a.baml", body);
    assert.equal(only?.previous?.span.durationUs, 3);
    assert.equal(calls.atSite(site(2))?.span.durationUs, 2);
    assert.equal(calls.atSite(site(99)), undefined);
  });

  it("are found in a function that was entered without a span of its own", () => {
    const { calls, recorder } = setUp();
    const root = recorder.start("Main", { defSite: { uri: "a.baml", range: [90, 0, 99, 1] } });
    recorder.call("Ask", 4, { parent: root, callSite: site(3) });
    check(calls.sitesIn("a.baml", body), ["3 Ask ×1 4 ok"]);
  });

  it("are none when the last run took another way", () => {
    const { calls, recorder } = setUp();
    const main = { defSite: { uri: "a.baml", range: body } };
    const first = recorder.start("Main", main);
    recorder.call("Step", 2, { parent: first, callSite: site(2) });
    recorder.end(first);
    recorder.call("Main", 1, main);
    check(calls.sitesIn("a.baml", body), []);
  });

  it("are counted where calls were not recorded one by one", () => {
    const { calls, recorder, runs } = setUp();
    const root = recorder.start("Main", { defSite: { uri: "a.baml", range: body } });
    const last = { durationUs: 3, status: "error", preview: "no" } as const;
    const stats = {
      site: site(4),
      function: "Step",
      count: 1000,
      errors: 1,
      totalUs: 5000,
      selfUs: 4000,
      minUs: 1,
      maxUs: 9,
      waitUs: 0,
      last,
    };
    runs.add([
      recorder.factory.metaEvent({
        kind: "callSiteStats",
        sites: [stats],
        entrySpanId: root.ctx.spanId,
      }),
    ]);
    recorder.call("Other", 7, { parent: root, callSite: site(2) });
    check(calls.sitesIn("a.baml", body), ["2 Other ×1 7 ok", "4 Step ×1000 3 error"]);
    assert.equal(calls.sitesIn("a.baml", body)[1]?.counted, stats);
    assert.equal(calls.sitesIn("a.baml", body)[1]?.inRun.maxUs, 9);
  });
});

describe("runs", () => {
  it("are one for each root span, newest first", () => {
    const { recorder, runs } = setUp();
    const first = recorder.call("F", 1500);
    const host = recorder.start("handle", { functionType: "native" });
    const llm = recorder.start("Ask", { parent: host, functionType: "baml_llm" });
    recorder.attempt(llm, { request: { origin: "replayed" } });
    assert.equal(runs.count, 2);
    assert.deepEqual(
      runs.newestFirst.map(({ summary: { startedMs, ...facts } }) => facts),
      [
        {
          id: host.ctx.spanId,
          project: "main",
          name: "handle",
          status: "running",
          origin: "replayed",
          durationUs: null,
          spanCount: 2,
          attemptCount: 1,
          droppedEvents: 0,
        },
        {
          id: first.ctx.spanId,
          project: "main",
          name: "F",
          status: "ok",
          origin: "none",
          durationUs: 1500,
          spanCount: 1,
          attemptCount: 0,
          droppedEvents: 0,
        },
      ],
    );
    assert.equal(runs.runOfSpan(llm.ctx.spanId)?.id, host.ctx.spanId);
    assert.equal(runs.runOfSpan("nothing"), undefined);
  });

  it("are told when they change", () => {
    const runs = new Runs();
    const recorder = new Recorder();
    recorder.call("F", 1);
    const [start, end] = recorder.events;
    assert.deepEqual(
      runs.add([start!, end!]).map(({ id }) => id),
      [start!.ctx.spanId],
    );
    assert.deepEqual(runs.add([start!, end!]), []);
  });

  it("are no more than the limit, the oldest that ended goes first", () => {
    const { recorder, runs } = setUp({ maxRuns: 3, maxBytes: 1e9 });
    const long = recorder.start("Long");
    const short = recorder.call("Short", 1);
    for (let at = 0; at < 3; at++) recorder.call("F", 1);
    assert.equal(runs.count, 3);
    assert.deepEqual(runs.evicted, { runs: 2, spans: 2 });
    assert.ok(runs.run(long.ctx.spanId));
    assert.equal(runs.run(short.ctx.spanId), undefined);
    recorder.end(long);
    recorder.call("F", 1);
    assert.equal(runs.run(long.ctx.spanId), undefined);
    recorder.tags(long, { late: "1" });
    assert.equal(runs.run(long.ctx.spanId), undefined);
    assert.equal(runs.count, 3);
  });

  it("hold no more bytes than the limit, but the newest stays", () => {
    const { recorder, runs } = setUp({ maxRuns: 100, maxBytes: 20_000 });
    for (let at = 0; at < 10; at++) recorder.call("F", 1, { args: ["x".repeat(5000)] });
    assert.ok(runs.bytes <= 20_000);
    assert.ok(runs.count < 5 && runs.count > 1);
    recorder.call("Huge", 1, { args: ["x".repeat(50_000)] });
    assert.deepEqual(
      runs.newestFirst.map(({ summary }) => summary.name),
      ["Huge"],
    );
    runs.setLimits({ maxRuns: 1, maxBytes: 1 });
    assert.equal(runs.count, 1);
    runs.clear();
    assert.deepEqual([runs.count, runs.bytes], [0, 0]);
  });

  it("can be closed when nothing more comes", () => {
    const { recorder, runs } = setUp();
    const place = recorder.start("F");
    runs.close(place.ctx.spanId);
    assert.equal(runs.newestFirst[0]?.summary.status, "unfinished");
  });
});

const body: LineRange = [0, 0, 10, 1];

function site(line: number): SourceSpan {
  return { uri: "a.baml", range: [line, 2, line, 9] };
}

function setUp(limits = { maxRuns: 100, maxBytes: 1e9 }) {
  const runs = new Runs({ limits });
  const recorder = new Recorder((event) => runs.add([event], "main"));
  return { runs, recorder, calls: new LastCalls(runs) };
}

function durationsOf(calls: LastCalls, name: string, key: { project?: string; uri?: string } = {}) {
  const { last, previous } = calls.ofFunction({ name, ...key })!;
  return [last, ...(previous ? [previous] : [])].map(({ span }) => span.durationUs);
}

/** Sites as `line function ×count last-duration last-status`. */
function check(sites: readonly SiteCalls[], expected: readonly string[]): void {
  assert.deepEqual(
    sites.map(
      (each) =>
        `${each.site.range[0]} ${each.function} ×${each.inRun.count} ${each.lastDurationUs} ${each.lastStatus}`,
    ),
    expected,
  );
}
