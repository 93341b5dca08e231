import assert from "node:assert/strict";
import fc from "fast-check";
import type { Program } from "../../server/bytecode";
import { Image, type SpanNotification, Vm, type VmTracePolicy } from "../../server/vm";
import { run } from "../vm/run";
import { compiled } from "./compiled";
import { randomProgram } from "./randomPrograms";

describe("tracing", () => {
  it("changes no result, and ends every span it begins, in 500 random programs (B-V12)", () => {
    fc.assert(
      fc.property(randomProgram, policy, (text, trace) => {
        const program = compiled(text);
        const plain = run(program);
        assert.equal(plain.error, undefined, plain.error?.message);
        const traced = run(program, { trace });
        assert.deepEqual(traced.value, plain.value);
        assert.deepEqual(unpaired(traced.log), []);
      }),
      { numRuns: 500 },
    );
  });

  it("counts in all what it does not tell", () => {
    fc.assert(
      fc.property(
        randomProgram,
        fc.nat(20),
        fc.integer({ min: 1, max: 4 }),
        (text, maxSpans, maxDepth) => {
          const program = compiled(text);
          const all = spansOf(program, { mode: "all", maxSpans: 1e9, maxDepth: 1e9 });
          const some = spansOf(program, { mode: "all", maxSpans, maxDepth });
          assert.equal(some.told + some.suppressed, all.told);
          assert(some.told <= maxSpans);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("says where each call is, and where the function (B-V15)", () => {
    const text = `function inner(n: int) -> int { n + 1 }
class K { function m(self, n: int) -> int { inner(n) } }
function main() -> int {
  let k = K { };
  let f = inner;
  k.m(
    inner(2)
  ) + f(3)
}`;
    const image = new Image(compiled(text));
    const shown = enters(image, { mode: "all" }).map((span) => {
      const site = image.siteSpan(span.site!);
      const definition = image.definitionSpan(span.fn);
      return `${span.fn.name} at ${site?.range.join(":")} of ${definition?.range.join(":")}`;
    });
    assert.deepEqual(shown, [
      "inner at 6:4:6:12 of 0:0:0:39",
      "K.m at 5:2:7:3 of 1:10:1:54",
      "inner at 1:44:1:52 of 0:0:0:39",
      "inner at 7:6:7:10 of 0:0:0:39",
    ]);
  });

  it("follows one call expression, also of a method of the library (B-V16)", () => {
    const text = `function main() -> int {
  let s = "abc";
  s.length() + s.length()
}`;
    const image = new Image(compiled(text));
    const callSites = [{ uri: "main.baml", range: [2, 15, 2, 25] as const }];
    const spans = enters(image, { mode: "off", callSites });
    assert.deepEqual(
      spans.map(({ fn, reason, site }) => [fn.name, reason, image.siteSpan(site!)?.range[1]]),
      [["baml.String.length", "call_site", 15]],
    );
  });
});

const policy: fc.Arbitrary<VmTracePolicy> = fc.oneof(
  fc.constantFrom<VmTracePolicy>(
    { mode: "all" },
    { mode: "all", includeBuiltins: true },
    { mode: "off", functions: ["f1", "Cell.add"] },
  ),
  fc.nat(60).map((maxSpans): VmTracePolicy => ({ mode: "all", includeNative: true, maxSpans })),
);

/** Lines of begins and ends that do not fit together. */
function unpaired(log: readonly string[]): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const line of log) {
    const [verb, rest = ""] = line.split(/ (.*)/);
    if (verb === "enter") open.push(rest.slice(0, rest.indexOf("(")));
    else if (verb === "exit" && open.pop() !== rest.split(" ")[0]) wrong.push(line);
  }
  return [...wrong, ...open];
}

function spansOf(program: Program, trace: VmTracePolicy): { told: number; suppressed: number } {
  const { log, vm } = run(program, { trace });
  const counts = log.map((line) => Number(/ \+(\d+)$/.exec(line)?.[1] ?? 0));
  return {
    told: log.filter((line) => line.startsWith("enter")).length,
    suppressed: counts.reduce((sum, count) => sum + count, vm.suppressedSpans),
  };
}

type Enter = Extract<SpanNotification, { tag: "enter" }>;

function enters(image: Image, trace: VmTracePolicy): readonly Enter[] {
  const vm = new Vm(image, "main", [], { trace });
  const found: Enter[] = [];
  for (let state = vm.exec(); state.tag !== "complete"; state = vm.exec()) {
    if (state.tag === "spanNotify" && state.span.tag === "enter") found.push(state.span);
  }
  return found;
}
