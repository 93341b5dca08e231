import assert from "node:assert/strict";
import * as fc from "fast-check";
import { EventEncoder, Redactor, readTraceText, TraceTree } from "../../server/events";
import { toChromeTrace } from "../../server/export";
import { Recorder } from "../support/recorder";

describe("a Chrome trace", () => {
  it("has a slice for each span, from the earliest on", () => {
    const { tree, recorder } = live();
    recorder.wait(500);
    const root = recorder.start("Total", {
      args: [120],
      argNames: ["base"],
      tags: { tenant: "acme" },
    });
    recorder.wait(10);
    recorder.call("Step", 5, { parent: root, callSite: { uri: "a.baml", range: [3, 4, 3, 9] } });
    recorder.end(root, 9223372036854775807n);
    const { displayTimeUnit, otherData, traceEvents } = parse(tree);
    assert.equal(displayTimeUnit, "ms");
    assert.equal(otherData.epochUsOrigin, 1_790_000_000_000_500);
    assert.deepEqual(
      traceEvents
        .filter(({ ph }) => ph === "X")
        .map(({ name, cat, ts, dur, tid }) => [name, cat, ts, dur, tid]),
      [
        ["Total", "baml", 0, 15, 1],
        ["Step", "baml", 10, 5, 1],
      ],
    );
    const [total, step] = traceEvents.filter(({ ph }) => ph === "X");
    assert.deepEqual(
      { ...total?.args, result: 0 },
      {
        args: { base: 120 },
        result: 0,
        span_id: root.ctx.spanId,
        status: "ok",
        tags: { tenant: "acme" },
      },
    );
    assert.equal(step?.args["call_site"], "a.baml:4:5");
    assert.ok(toChromeTrace(tree).includes('"result":9223372036854775807'));
  });

  it("names processes and lanes", () => {
    const { tree, recorder } = live();
    recorder.call("Total", 10);
    assert.deepEqual(
      parse(tree).traceEvents.filter(({ ph }) => ph === "M"),
      [
        { ph: "M", pid: 1, tid: 1, args: { name: "spanlens" }, name: "process_name" },
        { ph: "M", pid: 1, tid: 1, args: { name: "Total · lane 1" }, name: "thread_name" },
        { ph: "M", pid: 1, tid: 1, args: { sort_index: 1 }, name: "thread_sort_index" },
      ],
    );
  });

  it("gives spans that run at the same time lanes of their own, and an arrow (B-X11)", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root");
    const places = ["A", "B", "C"].map((name) => {
      recorder.wait(5);
      return recorder.start(name, { parent: root });
    });
    for (const place of places) {
      recorder.wait(5);
      recorder.end(place);
    }
    recorder.call("After", 3, { parent: root });
    recorder.end(root);
    const { traceEvents } = parse(tree);
    const slices = traceEvents.filter(({ ph }) => ph === "X");
    assert.deepEqual(
      slices.map(({ name, tid }) => [name, tid]),
      [
        ["Root", 1],
        ["A", 1],
        ["B", 2],
        ["C", 3],
        ["After", 1],
      ],
    );
    const arrows = traceEvents.filter(({ ph }) => ph === "s" || ph === "f");
    assert.deepEqual(
      arrows.map(({ ph, tid, ts, bp }) => [ph, tid, ts, bp]),
      [
        ["s", 1, 10, undefined],
        ["f", 2, 10, "e"],
        ["s", 1, 15, undefined],
        ["f", 3, 15, "e"],
      ],
    );
    assert.equal(arrows[0]?.id, arrows[1]?.id);
    assert.notEqual(arrows[0]?.id, arrows[2]?.id);
  });

  it("never has slices on one lane that overlap without one holding the other (B-X11)", () => {
    const step = fc.tuple(fc.constantFrom("open", "close"), fc.nat(5), fc.nat(5));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { tree, recorder } = live();
        const open = [recorder.start("Root")];
        for (const [what, pick, us] of steps) {
          recorder.wait(us);
          const place = open[pick % Math.max(1, open.length)];
          if (what === "open") open.push(recorder.start("F", place ? { parent: place } : {}));
          else if (place) {
            recorder.end(place);
            open.splice(open.indexOf(place), 1);
          }
        }
        const slices = parse(tree).traceEvents.filter(({ ph }) => ph === "X");
        assert.equal(slices.length, tree.count);
        for (const left of slices) {
          for (const right of slices) {
            if (left === right || left.tid !== right.tid) continue;
            assert.ok(areApart(left, right) || holds(left, right) || holds(right, left));
          }
        }
      }),
    );
  });

  it("draws attempts, tokens, tags and failures", () => {
    const { tree, recorder } = live();
    const ask = recorder.start("Ask", { functionType: "baml_llm" });
    recorder.attempt(ask, {
      durationUs: 50,
      response: {
        status: "error",
        selected: false,
        error: { kind: "llm_http", message: "bad key sk-live-1" },
      },
    });
    recorder.attempt(ask, { durationUs: 50, request: { attempt: 1 } });
    recorder.tags(ask, { a: "1" });
    recorder.fail(ask, "no sk-live-1");
    const { traceEvents } = parse(tree, new Redactor({ KEY: "sk-live-1" }));
    const [span, first, second] = traceEvents.filter(({ ph }) => ph === "X");
    assert.deepEqual(
      [span?.cat, span?.cname, span?.args["error"]],
      ["llm", "terrible", { kind: "throw", message: "no REDACTED", type: "BamlThrowError" }],
    );
    assert.deepEqual([first?.name, first?.cat, first?.cname], ["Mini #0", "http", "terrible"]);
    assert.deepEqual(
      [second?.name, second?.args["model"], second?.args["status"]],
      ["Mini #1", "mini-2", "ok"],
    );
    assert.deepEqual(
      traceEvents.filter(({ ph }) => ph === "C").map(({ ts, args }) => [ts, args]),
      [
        [50, { input: 41, output: 3 }],
        [100, { input: 82, output: 6 }],
      ],
    );
    const [tags] = traceEvents.filter(({ ph }) => ph === "i");
    assert.deepEqual([tags?.s, tags?.ts, tags?.args], ["t", 100, { tags: { a: "1" } }]);
    assert.ok(!JSON.stringify(traceEvents).includes("sk-live"));
  });

  it("draws what never ended up to the last moment that is known", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root");
    recorder.start("Stuck", { parent: root });
    recorder.wait(20);
    recorder.call("Step", 10, { parent: root });
    const slices = parse(tree).traceEvents.filter(({ ph }) => ph === "X");
    assert.deepEqual(
      slices.map(({ name, dur, args }) => [name, dur, args["unfinished"]]),
      [
        ["Root", 30, true],
        ["Stuck", 30, true],
        ["Step", 10, undefined],
      ],
    );
  });

  it("keeps writers apart, and joins their spans by arrows", () => {
    const host = new Recorder();
    const handle = host.start("handle", { functionType: "native", host: "python" });
    const engine = new Recorder(undefined, { idPrefix: "00000001", writerId: "77be19d2" });
    engine.call("Total", 5, { parent: handle });
    host.wait(10);
    host.end(handle);
    const lines = [
      ...new EventEncoder({ writerId: "a91f03c7" }).encodeAll(host.events),
      ...new EventEncoder({ writerId: "77be19d2" }).encodeAll(engine.events),
    ];
    const { traceEvents } = parse(readTraceText(lines.join("")).tree);
    assert.deepEqual(
      traceEvents.filter(({ ph }) => ph === "X").map(({ name, cat, pid }) => [name, cat, pid]),
      [
        ["handle", "host", 1],
        ["Total", "baml", 2],
      ],
    );
    assert.deepEqual(
      traceEvents.filter(({ name }) => name === "process_name").map(({ args }) => args["name"]),
      ["spanlens a91f03c7", "spanlens 77be19d2"],
    );
    assert.equal(traceEvents.filter(({ ph }) => ph === "s").length, 1);
  });

  it("is whole without spans", () => {
    assert.deepEqual(parse(new TraceTree()).traceEvents, []);
  });
});

interface ChromeEvent {
  readonly ph: string;
  readonly name: string;
  readonly cat?: string;
  readonly cname?: string;
  readonly ts: number;
  readonly dur: number;
  readonly pid: number;
  readonly tid: number;
  readonly id?: string;
  readonly bp?: string;
  readonly s?: string;
  readonly args: Readonly<Record<string, unknown>>;
}

interface ChromeTrace {
  readonly displayTimeUnit: string;
  readonly otherData: { readonly epochUsOrigin: number };
  readonly traceEvents: readonly ChromeEvent[];
}

function parse(tree: TraceTree, redactor?: Redactor): ChromeTrace {
  return JSON.parse(toChromeTrace(tree, redactor ? { redactor } : {}));
}

function areApart(left: ChromeEvent, right: ChromeEvent): boolean {
  return left.ts + left.dur <= right.ts || right.ts + right.dur <= left.ts;
}

function holds(outer: ChromeEvent, inner: ChromeEvent): boolean {
  return outer.ts <= inner.ts && inner.ts + inner.dur <= outer.ts + outer.dur;
}

function live() {
  const tree = new TraceTree();
  return { tree, recorder: new Recorder((event) => tree.add(event)) };
}
