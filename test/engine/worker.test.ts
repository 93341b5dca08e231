/** A few calls in a real worker thread, started from source: the rest of the tests need none. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { CallFailure } from "../../server/base";
import { Engine, type RunnerConnection, startInThread } from "../../server/engine";
import {
  Collector,
  EventFactory,
  EventStore,
  type RuntimeEvent,
  type Schedule,
} from "../../server/events";
import { linesOf, outcomeOf, programOf } from "./runProgram";

const SOURCE = `function main() -> int { inner(20) + 1 }
function inner(n: int) -> int { n * 2 }
function spin() -> int { while (true) { }
 1 }
function nap() -> null { baml.sys.sleep(60000) }
function stuck() -> bool {
  let s = "a";
  for (let i = 0; i < 6; i += 1) { s = s + s; }
  (s + "!").matches("^(a|aa)+$")
}
function greet(name: string) -> string { "hello " + name + "!" }`;

describe("an engine with a worker", function () {
  this.timeout(60_000);
  let engine: Engine;
  let connection: RunnerConnection;
  let store: EventStore;
  let events: RuntimeEvent[];
  let logged: string[];

  beforeEach(() => {
    store = new EventStore();
    events = [];
    logged = [];
    store.subscribe((batch) => void events.push(...batch));
    engine = newEngine();
  });

  afterEach(() => engine.dispose());

  function newEngine(schedule?: Schedule): Engine {
    const factory = new EventFactory();
    const start = startInThread({
      workerFile: join(__dirname, "../../server/engine/worker.ts"),
      execArgv: ["--require", "tsx/cjs"],
      events: factory,
      folders: { projectRoot: __dirname, workingFolder: __dirname },
    });
    const made = new Engine({
      store,
      events: factory,
      log: (message) => logged.push(message),
      start: (listener) => {
        connection = start(listener);
        return connection;
      },
      ...(schedule && { schedule }),
    });
    made.load(programOf(SOURCE));
    return made;
  }

  it("runs calls there, and has their events when they settle", async () => {
    const collector = new Collector();
    const before = Date.now() * 1000;
    const value = await engine.callFunction("main", {
      trace: { mode: "all" },
      collectors: [collector],
    });
    assert.equal(value, 41);
    assert.deepEqual(linesOf(events), [
      "> main()",
      "  > inner(20)",
      "  < inner = 40",
      "< main = 41",
    ]);
    assert.equal(collector.last?.result, 41);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      [0, 1, 2, 3],
    );
    const { timestampUs } = events[0]!;
    assert(Math.abs(timestampUs - before) < 10_000_000, "its clock continues that of the front");
  });

  it("runs many calls at a time", async () => {
    const names = Array.from({ length: 50 }, (_, n) => `n${n}`);
    const calls = names.map((name) => engine.callFunction("greet", { args: { name } }));
    assert.deepEqual(
      await Promise.all(calls),
      names.map((name) => `hello ${name}!`),
    );
  });

  it("answers a synchronous call while this thread is blocked", async () => {
    // The loader of sources asks this thread while the worker starts; the bundle does not.
    await engine.callFunction("main");
    assert.equal(engine.callFunctionSync("main"), 41);
    assert.throws(() => engine.callFunctionSync("greet"), CallFailure);
    assert.equal(engine.callFunctionSync("greet", { args: { name: "x" } }), "hello x!");
  });

  it("stops an endless loop, and keeps its spans", async () => {
    const outcome = await stopped("spin");
    assert.equal(outcome.kind, "cancelled");
    assert.deepEqual(linesOf(events), ["> spin()", "< spin cancelled: Operation cancelled"]);
    assert.equal(await engine.callFunction("main"), 41, "the worker lives");
    assert.deepEqual(logged, []);
  });

  it("stops a long sleep", async () => {
    assert.equal((await stopped("nap")).kind, "cancelled");
  });

  it("is replaced when its worker dies: calls fail, their spans are closed", async () => {
    const nap = outcomeOf(engine.callFunction("nap", { trace: { mode: "all" } }));
    await started("nap");
    connection.kill?.("the test ended it");
    const outcome = await nap;
    assert("error" in outcome);
    assert.equal(outcome.error.kind, "internal");
    assert.match(outcome.error.message, /^Internal error: the engine's runner died/);
    store.deliver();
    assert.match(
      linesOf(events).find((line) => line.startsWith("< nap"))!,
      /error: Internal error/,
    );
    assert.equal(store.stats().openSpans, 0);
    assert.equal(logged.length, 1);
    assert.equal(await engine.callFunction("main"), 41, "another worker answers");
  });

  it("ends a worker that is stuck inside one instruction", async () => {
    await engine.dispose();
    engine = newEngine((run, delayMs) => {
      const timer = setTimeout(run, delayMs / 20);
      return () => clearTimeout(timer);
    });
    assert.equal((await stopped("stuck")).kind, "cancelled");
    assert.match(logged[0]!, /did not react to a cancellation/);
    assert.equal(await engine.callFunction("main"), 41);
  });

  /** Starts a call, stops it once it runs, and says how it ended. */
  async function stopped(name: string) {
    const abort = new AbortController();
    const call = outcomeOf(engine.callFunction(name, { signal: abort.signal }));
    await started(name);
    const at = performance.now();
    abort.abort();
    const outcome = await call;
    const tookMs = performance.now() - at;
    assert("error" in outcome);
    // The promise is a tenth of a second; a busy machine gets more.
    assert(tookMs < 1000, `it took ${tookMs} ms`);
    return outcome.error;
  }

  async function started(name: string): Promise<void> {
    while (
      !events.some(({ event }) => event.kind === "functionStart" && event.start.name === name)
    ) {
      await new Promise((done) => setTimeout(done, 5));
    }
  }
});
