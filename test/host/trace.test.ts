import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SHARE_ENV, Worker } from "node:worker_threads";
import { currentManager } from "../../server/host/context";
import {
  BamlAbortError,
  bindContext,
  exportContext,
  HostSpanManager,
  runWithContext,
  setTags,
  trace,
  traceAsync,
  traceSync,
} from "../../server/host/node";
import { argumentNamer } from "../../server/host/parameterNames";
import { type PlainEvent, traceFile } from "./traceFile";

describe("a traced function", () => {
  const file = traceFile();

  it("returns what it returns, under its name, and is one span (B-H5)", async () => {
    function add(a: number, b = 2): number {
      return a + b;
    }
    const traced = trace(add);
    assert.equal(traced(1), 3);
    assert.equal(traced.name, "add");
    assert.equal(traced.length, 1);
    await check(file, [
      { start: ["add"], args: [1], names: ["a"], tags: {} },
      { end: ["add"], status: "ok", result: 3 },
    ]);
  });

  it("ends when its promise settles (B-H6, B-H29)", async () => {
    let finish = (_: string): void => {};
    const slow = trace("slow", () => new Promise<string>((done) => (finish = done)));
    const pending = slow();
    assert.equal((await file.events()).length, 1);
    finish("done");
    assert.equal(await pending, "done");
    assert.deepEqual((await file.events())[1], { end: ["slow"], status: "ok", result: "done" });
  });

  it("ends at its return when `traceSync` made it, promise or not (B-H29)", async () => {
    const early = traceSync("early", async () => 1);
    const pending = early();
    assert.equal((await file.events()).length, 2);
    assert.equal(await pending, 1);
  });

  it("throws the same error, whatever it is, and tells it (B-H7)", async () => {
    const error = new TypeError("no");
    const sync = trace("sync", () => {
      throw error;
    });
    const later = traceAsync("later", async () => {
      throw error;
    });
    const odd = trace("odd", () => {
      throw "text";
    });
    assert.throws(sync, (thrown) => thrown === error);
    await assert.rejects(later(), (thrown) => thrown === error);
    assert.throws(odd, (thrown) => thrown === "text");
    const ends = (await file.events()).filter((event) => "end" in event);
    assert.deepEqual(
      ends.map(({ result, error: told }) => [result, (told as { type: string }).type]),
      [
        ["no", "TypeError"],
        ["no", "TypeError"],
        ["text", "string"],
      ],
    );
  });

  it("is cancelled when an abort ends it (B-H8)", async () => {
    const stopped = trace("stopped", async () => {
      throw new DOMException("stop", "AbortError");
    });
    const called = trace("called", async () => {
      throw new BamlAbortError("Operation cancelled");
    });
    await assert.rejects(stopped());
    await assert.rejects(called());
    const ends = (await file.events()).filter((event) => "end" in event);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ["cancelled", "cancelled"],
    );
  });

  it("names its arguments after its parameters, and others by number (B-H9)", () => {
    const namer = (fn: (...args: never[]) => unknown, count: number): string[] =>
      Array.from({ length: count }, (_, at) => argumentNamer(fn)(at));
    assert.deepEqual(
      namer((a: number) => a, 2),
      ["a", "arg1"],
    );
    assert.deepEqual(namer(new Function("return async x => x")(), 1), ["x"]);
    const odd = new Function("return function (a = ',)(', { b }, /* , */ [c], ...d) {}")();
    assert.deepEqual(namer(odd, 5), ["a", "arg1", "arg2", "arg3", "arg4"]);
    const { method } = new Function("return { ['method']($x, _y = [1, 2]) {} }")();
    assert.deepEqual(namer(method, 2), ["$x", "_y"]);
    assert.deepEqual(namer(Math.max, 2), ["arg0", "arg1"]);
  });

  it("keeps its `this`", () => {
    class Counter {
      count = 1;
      next = trace("next", function (this: Counter, by: number) {
        return this.count + by;
      });
    }
    assert.equal(new Counter().next(2), 3);
  });

  it("stands below the function that calls it, through others that are not traced (B-H10, B-H21)", async () => {
    const leaf = trace("leaf", () => 1);
    const between = (): number => leaf();
    trace("root", () => [between(), between(), leaf()])();
    const starts = (await file.events()).flatMap(({ start }) => (start ? [start] : []));
    const child = ["root", "leaf"];
    assert.deepEqual(starts, [["root"], child, child, child]);
  });

  it("is a direct child when it runs beside others, in any depth (B-H11, B-H13)", async () => {
    const leaf = trace("leaf", async () => setImmediate());
    const middle = trace("middle", async () => Promise.all([leaf(), leaf(), leaf()]));
    await trace("root", async () => Promise.all([middle(), middle(), middle()]))();
    const starts = (await file.events()).flatMap(({ start }) => (start ? [String(start)] : []));
    assert.equal(starts.filter((path) => path === "root,middle").length, 3);
    assert.equal(starts.filter((path) => path === "root,middle,leaf").length, 9);
  });

  it("is a root of its own without one above it (B-H12)", async () => {
    const leaf = trace("leaf", async () => setImmediate());
    await Promise.all(Array.from({ length: 10 }, () => leaf()));
    const roots = (await file.lines()).filter(({ call_stack: stack }) => stack.length === 1);
    assert.equal(new Set(roots.map((line) => line.call_id)).size, 10);
  });

  it("ends also beside one that fails (B-H14)", async () => {
    const part = trace("part", async (fails: boolean) => {
      await setImmediate();
      if (fails) throw new Error("no");
    });
    await trace("root", async () => Promise.allSettled([part(false), part(true), part(false)]))();
    const ends = (await file.events()).filter((event) => "end" in event);
    assert.deepEqual(ends.map(({ status }) => status).sort(), ["error", "ok", "ok", "ok"]);
  });

  it("carries the tags of the spans above it (B-H18) and keeps its own to itself (B-H19, B-H20, B-H28)", async () => {
    const child = trace("child", async (tag: string) => {
      setTags({ [tag]: "1" });
      await setImmediate();
    });
    const quick = trace("quick", () => setTags({ quick: "1" }));
    await trace("root", async () => {
      setTags({ all: "1" });
      await Promise.all([child("a"), child("b"), child("c")]);
      quick();
      await child("d");
    })();
    const starts = (await file.events()).filter((event) => "start" in event);
    assert.deepEqual(
      starts.map(({ tags }) => tags),
      [{}, ...Array.from({ length: 5 }, () => ({ all: "1" }))],
    );
    assert.equal(currentManager().contextDepth(), 0);
  });

  it("tells how deep it is (B-H22)", () => {
    const depth = (): number => currentManager().contextDepth();
    const depths = trace("outer", () => [depth(), trace("inner", depth)(), depth()])();
    assert.deepEqual([...depths, depth()], [1, 2, 1, 0]);
  });

  it("leaves arguments and results out when it is asked to", async () => {
    trace("f", (secret: string) => secret, { captureArgs: false, captureResult: false })("s");
    await check(file, [
      { start: ["f"], args: [], names: [], tags: {} },
      { end: ["f"], status: "ok", result: null },
    ]);
  });

  it("records values as they were before it ran", async () => {
    trace("f", (list: number[]) => list.push(2))([1]);
    assert.deepEqual((await file.events())[0]?.["args"], [[1]]);
  });
});

describe("a traced generator (B-H27)", () => {
  const file = traceFile();

  it("is one span from the first value to the last", async () => {
    const inner = trace("inner", () => 0);
    const count = trace(function* count(to: number) {
      for (let at = 0; at < to; at++) {
        inner();
        yield at;
      }
      return "end";
    });
    count(5);
    assert.deepEqual([...count(2)], [0, 1]);
    const inside = [
      { start: ["count", "inner"], args: [], names: [], tags: {} },
      { end: ["count", "inner"], status: "ok", result: 0 },
    ];
    await check(file, [
      { start: ["count"], args: [2], names: ["to"], tags: {} },
      ...inside,
      ...inside,
      { end: ["count"], status: "ok", result: "end" },
    ]);
  });

  it("ends once when its consumer leaves early, also asynchronously", async () => {
    const sync = trace("sync", function* () {
      yield 1;
      yield 2;
    });
    const later = trace("later", async function* () {
      yield 1;
      yield 2;
    });
    for (const _ of sync()) break;
    for await (const _ of later()) break;
    const ends = (await file.events()).flatMap(({ end }) => (end ? [end] : []));
    assert.deepEqual(ends, [["sync"], ["later"]]);
  });

  it("tells an error that leaves it", async () => {
    const bad = trace("bad", async function* () {
      yield 1;
      throw new RangeError("over");
    });
    await assert.rejects(async () => {
      for await (const _ of bad());
    }, RangeError);
    assert.equal((await file.events())[1]?.["result"], "over");
  });
});

describe("a context", () => {
  const file = traceFile();

  it("is captured for callbacks by `bindContext`", () => {
    const depth = (): number => currentManager().contextDepth();
    const depths = trace("outer", () => {
      const bound = bindContext(depth);
      return runWithContext(null, () => [depth(), bound()]);
    })();
    assert.deepEqual(depths, [0, 1]);
  });

  it("ends what it had open when nobody holds it any more (B-H35)", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    (() => new HostSpanManager().enter("lost", {}))();
    for (let turn = 0; turn < 50 && (await file.events()).length < 2; turn++) {
      await setImmediate();
      collectGarbage();
    }
    const end = (await file.events())[1];
    assert.deepEqual([end?.["status"], end?.["result"]], ["error", "span abandoned"]);
  });

  it("goes on in a thread, as a child of the span that exported it (B-H30)", async () => {
    const run = trace("outer", async () => {
      const worker = new Worker(join(__dirname, "spanWorker.ts"), {
        execArgv: ["--require", "tsx/cjs"],
        workerData: exportContext(),
        env: SHARE_ENV,
      });
      await once(worker, "exit");
    });
    await run();
    const starts = (await file.events()).flatMap(({ start }) => (start ? [start] : []));
    assert.deepEqual(starts.sort(), [["outer"], ["outer", "inThread"]]);
  });

  it("travels as plain data, and spans go on below it (B-H30)", async () => {
    const exported = trace("outer", () => JSON.stringify(exportContext()))();
    runWithContext(JSON.parse(exported), () => trace("inner", () => 1)());
    const starts = (await file.events()).flatMap(({ start }) => (start ? [start] : []));
    assert.deepEqual(starts, [["outer"], ["outer", "inner"]]);
    assert.equal(exportContext(), null);
  });
});

async function check(
  file: { events(): Promise<PlainEvent[]> },
  expected: readonly PlainEvent[],
): Promise<void> {
  assert.deepEqual(await file.events(), expected);
}
