/** Calls through the front: results, refusals, arguments, limits (tracing 10.3). */
import assert from "node:assert/strict";
import { CallNotFound, type CallOptions, collectorOf } from "../../server/engine";
import { Collector, EventStore } from "../../server/events";
import { bench, linesOf, outcomeOf, programOf } from "./runProgram";

const ANSWER = "function main() -> int { 42 }";
const NAP = 'function main(ms: int) -> string { baml.sys.sleep(ms); "rested" }';

describe("a call", () => {
  it("returns the value; start and end share the span, which is its own root", async () => {
    const { engine, events } = bench(ANSWER);
    assert.equal(await engine.callFunction("main"), 42);
    const [start, end] = events;
    assert.equal(events.length, 2);
    assert.deepEqual(start!.ctx, end!.ctx);
    assert.equal(start!.ctx.rootSpanId, start!.ctx.spanId);
    assert.equal(start!.ctx.parentSpanId, null);
    assert.deepEqual(start!.callStack, [start!.ctx.spanId]);
  });

  it("stands below the host's innermost span", async () => {
    const { engine, events } = bench(ANSWER);
    const host = { rootSpanId: "R", parentSpanId: "P", callStack: ["R", "P"], tags: { a: "1" } };
    await engine.callFunction("main", { host, tags: { b: "2" } });
    const { ctx, callStack, event } = events[0]!;
    assert.equal(ctx.parentSpanId, "P");
    assert.equal(ctx.rootSpanId, "R");
    assert.deepEqual(callStack, ["R", "P", ctx.spanId]);
    assert(event.kind === "functionStart");
    assert.deepEqual(event.start.tags, { a: "1", b: "2" });
  });

  it("says where it was defined, in which program, and why it is recorded", async () => {
    const { engine, events } = bench("\nfunction main(n: int) -> int { n }");
    await engine.callFunction("main", { args: { n: 5 } });
    const { event } = events[0]!;
    assert(event.kind === "functionStart");
    const { defSite, programHash, traceReason, functionType, argNames, args } = event.start;
    assert.deepEqual(defSite, { uri: "main.baml", range: [1, 0, 1, 34] });
    assert.equal(typeof programHash, "string");
    assert.deepEqual(
      { traceReason, functionType },
      { traceReason: "root", functionType: "baml_expr" },
    );
    assert.deepEqual({ argNames, args }, { argNames: ["n"], args: [5] });
  });

  it("is complete for its collector as soon as it has settled", async () => {
    const { engine } = bench(ANSWER);
    const collector = new Collector();
    await engine.callFunction("main", { collectors: [collector] });
    assert.equal(collector.last?.result, 42);
    assert.equal(collector.last?.status, "ok");
  });

  it("counts once for a collector that is listed twice", async () => {
    const { engine } = bench(ANSWER);
    const collector = new Collector();
    await engine.callFunction("main", { collectors: [collector, collector] });
    assert.equal(collector.logs.length, 1);
  });

  it("records nothing when nobody listens", async () => {
    const { engine, store } = bench(ANSWER, { listens: false });
    assert.equal(await engine.callFunction("main"), 42);
    assert.equal(store.stats().emitted, 0);
  });

  it("survives a sink that throws", async () => {
    const store = new EventStore();
    const fail = () => {
      throw new Error("full");
    };
    store.addSink({ send: fail, flush: fail, flushSync: fail, close: fail });
    const { engine } = bench(ANSWER, { store });
    assert.equal(await engine.callFunction("main"), 42);
    assert.equal(store.stats().sinkErrors, 2);
  });

  it("runs beside others of its engine without meeting them", async () => {
    const { engine, events } = bench(
      "function f(n: int) -> int[] { let a: int[] = []; a.push(n); baml.sys.sleep(10); a.push(n * 2); a }",
    );
    const calls = Array.from({ length: 20 }, (_, n) => engine.callFunction("f", { args: { n } }));
    assert.deepEqual(
      await Promise.all(calls),
      Array.from({ length: 20 }, (_, n) => [n, n * 2]),
    );
    assert.equal(new Set(events.map(({ ctx }) => ctx.rootSpanId)).size, 20);
    assert.equal(events.length, 40);
  });

  it("shares its store with the calls of another engine", async () => {
    const store = new EventStore();
    const one = bench(ANSWER, { store });
    const other = bench("function main() -> int { 43 }", { store, listens: false });
    const results = [one.engine.callFunction("main"), other.engine.callFunction("main")];
    assert.deepEqual(await Promise.all(results), [42, 43]);
    assert.equal(one.events.length, 4);
  });

  it("sees division by zero as a string that it can catch", async () => {
    await check(
      `function main() -> string | int { 1 / 0 catch (e) { s: string => s } }`,
      {},
      { value: "error: division by zero: 1 / 0" },
    );
  });

  it("cannot return a function", async () => {
    const { engine, events } = bench(
      "function one() -> int { 1 }\nfunction main() -> () -> int { one }",
    );
    const outcome = await outcomeOf(engine.callFunction("main"));
    assert("error" in outcome);
    assert.equal(outcome.error.kind, "conversion");
    assert.equal(outcome.error.message, "Cannot convert object of type function");
    assert.deepEqual(linesOf(events).at(-1), "< main = <one>");
  });

  it("gives its own collectors to the program, as the host's own objects", async () => {
    const { engine } = bench("function main() -> unknown[] { baml.trace.collectors() }");
    const collector = new Collector("mine");
    const value = await engine.callFunction("main", { collectors: [collector] });
    assert(Array.isArray(value));
    assert.equal(collectorOf(value[0]), collector);
    assert.equal(value.length, 1);
  });
});

describe("a bug of ours", () => {
  it("fails the call as internal, closes its spans, and is logged", async () => {
    const source = `function inner() -> string { baml.sys.shell("x") }
function main() -> string { inner() catch (e) { _ => "caught" } }`;
    // A number in a value is an int, so this answer is none that a machine can take.
    const system = { shell: async () => 1.5 as unknown as string };
    const { engine, events, logged } = bench(source, { system });
    const outcome = await outcomeOf(engine.callFunction("main", { trace: { mode: "all" } }));
    assert("error" in outcome);
    assert.equal(outcome.error.kind, "internal");
    assert.match(outcome.error.message, /^Internal error: /);
    const ends = linesOf(events).slice(2);
    assert.deepEqual(
      ends.map((line) => line.replace(/error: .*/, "error")),
      ["  < inner error", "< main error"],
    );
    assert.equal(logged.length, 1);
  });
});

describe("a program", () => {
  it("tells of watched variables and headers while it runs", async () => {
    const source = `function main() -> int {
  watch let n = 1;
  //# Doubling
  n = n * 2;
  n
}`;
    const notices: string[] = [];
    await check(
      source,
      {
        onNotice: (notice) => {
          notices.push(
            notice.kind === "watch" ? `${notice.name} = ${notice.value}` : `# ${notice.title}`,
          );
        },
      },
      { value: 2 },
    );
    assert.deepEqual(notices, ["# Doubling", "n = 2"]);
  });
});

describe("a call is refused", () => {
  it("without a trace when the signal is aborted already", async () => {
    await checkRefused(ANSWER, "main", { signal: AbortSignal.abort() }, "Operation cancelled");
  });

  it("without a trace when there is no such function", async () => {
    await checkRefused(ANSWER, "nope", {}, "Function not found: nope");
  });

  it("without a trace when what it reaches has errors, and only then", async () => {
    const source = `function bad() -> int { "x" }
function main() -> int { bad() }
function good() -> int { 1 }`;
    await checkRefused(source, "main", {}, "main.baml:1: expected `int`, found `string`");
    await check(source, { name: "good" }, { value: 1 });
  });

  it("when a call of that number runs, which goes on", async () => {
    const { engine, world } = bench(NAP, { sleepsAtOnce: false });
    const first = engine.callFunction("main", { args: { ms: 5 }, callId: 1234567 });
    const second = await outcomeOf(
      engine.callFunction("main", { args: { ms: 5 }, callId: 1234567 }),
    );
    assert("error" in second);
    assert.equal(second.error.kind, "duplicate_call");
    assert.match(second.error.message, /ID 1234567 is already in progress/);
    await turn();
    world.advance(5);
    assert.equal(await first, "rested");
  });
});

describe("arguments", () => {
  const SOURCE = `
enum Color { Red @alias("rouge") Blue }
class Point { x int y float? }
function ints(n: int, m: int?) -> int[] { [n] }
function point(p: Point) -> Point { p }
function color(c: Color) -> Color { c }
function half(f: float) -> float { f / 2 }
function any(v: int | string | Point[]) -> int | string | Point[] { v }
function pic(i: image) -> string? { i.as_url() }`;

  it("are missing", async () => {
    await checkArguments("ints", {}, "Missing argument 'n' for function 'ints'");
  });

  it("are too many", async () => {
    const args = { n: 1, a: 1, b: 2 };
    await checkArguments("ints", args, "Invalid argument: extra arguments: a, b");
  });

  it("are of the wrong type", async () => {
    await checkArguments("ints", { n: "1" }, "Invalid argument 'n': expected int, got string");
    await checkArguments("ints", { n: 1.5 }, "Invalid argument 'n': expected int, got float");
  });

  it("are wrong inside, and the message says where", async () => {
    await checkArguments(
      "point",
      { p: { x: "one" } },
      /^Invalid argument 'p': expected Point, got map; x: /,
    );
  });

  it("may be left out when null would do", async () => {
    await check(SOURCE, { name: "ints", args: { n: 1 } }, { value: [1] });
  });

  it("fit: ints for floats, names and aliases for enums, objects for classes and media", async () => {
    const half = { kind: "float", value: 1.5 } as const;
    await check(SOURCE, { name: "half", args: { f: 3 } }, { value: half });
    const blue = { kind: "variant", enumName: "Color", name: "Blue" } as const;
    await check(SOURCE, { name: "color", args: { c: "Blue" } }, { value: blue });
    await check(
      SOURCE,
      { name: "color", args: { c: "rouge" } },
      { value: { ...blue, name: "Red" } },
    );
    const value = {
      kind: "instance",
      className: "Point",
      fields: [
        ["x", 1],
        ["y", null],
      ],
    } as const;
    await check(SOURCE, { name: "point", args: { p: { x: 1 } } }, { value });
    await check(SOURCE, { name: "any", args: { v: [{ x: 1 }] } }, { value: [value] });
    await check(SOURCE, { name: "pic", args: { i: { url: "u" } } }, { value: "u" });
  });

  it("may be values, by name or by place", async () => {
    await check(SOURCE, { name: "half", args: [3] }, { value: { kind: "float", value: 1.5 } });
    await check(SOURCE, { name: "ints", args: new Map([["n", 7]]) }, { value: [7] });
  });

  async function checkArguments(
    name: string,
    args: CallOptions["args"],
    message: string | RegExp,
  ): Promise<void> {
    const { engine, events } = bench(SOURCE);
    const collector = new Collector();
    const outcome = await outcomeOf(
      engine.callFunction(name, { collectors: [collector], ...(args && { args }) }),
    );
    assert("error" in outcome);
    assert.equal(outcome.error.kind, "invalid_argument");
    if (typeof message === "string") assert.equal(outcome.error.message, message);
    else assert.match(outcome.error.message, message);
    assert.equal(events.length, 2, "a start and an end");
    assert.equal(collector.logs.length, 1);
    assert.equal(collector.last?.error?.kind, "invalid_argument");
    assert.equal(collector.last?.calls.length, 0);
  }

  it("of a stream are checked at once, and leave no log", () => {
    const { engine, events } = bench(SOURCE);
    const collector = new Collector();
    assert.throws(
      () => engine.streamFunction("ints", { args: { n: "x" }, collectors: [collector] }),
      /expected int, got string/,
    );
    assert.equal(events.length, 0);
    assert.equal(collector.logs.length, 0);
  });
});

describe("the environment of a call", () => {
  const SOURCE = 'function main() -> string { env.get("K") catch (e) { _ => "error" } }';

  it("is the engine's with the call's over it", async () => {
    const source = 'function main() -> string? { env.get("K") }';
    await check(source, { env: { K: "v" } }, { value: "v" });
    await check(source, { env: { K: undefined } }, { value: null });
  });

  it("fails a program that needs what is not there, with the operation's name", async () => {
    const source = "function main() -> string { env.K }";
    const { engine } = bench(source);
    const outcome = await outcomeOf(engine.callFunction("main"));
    assert("error" in outcome);
    assert.equal(
      outcome.error.message,
      "failed to call env.get_or_panic: Environment variable 'K' not found",
    );
  });

  it("is compiled for a program that reads it", () => {
    assert.equal(programOf(SOURCE).functions.length, 1);
  });
});

describe("cancel", () => {
  it("fails for a number that is unknown or has ended", async () => {
    const { engine } = bench(ANSWER);
    assert.throws(() => engine.cancel(7), CallNotFound);
    await engine.callFunction("main", { callId: 7 });
    assert.throws(() => engine.cancel(7), CallNotFound);
  });
});

async function check(
  source: string,
  { name = "main", ...options }: CallOptions & { readonly name?: string },
  expected: Awaited<ReturnType<typeof outcomeOf>>,
): Promise<void> {
  const { engine } = bench(source);
  assert.deepEqual(await outcomeOf(engine.callFunction(name, options)), expected);
}

async function checkRefused(
  source: string,
  name: string,
  options: CallOptions,
  message: string,
): Promise<void> {
  const { engine, events } = bench(source);
  const collector = new Collector();
  const outcome = await outcomeOf(
    engine.callFunction(name, { ...options, collectors: [collector] }),
  );
  assert("error" in outcome);
  assert.equal(outcome.error.message, message);
  assert.equal(events.length, 0);
  assert.equal(collector.logs.length, 0);
}

/** Lets everything that waits for nothing go on. */
function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
