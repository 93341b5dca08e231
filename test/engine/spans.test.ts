/** Which calls have spans, and what the spans say (tracing 3 and 10.2). */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { CallOptions } from "../../server/engine";
import type { CallSiteStats, RuntimeEvent } from "../../server/events";
import { bench, linesOf, outcomeOf, spansOf } from "./runProgram";

const FOUR_LEVELS = `function main() -> int { one(1) }
function one(n: int) -> int { two(n + 1) }
function two(n: int) -> int { three(n + 1) }
function three(n: int) -> int { n }`;

const THROWS = `function main() -> int { outer() catch (e) { s: string => s.length() } }
function outer() -> int { inner() }
function inner() -> int { throw "no" }`;

const MANY = `function add(a: int, b: int) -> int { a + b }
function main() -> int {
  let sum = 0;
  for (let i = 0; i < 1000; i += 1) { sum = add(sum, i); }
  sum
}`;

describe("spans by default", () => {
  it("are the entry's alone, however deep expression functions call each other", async () => {
    await check(FOUR_LEVELS, {}, ["> main()", "< main = 3"]);
  });

  it("are none when the mode is off", async () => {
    await check(FOUR_LEVELS, { mode: "off" }, []);
  });
});

describe("spans of all calls", () => {
  it("nest as the calls do", async () => {
    await check(FOUR_LEVELS, { mode: "all" }, [
      "> main()",
      "  > one(1)",
      "    > two(2)",
      "      > three(3)",
      "      < three = 3",
      "    < two = 3",
      "  < one = 3",
      "< main = 3",
    ]);
  });

  it("say where they were called from", async () => {
    const { engine, events } = bench(FOUR_LEVELS);
    await engine.callFunction("main", { trace: { mode: "all" } });
    const sites = starts(events).map(({ callSite }) => callSite?.range);
    assert.deepEqual(sites, [undefined, [0, 25, 0, 31], [1, 30, 1, 40], [2, 30, 2, 42]]);
  });

  it("leave out builtins and system operations, unless they are asked for", async () => {
    const source = 'function main() -> int { baml.sys.sleep(3); "ab".length() }';
    await check(source, { mode: "all" }, ["> main()", "< main = 2"]);
    await check(source, { mode: "all", includeNative: true }, [
      "> main()",
      "  > baml.sys.sleep(3)",
      "  < baml.sys.sleep = null",
      '  > baml.String.length("ab")',
      "  < baml.String.length = 2",
      "< main = 2",
    ]);
  });

  it("show arguments and results as they were then", async () => {
    const source = `function grow(xs: int[]) -> int[] { xs.push(2); xs }
function main() -> int { let xs = [1]; let ys = grow(xs); ys.push(3); ys.length() }`;
    await check(source, { mode: "all", capture: "full" }, [
      "> main()",
      "  > grow([1])",
      "  < grow = [1, 2]",
      "< main = 3",
    ]);
  });

  it("show previews of what is large, and nothing when nothing is to be captured", async () => {
    const source = `function id(xs: int[]) -> int { xs.length() }
function main() -> int { let xs: int[] = []; for (let i = 0; i < 50; i += 1) { xs.push(i); } id(xs) }`;
    const { engine, events } = bench(source);
    await engine.callFunction("main", { trace: { mode: "all" } });
    const shown = starts(events)[1]!.args[0];
    assert(Array.isArray(shown));
    assert.deepEqual(shown.at(-1), { kind: "truncated", what: "array", items: 30 });
    await check(source, { mode: "all", capture: "none" }, [
      "> main()",
      "  > id()",
      "  < id = null",
      "< main = null",
    ]);
  });
});

describe("spans of single calls", () => {
  it("are those of a selected call expression, whatever it calls", async () => {
    const source = `function f(n: int) -> int { n }
function main() -> int { f(1) + f(2) + "abc".length() }`;
    const callSites = [
      { uri: "main.baml", range: [1, 32, 1, 36] },
      { uri: "main.baml", range: [1, 39, 1, 53] },
    ] as const;
    await check(source, { mode: "off", callSites }, [
      "> main()",
      "  > f(2)",
      "  < f = 2",
      '  > baml.String.length("abc")',
      "  < baml.String.length = 3",
      "< main = 6",
    ]);
  });

  it("are those of a function that is named", async () => {
    await check(FOUR_LEVELS, { functions: ["two"] }, [
      "> main()",
      "  > two(2)",
      "  < two = 3",
      "< main = 3",
    ]);
  });
});

describe("spans of calls that fail", () => {
  it("end innermost first when a caller catches, and later ones are siblings", async () => {
    const source = `${THROWS}
function after() -> int { 1 }
function again() -> int { main() + after() }`;
    await check(
      source,
      { mode: "all" },
      [
        "> again()",
        "  > main()",
        "    > outer()",
        "      > inner()",
        "      < inner error: uncaught throw: no",
        "    < outer error: uncaught throw: no",
        "  < main = 2",
        "  > after()",
        "  < after = 1",
        "< again = 3",
      ],
      "again",
    );
  });

  it("end innermost first when nobody catches", async () => {
    await check(
      THROWS,
      { mode: "all" },
      [
        "> outer()",
        "  > inner()",
        "  < inner error: uncaught throw: no",
        "< outer error: uncaught throw: no",
      ],
      "outer",
    );
  });

  it("are not disturbed by a handler in the frame that threw", async () => {
    const source = 'function main() -> int { throw "x" catch (e) { _ => 1 } }';
    await check(source, { mode: "all" }, ["> main()", "< main = 1"]);
  });

  it("say what was thrown, where, and by which calls", async () => {
    const { engine } = bench("function main() -> int {\n  let xs = [1];\n  xs[4]\n}");
    const outcome = await outcomeOf(engine.callFunction("main"));
    assert("error" in outcome);
    const { message, details, stack } = outcome.error;
    assert.equal(message, "array index out of bounds: 4 of 1");
    assert.deepEqual(details?.["frames"], [
      { function: "main", place: { uri: "main.baml", range: [2, 2, 2, 7] } },
    ]);
    assert.match(stack ?? "", /main/);
  });
});

describe("limits of spans", () => {
  const RECURSION = "function main() -> int { main() }";

  it("record the first levels of a recursion, and every one that is recorded ends", async () => {
    const { engine, events } = bench(RECURSION);
    const outcome = await outcomeOf(
      engine.callFunction("main", { trace: { mode: "all", maxDepth: 5 } }),
    );
    assert("error" in outcome);
    assert.match(outcome.error.message, /stack overflow/);
    const lines = linesOf(events);
    assert.equal(lines.filter((line) => line.includes(">")).length, 5);
    assert.equal(lines.filter((line) => line.includes("<")).length, 5);
    assert.match(lines[5]!, /\(\+251\)$/);
  });

  it("keep the result, and count what is beyond them", async () => {
    const { engine, events } = bench(MANY);
    const value = await engine.callFunction("main", { trace: { mode: "all", maxSpans: 100 } });
    assert.equal(value, 499_500);
    assert.equal(starts(events).length, 101);
    assert.equal(suppressed(events), 900);
    assert.equal(statsOf(events).at(-1)?.count, 900, "what is beyond is counted by site");
  });
});

describe("aggregate delivery", () => {
  it("tells one record a call site in place of spans", async () => {
    const { engine, events } = bench(MANY, { stepMs: 0.001 });
    await engine.callFunction("main", { trace: { mode: "all", deliver: "aggregate" } });
    assert.deepEqual(linesOf(events), ["> main()", "< main = 499500"]);
    const stats = statsOf(events);
    assert.equal(stats.length, 1);
    const { site, count, errors, minUs, maxUs, totalUs, selfUs, last } = stats[0]!;
    assert.deepEqual(site, { uri: "main.baml", range: [3, 44, 3, 55] });
    assert.deepEqual(
      { function: stats[0]!.function, count, errors },
      { function: "add", count: 1000, errors: 0 },
    );
    assert(minUs <= totalUs / count && totalUs / count <= maxUs);
    assert.equal(selfUs, totalUs);
    assert.equal(last.preview, "499500");
    assert.deepEqual(last.args, ["498501", "999"]);
    assert.equal(suppressed(events), 0);
  });

  it("tells spans too when both are wanted", async () => {
    const { engine, events } = bench(MANY);
    await engine.callFunction("main", { trace: { mode: "all", deliver: "both" } });
    assert.equal(starts(events).length, 1001);
    assert.equal(statsOf(events)[0]?.count, 1000);
  });

  it("keeps the time of a call apart from that of the calls inside it", async () => {
    const source = `function leaf() -> int { baml.sys.sleep(10); 1 }
function branch() -> int { baml.sys.sleep(5); leaf() }
function main() -> int { branch() }`;
    const { engine, events } = bench(source);
    await engine.callFunction("main", { trace: { mode: "all", deliver: "aggregate" } });
    const times = statsOf(events).map(({ function: name, totalUs, selfUs, waitUs }) => [
      name,
      totalUs,
      selfUs,
      waitUs,
    ]);
    assert.deepEqual(times, [
      ["branch", 15_000, 5000, 15_000],
      ["leaf", 10_000, 10_000, 10_000],
    ]);
  });
});

describe("time", () => {
  it("that is waited is part of the duration of every open span", async () => {
    const source = `function nap() -> null { baml.sys.sleep(100) }
function main() -> null { nap() }`;
    const { engine, events } = bench(source);
    await engine.callFunction("main", { trace: { mode: "all" } });
    const ends = events.flatMap(({ event }) => (event.kind === "functionEnd" ? [event.end] : []));
    assert.deepEqual(
      ends.map(({ name, durationUs, waitUs }) => [name, durationUs, waitUs]),
      [
        ["nap", 100_000, 100_000],
        ["main", 100_000, 100_000],
      ],
    );
  });

  it("never goes back, and numbers never skip", async () => {
    const { engine, events } = bench(FOUR_LEVELS, { stepMs: 0.01 });
    await engine.callFunction("main", { trace: { mode: "all" } });
    for (const [index, { seq, timestampUs }] of events.entries()) {
      assert.equal(seq, index);
      assert(timestampUs >= (events[index - 1]?.timestampUs ?? 0));
    }
  });
});

describe("a traced run", () => {
  it("gives what the untraced one gives, and closes every span, whatever the program", async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (source) => {
        const untraced = bench(source, { listens: false });
        const traced = bench(source);
        const trace = { mode: "all", maxSpans: 40, includeNative: true } as const;
        const expected = await outcomeOf(untraced.engine.callFunction("main"));
        const actual = await outcomeOf(traced.engine.callFunction("main", { trace }));
        assert.deepEqual(actual, expected);
        checkNesting(traced.events);
      }),
      { numRuns: 500 },
    );
  });
});

/** Small programs that call, catch, throw and fail at random. */
const programs: fc.Arbitrary<string> = fc
  .array(fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((bodies) => {
    const count = bodies.length;
    const functions = bodies.map((steps, index) => {
      // Calls go to later functions alone, so that every program ends.
      const callee = (step: number) =>
        index + 1 < count ? `f${index + 1 + (step % (count - index - 1))}(n + 1)` : "n";
      const lines = steps.map((step) => {
        const call = callee(step);
        if (step === 0) return `n += (${call} catch (e) { _ => 100 });`;
        if (step === 1) return 'if (n > 3) { throw "big"; }';
        if (step === 2) return "n = 7 / (n - 2);";
        if (step === 3) return "n += baml.unstable.string(n).length();";
        return `n += ${call};`;
      });
      return `function f${index}(n0: int) -> int { let n = n0; ${lines.join(" ")} n }`;
    });
    return `${functions.join("\n")}\nfunction main() -> int { f0(1) }`;
  });

/** Each start has one end, innermost first, and each span stands in its parent's stack. */
function checkNesting(events: readonly RuntimeEvent[]): void {
  const open: RuntimeEvent[] = [];
  for (const event of events) {
    if (event.event.kind === "functionStart") {
      const parent = open.at(-1);
      assert.deepEqual(event.callStack, [...(parent?.callStack ?? []), event.ctx.spanId]);
      open.push(event);
    } else if (event.event.kind === "functionEnd") {
      assert.equal(open.pop()?.ctx.spanId, event.ctx.spanId);
    }
  }
  assert.equal(open.length, 0);
}

function starts(events: readonly RuntimeEvent[]) {
  return events.flatMap(({ event }) => (event.kind === "functionStart" ? [event.start] : []));
}

function suppressed(events: readonly RuntimeEvent[]): number {
  const counts = events.map(({ event }) =>
    event.kind === "functionEnd" ? (event.end.suppressedChildren ?? 0) : 0,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** What was told last of each site. */
function statsOf(events: readonly RuntimeEvent[]): readonly CallSiteStats[] {
  const last = events.findLast(
    ({ event }) => event.kind === "meta" && event.meta.kind === "callSiteStats",
  );
  return last?.event.kind === "meta" && last.event.meta.kind === "callSiteStats"
    ? last.event.meta.sites
    : [];
}

async function check(
  source: string,
  trace: NonNullable<CallOptions["trace"]>,
  expected: readonly string[],
  name = "main",
): Promise<void> {
  assert.deepEqual(await spansOf(source, name, trace), expected);
}
