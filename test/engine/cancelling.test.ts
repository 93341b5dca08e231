/** Stopping calls: by a signal, by number, by time (tracing 3.5, 4.7 and 10.3). */
import assert from "node:assert/strict";
import type { CallOptions } from "../../server/engine";
import { TransportError } from "../../server/llm";
import { type BenchOptions, bench, linesOf, outcomeOf } from "./runProgram";

const NAP = `function nap(ms: int) -> null { baml.sys.sleep(ms) }
function main() -> int { nap(1); nap(2); nap(10000); 1 }`;
const SPIN = "function spin() -> int { while (true) { }\n 1 }\nfunction main() -> int { spin() }";

describe("a stopped call", () => {
  it("ends a long sleep at once, its spans innermost first", async () => {
    const { engine, events, world } = bench(NAP, { sleepsAtOnce: false });
    const abort = new AbortController();
    const call = outcomeOf(
      engine.callFunction("main", { signal: abort.signal, trace: { mode: "all" } }),
    );
    await turn();
    world.advance(1);
    await turn();
    world.advance(2);
    await turn();
    world.advance(50);
    abort.abort();
    assertCancelled(await call);
    assert.deepEqual(linesOf(events), [
      "> main()",
      "  > nap(1)",
      "  < nap = null",
      "  > nap(2)",
      "  < nap = null",
      "  > nap(10000)",
      "  < nap cancelled: Operation cancelled",
      "< main cancelled: Operation cancelled",
    ]);
    const end = events.at(-1)!.event;
    assert(end.kind === "functionEnd");
    assert.equal(end.end.durationUs, 53_000);
    assert.equal(end.end.waitUs, 53_000);
  });

  it("ends an endless loop within a few turns, and keeps its spans", async () => {
    const abort = new AbortController();
    let turns = 0;
    const { engine, events } = bench(SPIN, {
      stepMs: 1,
      onYield: () => {
        if (++turns === 3) abort.abort();
      },
    });
    const call = engine.callFunction("main", { signal: abort.signal, trace: { mode: "all" } });
    assertCancelled(await outcomeOf(call));
    assert.equal(turns, 3);
    assert.deepEqual(linesOf(events), [
      "> main()",
      "  > spin()",
      "  < spin cancelled: Operation cancelled",
      "< main cancelled: Operation cancelled",
    ]);
  });

  it("cannot be caught by the program", async () => {
    const source = 'function main() -> string { baml.sys.sleep(9) catch (e) { _ => null }; "on" }';
    const { engine, events } = bench(source, { sleepsAtOnce: false });
    const abort = new AbortController();
    const call = outcomeOf(engine.callFunction("main", { signal: abort.signal }));
    await turn();
    abort.abort();
    assertCancelled(await call);
    assert.deepEqual(linesOf(events), ["> main()", "< main cancelled: Operation cancelled"]);
  });

  it("stops in the same tick in which it was made, with one end and no result", async () => {
    const { engine, events } = bench("function main() -> int { 1 }");
    const abort = new AbortController();
    const call = outcomeOf(engine.callFunction("main", { signal: abort.signal }));
    abort.abort();
    assertCancelled(await call);
    assert.deepEqual(linesOf(events), ["> main()", "< main cancelled: Operation cancelled"]);
  });

  it("may be stopped again and again, also when it has ended", async () => {
    const { engine, events } = bench(NAP, { sleepsAtOnce: false });
    const abort = new AbortController();
    const call = outcomeOf(engine.callFunction("main", { signal: abort.signal, callId: 99 }));
    await turn();
    abort.abort();
    engine.cancel(99);
    engine.cancel(99);
    assertCancelled(await call);
    abort.abort();
    assert.equal(linesOf(events).length, 2);
  });

  it("leaves the others of its engine alone", async () => {
    const { engine, world } = bench(NAP, { sleepsAtOnce: false });
    const abort = new AbortController();
    const slow = outcomeOf(engine.callFunction("main", { signal: abort.signal }));
    const fast = engine.callFunction("nap", { args: { ms: 5 } });
    await turn();
    abort.abort();
    world.advance(5);
    assert.equal(await fast, null);
    assertCancelled(await slow);
  });

  it("aborts a request that is under way, and drops what comes late", async () => {
    let seen: AbortSignal | undefined;
    const { engine, events } = bench(
      'function main() -> string { let r = baml.http.fetch("http://x/"); r.text() }',
      {
        transport: (_request, { signal }) =>
          new Promise((_done, fail) => {
            seen = signal;
            signal.addEventListener("abort", () => fail(new TransportError("reset", "closed")));
          }),
      },
    );
    const abort = new AbortController();
    const call = outcomeOf(engine.callFunction("main", { signal: abort.signal }));
    await turn();
    abort.abort();
    assertCancelled(await call);
    assert.equal(seen?.aborted, true);
    assert.equal(events.length, 2);
  });
});

describe("a call with a limit of time", () => {
  it("ends when it is up", async () => {
    const { engine, world, events } = bench(NAP, { sleepsAtOnce: false });
    const call = outcomeOf(engine.callFunction("nap", { args: { ms: 1000 }, timeoutMs: 50 }));
    await turn();
    world.advance(50);
    const outcome = await call;
    assert("error" in outcome);
    const { kind, type, statusCode, details } = outcome.error;
    assert.deepEqual(
      { kind, type, statusCode },
      { kind: "timeout", type: "BamlTimeoutError", statusCode: 408 },
    );
    assert.deepEqual(details, { timeoutType: "call", configuredValueMs: 50, elapsedMs: 50 });
    assert.match(linesOf(events).at(-1)!, /^< nap error: /);
  });

  it("ends an endless loop", async () => {
    await check(SPIN, { timeoutMs: 30 }, { stepMs: 1, sleepsAtOnce: true }, "timeout");
  });

  it("keeps a program that ends in time", async () => {
    const { engine, world } = bench(NAP, { sleepsAtOnce: false });
    const call = engine.callFunction("nap", { args: { ms: 10 }, timeoutMs: 50 });
    await turn();
    world.advance(10);
    assert.equal(await call, null);
    assert.equal(world.sleeping, 0, "the timer was called off");
  });

  it("is cancelled when both are due", async () => {
    const { engine, world } = bench(NAP, { sleepsAtOnce: false });
    const abort = new AbortController();
    const call = outcomeOf(
      engine.callFunction("nap", { args: { ms: 99 }, timeoutMs: 50, signal: abort.signal }),
    );
    await turn();
    world.advance(50);
    abort.abort();
    assertCancelled(await call);
  });
});

describe("shutting the engine down", () => {
  it("ends what runs as cancelled, its spans too", async () => {
    const { engine, events } = bench(NAP, { sleepsAtOnce: false });
    const call = outcomeOf(engine.callFunction("main", { trace: { mode: "all" } }));
    await turn();
    await engine.dispose();
    assertCancelled(await call);
    assert.deepEqual(linesOf(events).slice(2), [
      "  < nap cancelled: Operation cancelled",
      "< main cancelled: Operation cancelled",
    ]);
  });
});

function assertCancelled(outcome: Awaited<ReturnType<typeof outcomeOf>>): void {
  assert("error" in outcome, `it was not cancelled: ${JSON.stringify(outcome)}`);
  const { kind, type, message } = outcome.error;
  assert.deepEqual(
    { kind, type, message },
    { kind: "cancelled", type: "BamlCancelledError", message: "Operation cancelled" },
  );
}

async function check(
  source: string,
  options: CallOptions,
  script: BenchOptions,
  kind: string,
): Promise<void> {
  const { engine } = bench(source, script);
  const outcome = await outcomeOf(engine.callFunction("main", options));
  assert("error" in outcome);
  assert.equal(outcome.error.kind, kind);
}

/** Lets everything that waits for nothing go on. */
function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
