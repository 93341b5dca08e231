import assert from "node:assert/strict";
import type { CallError, SourceSpan } from "../../server/base";
import { Op, type Program } from "../../server/bytecode";
import { traceBits } from "../../server/vm";
import { builtin, fn, program, value } from "./assemble";
import { type RunOptions, run } from "./run";

describe("traceBits", () => {
  it("follow from a function's kind and origin", () => {
    assert.equal(traceBits("llm", "user"), 1);
    assert.equal(traceBits("bytecode", "user"), 2);
    assert.equal(traceBits("native", "builtin") & 8, 8);
    assert.equal(traceBits("sysop", "builtin") & 16, 16);
    assert.equal(traceBits("bytecode", "builtin"), 4);
  });
});

describe("spans, in the mode llm", () => {
  it("tell nothing of expression functions, at any depth (B-V1, B-V2)", () => {
    check(chain, {}, []);
  });

  it("tell of LLM functions alone (B-V3)", () => {
    check(asking, { answer: () => "hi" }, [
      'enter Ask("a")',
      'await Ask("a")',
      'exit Ask = "hi"',
      'enter Ask("b")',
      'await Ask("b")',
      'exit Ask = "hi"',
    ]);
  });

  it("tell of an LLM function that is called through a value (B-V5)", () => {
    const indirect = program({
      Ask: ask,
      main: {
        code: [Op.Constant, fn("Ask"), Op.Constant, value("x"), Op.CallIndirect, 1, Op.Return],
      },
    });
    check(indirect, { answer: () => 1 }, ['enter Ask("x")', 'await Ask("x")', "exit Ask = 1"]);
  });

  it("leave the entry to the engine, also when it is an LLM function (B-V6)", () => {
    check(asking, { entry: "Ask", args: ["q"], answer: () => 1 }, ['await Ask("q")']);
  });

  it("show the arguments as they were at the call (B-V7)", () => {
    const { log } = run(program({ Ask: ask, main: mutating }), { ...llm, answer: () => 1 });
    assert.equal(log[0], "enter Ask([1])");
  });

  it("end one that throws before the handler goes on, and the next is its sibling (B-V8)", () => {
    const { log, value: result } = run(
      program({ Ask: ask, main: { ...catching("Ask"), locals: ["$error"] } }),
      { ...llm, answer: (_, [prompt]) => (prompt === "bad" ? { reject: refusal } : "fine") },
    );
    assert.deepEqual(log, [
      'enter Ask("bad")',
      'await Ask("bad")',
      "exit Ask threw 429",
      'enter Ask("good")',
      'await Ask("good")',
      'exit Ask = "fine"',
    ]);
    assert.equal(result, "fine");
  });
});

describe("spans, in the mode all", () => {
  const all = { trace: { mode: "all" } } as const;

  it("tell of every call, with its place (B-V15)", () => {
    check(chain, all, [
      "enter one(1)",
      "enter two(1)",
      "enter three(1)",
      "exit three = 1",
      "exit two = 1",
      "exit one = 1",
    ]);
  });

  it("end innermost first, before the handler's first instruction (B-V9)", () => {
    check(throwing(true), all, [
      "enter one(1)",
      "enter two(1)",
      "enter three(1)",
      "exit three threw uncaught throw: boom",
      "exit two threw uncaught throw: boom",
      "exit one threw uncaught throw: boom",
    ]);
  });

  it("are left open by an error that nobody catches (B-V10)", () => {
    const { log, error } = run(throwing(false), all);
    assert.deepEqual(log, ["enter one(1)", "enter two(1)", "enter three(1)"]);
    assert.deepEqual(
      [error?.kind, error?.message, error?.value],
      ["throw", "uncaught throw: boom", "boom"],
    );
    assert.deepEqual(
      error?.stack?.split("\n").map((line) => line.split(" ")[0]),
      ["main", "one", "two", "three"],
    );
  });

  it("have nothing to tell when a frame catches its own error (B-V11)", () => {
    const main = {
      locals: ["$error"],
      handlers: [{ from: "start", to: "end", handler: "caught", height: 0, slot: 0 }],
      code: [
        { label: "start" },
        Op.Constant,
        value("x"),
        Op.Throw,
        { label: "end" },
        { label: "caught" },
        Op.Caught,
        0,
        Op.Return,
      ],
    } as const;
    const { log, value: result } = run(program({ main }), all);
    assert.deepEqual([log, result], [[], "x"]);
  });

  it("stop at a depth, and count the rest where they stopped (B-V14)", () => {
    const endless = program({
      down: { params: ["n"], code: [Op.LoadLocal, 0, Op.Call, fn("down"), 1, Op.Return] },
      main: {
        locals: ["$error"],
        handlers: [{ from: "start", to: "end", handler: "caught", height: 0, slot: 0 }],
        code: [
          { label: "start" },
          Op.Int,
          1,
          Op.Call,
          fn("down"),
          1,
          { label: "end" },
          Op.Return,
          { label: "caught" },
          Op.Caught,
          0,
          Op.Return,
        ],
      },
    });
    const { log, value: result } = run(endless, { trace: { mode: "all", maxDepth: 4 } });
    assert.equal(result, "panic: stack overflow");
    assert.deepEqual(log.slice(0, 3), new Array(3).fill("enter down(1)"));
    assert.deepEqual(log.slice(3), [
      "exit down threw stack overflow +252",
      "exit down threw stack overflow",
      "exit down threw stack overflow",
    ]);
  });

  it("stop at a number, and count the rest (B-V18)", () => {
    const { log, vm } = run(calls(50), { trace: { mode: "all", maxSpans: 10 } });
    assert.equal(log.length, 20);
    assert.equal(vm.suppressedSpans, 40);
  });

  it("leave out builtins unless they are asked for (B-V20)", () => {
    const main = {
      code: [Op.Constant, value("abc"), Op.Call, builtin("baml.String.length"), 1, Op.Return],
    };
    check(program({ main }), all, []);
    const told = ['enter baml.String.length("abc")', "exit baml.String.length = 3"];
    check(program({ main }), { trace: { mode: "all", includeBuiltins: true } }, told);
    check(program({ main }), { trace: { mode: "off", includeNative: true } }, told);
  });

  it("keep a system operation open until it is answered", () => {
    const main = { code: [Op.Int, 5, Op.Call, builtin("baml.sys.sleep"), 1, Op.Return] };
    check(program({ main }), { trace: { mode: "all", includeNative: true } }, [
      "enter baml.sys.sleep(5)",
      "await baml.sys.sleep(5)",
      "exit baml.sys.sleep = null",
    ]);
  });
});

describe("spans of selected calls", () => {
  it("are those of a call expression, whatever it calls (B-V16)", () => {
    const place: SourceSpan = { uri: "main.baml", range: [0, 2, 0, 3] };
    const main = {
      code: [
        Op.Constant,
        value("abc"),
        Op.Call,
        builtin("baml.String.length"),
        1,
        Op.Pop,
        Op.Int,
        1,
        Op.Call,
        fn("three"),
        1,
        Op.Return,
      ],
    };
    const three = { params: ["n"], code: [Op.LoadLocal, 0, Op.Return] };
    check(program({ main, three }), { trace: { mode: "off", callSites: [place] } }, [
      'enter baml.String.length("abc")',
      "exit baml.String.length = 3",
    ]);
  });

  it("are those of a function by name", () => {
    check(chain, { trace: { mode: "off", functions: ["two"] } }, ["enter two(1)", "exit two = 1"]);
  });

  it("are none when tracing is off (B-V19)", () => {
    check(chain, { trace: { mode: "off" } }, []);
  });
});

const llm = { trace: { mode: "llm" } } as const;

const ask = { kind: "llm", params: ["prompt"], code: [Op.AskModel, Op.Return] } as const;

const refusal: CallError = { kind: "llm_http", type: "BamlClientHttpError", message: "429" };

const pass = (callee: string) => ({
  params: ["n"],
  code: [Op.LoadLocal, 0, Op.Call, fn(callee), 1, Op.Return],
});

const chain = program({
  main: { code: [Op.Int, 1, Op.Call, fn("one"), 1, Op.Return] },
  one: pass("two"),
  two: pass("three"),
  three: { params: ["n"], code: [Op.LoadLocal, 0, Op.Return] },
});

const asking = program({
  main: { code: [Op.Call, fn("middle"), 0, Op.Return] },
  middle: {
    code: [
      ...[Op.Constant, value("a"), Op.Call, fn("Ask"), 1, Op.Pop],
      ...[Op.Constant, value("b"), Op.Call, fn("Ask"), 1, Op.Return],
    ],
  },
  Ask: ask,
});

const mutating = {
  locals: ["xs"],
  code: [
    ...[Op.Int, 1, Op.MakeArray, 1, Op.StoreLocal, 0],
    ...[Op.LoadLocal, 0, Op.Call, fn("Ask"), 1, Op.Pop],
    ...[Op.LoadLocal, 0, Op.Int, 2, Op.Call, builtin("baml.Array.push"), 2, Op.Return],
  ],
};

/** `callee("bad") catch (e) { _ => callee("good") }` */
function catching(callee: string) {
  return {
    handlers: [{ from: "start", to: "end", handler: "caught", height: 0, slot: 0 }],
    code: [
      ...[{ label: "start" }, Op.Constant, value("bad"), Op.Call, fn(callee), 1],
      ...[{ label: "end" }, Op.Return],
      ...[{ label: "caught" }, Op.Constant, value("good"), Op.Call, fn(callee), 1, Op.Return],
    ],
  };
}

/** `main` calls one, one calls two, two calls three, and three throws. */
function throwing(isCaught: boolean): Program {
  const handler = { from: "start", to: "end", handler: "caught", height: 0, slot: 0 };
  return program({
    main: {
      locals: ["$error"],
      handlers: isCaught ? [handler] : [],
      code: [
        ...[{ label: "start" }, Op.Int, 1, Op.Call, fn("one"), 1, { label: "end" }, Op.Return],
        ...[{ label: "caught" }, Op.Caught, 0, Op.Return],
      ],
    },
    one: pass("two"),
    two: pass("three"),
    three: { params: ["n"], code: [Op.Constant, value("boom"), Op.Throw] },
  });
}

/** `main` calls `three` that often. */
function calls(count: number): Program {
  const call = [Op.Int, 1, Op.Call, fn("three"), 1, Op.Pop];
  return program({
    main: { code: [...new Array(count).fill(call).flat(), Op.Null, Op.Return] },
    three: { params: ["n"], code: [Op.LoadLocal, 0, Op.Return] },
  });
}

function check(traced: Program, options: RunOptions, expected: readonly string[]): void {
  assert.deepEqual(run(traced, { ...llm, ...options }).log, expected);
}
