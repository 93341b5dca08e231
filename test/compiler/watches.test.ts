import assert from "node:assert/strict";
import type { RunOptions } from "../vm/run";
import { runText } from "./compiled";

describe("a watched variable", () => {
  it("is told when an assignment changes it", () => {
    check(
      `function main() -> int {
  watch let x = 1;
  x = 2;
  x = 2;
  x += 3;
  x
}`,
      ["notify x = 2", "notify x = 5"],
    );
  });

  it("is told when something that it reaches changes, whoever writes", () => {
    check(
      `class P { xs int[] m map<string, P> n int }
function grow(xs: int[]) -> null { xs.push(7); }
function main() -> int {
  let inner = P { xs: [], m: {}, n: 0 };
  watch let p = P { xs: [1], m: { "k": inner }, n: 0 };
  let alias = p.xs;
  alias[0] = 2;
  grow(alias);
  inner.n = 5;
  inner.n = 5;
  p.m["k"].m["l"] = P { xs: [], m: {}, n: 1 };
  inner.m["l"].n += 1;
  alias.pop();
  1
}`,
      [
        "notify p = P {xs: [2], m: {k: P {xs: [], m: {}, n: 0}}, n: 0}",
        "notify p = P {xs: [2, 7], m: {k: P {xs: [], m: {}, n: 0}}, n: 0}",
        "notify p = P {xs: [2, 7], m: {k: P {xs: [], m: {}, n: 5}}, n: 0}",
        "notify p = P {xs: [2, 7], m: {k: P {xs: [], m: {l: P {xs: [], m: {}, n: 1}}, n: 5}}, n: 0}",
        "notify p = P {xs: [2, 7], m: {k: P {xs: [], m: {l: P {xs: [], m: {}, n: 2}}, n: 5}}, n: 0}",
        "notify p = P {xs: [2], m: {k: P {xs: [], m: {l: P {xs: [], m: {}, n: 2}}, n: 5}}, n: 0}",
      ],
    );
  });

  it("is not told of what it no longer reaches", () => {
    check(
      `function main() -> int {
  let old = [1];
  watch let xs = [old];
  xs[0] = [2];
  old[0] = 3;
  old.push(4);
  1
}`,
      ["notify xs = [[2]]"],
    );
  });

  it("is told once for each variable that a write concerns", () => {
    check(
      `function main() -> int {
  let shared = [1];
  watch let a = shared;
  watch let b = [shared];
  shared[0] = 2;
  1
}`,
      ["notify a = [2]", "notify b = [[2]]"],
    );
  });

  it("asks its filter, which is never traced", () => {
    check(
      `function big(n: int) -> bool { n > 2 }
function main() -> int {
  watch let x = 0;
  x.$watch.options(big);
  for (let i = 1; i < 5; i += 1) { x = i; }
  x
}`,
      ["notify x = 3", "notify x = 4"],
      { trace: { mode: "all" } },
    );
  });

  it("shows its filter among builtins", () => {
    check(
      `function big(n: int) -> bool { n > 2 }
function main() -> int { watch let x = 0; x.$watch.options(big); x = 3; x }`,
      ["enter big(3)", "exit big = true", "notify x = 3"],
      { trace: { mode: "all", includeBuiltins: true } },
    );
  });

  it("is told by hand only, or never, when it says so", () => {
    check(
      `function main() -> int {
  watch let x = 0;
  x.$watch.options("manual");
  x = 1;
  x.$watch.notify();
  x.$watch.options("never");
  x = 2;
  x.$watch.notify();
  x
}`,
      ["notify x = 1"],
    );
  });

  it("ends with its scope, however that is left", () => {
    check(
      `class B { xs int[] }
function f(b: B) -> int { watch let xs = b.xs; xs[0] = 5; throw "out" }
function main() -> int {
  let b = B { xs: [0] };
  { watch let inBlock = b.xs; b.xs[0] = 1; }
  b.xs[0] = 2;
  for (let i in [0, 1]) { watch let inLoop = b.xs; if (i == 0) { continue; } break; }
  b.xs[0] = 3;
  { watch let caught = b.xs; throw "x" } catch (e) { _ => { b.xs[0] = 4; } };
  f(b) catch (e) { _ => { b.xs[0] = 6; 0 } };
  b.xs[0] = 7;
  1
}`,
      ["notify inBlock = [1]", "notify xs = [5]"],
    );
  });

  it("is new each turn of a loop", () => {
    check(
      `function main() -> int {
  for (let i in [1, 2]) { watch let x = 0; x = i; }
  1
}`,
      ["notify x = 1", "notify x = 2"],
    );
  });

  it("lets an error of its filter go to the assignment", () => {
    const { value } = runText(`function bad(n: int) -> bool { throw "filter" }
function main() -> unknown {
  watch let x = 0;
  x.$watch.options(bad);
  { x = 1; 0 } catch (e) { s: string => s }
}`);
    assert.equal(value, "filter");
  });

  it("compares cyclic values", () => {
    check(
      `class N { next N? v int }
function main() -> int {
  watch let n = N { v: 1 };
  n.next = n;
  n.v = 2;
  1
}`,
      ["notify n = N {next: N {…", "notify n = N {next: N {…"],
      {},
      24,
    );
  });
});

describe("header comments", () => {
  it("are told when someone wants to know", () => {
    const text = `function main() -> int {
  //# Setup
  let a = 1;
  for (let i in [1, 2]) {
    //## Turn
  }
  a
}`;
    check(text, []);
    check(text, ["header Setup", "header Turn", "header Turn"], { notifiesHeaders: true });
  });
});

/** `length` cuts what cannot be shown whole. */
function check(
  text: string,
  expected: readonly string[],
  options: RunOptions = {},
  length = 1000,
): void {
  const { log, error } = runText(text, options);
  assert.equal(error, undefined);
  assert.deepEqual(
    log.map((line) => (line.length > length ? `${line.slice(0, length - 1)}…` : line)),
    expected,
  );
}
