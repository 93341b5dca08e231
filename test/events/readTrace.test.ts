import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  EventEncoder,
  followTrace,
  LlmCall,
  type ReadSpan,
  type ReadTrace,
  readTrace,
  readTraceText,
  TraceFollower,
} from "../../server/events";
import { MemoryFiles } from "../support/memoryFiles";
import { Recorder } from "../support/recorder";

describe("a trace that is read", () => {
  it("joins ends that came without their starts (B-X1)", () => {
    const { roots, stats } = readTraceText(seed.join("\n"));
    check(
      roots,
      `
parent_py 22000 ok missingStart
  child_py 21000 ok missingStart
    OuterPipeline 20000 ok missingStart
      SummarizeInfo 1000 ok missingStart
`,
    );
    assert.deepEqual([stats.events, stats.malformed], [4, 0]);
    const [parent] = roots;
    const leaf = parent!.children[0]!.children[0]!.children[0]!;
    assert.deepEqual(leaf.result, { kind: "opaque", what: "handle" });
    assert.equal(leaf.startUs, 1770875826293_000 - 1000);
    assert.equal(leaf.rootId, parent!.id);
    assert.equal(parent!.result, null);
  });

  it("takes starts of the same dialect, which name no arguments", () => {
    const starts = seed.map((line) => {
      const { content, ...envelope } = JSON.parse(line);
      const data = {
        args: ["x", 1],
        function_display_name: content.data.function_display_name,
        tags: {},
      };
      return JSON.stringify({
        ...envelope,
        content: { data, type: "function_start" },
        function_event_id: `${envelope.function_event_id}-start`,
        timestamp_epoch_ms: envelope.timestamp_epoch_ms - content.data.duration_ms,
      });
    });
    const { roots } = readTraceText([...starts, ...seed].join("\n"));
    assert.deepEqual(roots[0]?.args, ["x", 1]);
    assert.deepEqual(roots[0]?.argNames, []);
    assert.equal(roots[0]?.missingStart, undefined);
    assert.equal(roots[0]?.durationUs, 22_000);
  });

  it("is the same however its lines are shuffled (B-X2)", () => {
    const lines = sample();
    const ordered = readTraceText(lines.join(""));
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
        assert.deepEqual(readTraceText(shuffled.join("")).roots, ordered.roots);
      }),
      { numRuns: 50 },
    );
  });

  it("bears duplicates, blank and foreign lines, and counts them (B-X3)", () => {
    const lines = sample();
    const clean = readTraceText(lines.join(""));
    const text = `\ufeff${lines[0]!.replace("\n", "\r\n")}\n   \n${lines.slice(1).join("garbage\n")}[1]\n${lines[2]}{"call_id":"x"}\n${lines[3]!.slice(0, 40)}`;
    const { roots, stats } = readTraceText(text);
    assert.deepEqual(roots, clean.roots);
    assert.deepEqual(
      [stats.duplicates, stats.malformed, stats.torn, stats.events],
      [1, lines.length, 1, lines.length],
    );
    assert.deepEqual(stats.malformedAt[0], { path: "", line: 5 });
    assert.equal(stats.lines, stats.events + stats.malformed + stats.duplicates + stats.torn);
  });

  it("takes a last line without a line break for a line", () => {
    const { stats } = readTraceText(sample().join("").trimEnd());
    assert.equal(stats.torn, 0);
    assert.equal(stats.events, sample().length);
  });

  it("says of a span without an end that it is unfinished (B-X4)", () => {
    const recorder = new Recorder();
    const root = recorder.start("Root");
    recorder.wait(1000);
    recorder.call("Step", 500, { parent: root });
    const { roots } = readTraceText(textOf(recorder));
    check(
      roots,
      `
Root null unfinished missingEnd
  Step 500 ok
`,
    );
    assert.equal(roots[0]?.endUs, null);
    assert.equal(roots[0]!.knownEndUs - roots[0]!.startUs, 1500);
  });

  it("lists a span whose parent was never seen among the roots", () => {
    const recorder = new Recorder();
    const root = recorder.start("Root");
    recorder.call("Step", 5, { parent: root });
    const { roots } = readTraceText(textOf(recorder).split("\n").slice(1).join("\n"));
    check(
      roots,
      `
Step 5 ok missingParent
`,
    );
    assert.equal(roots[0]?.parentId, root.ctx.spanId);
    assert.equal(roots[0]?.rootId, root.ctx.spanId);
    assert.equal(roots[0]?.depth, 1);
  });

  it("has the tags of the start, overlaid by what was set", () => {
    const { roots } = readTraceText(sample().join(""));
    assert.deepEqual(roots[0]?.tags, { tenant: "acme", region: "eu" });
    assert.deepEqual(roots[0]?.children[0]?.tags, {});
  });

  it("has the attempts of an LLM function", () => {
    const { roots } = readTraceText(sample().join(""));
    const [first, second] = roots[0]!.children[1]!.attempts;
    assert.ok(first instanceof LlmCall);
    assert.deepEqual(
      [first.functionName, first.clientName, first.error?.kind],
      ["Rank", "Mini", "timeout"],
    );
    assert.equal(second?.usage.inputTokens, 41);
  });

  it("understands the older dialect (B-X6)", () => {
    const value = (type: string, data?: unknown) => ({
      metadata: { type_ref: { name: "T" } },
      value: { type, data },
    });
    const line = (call_id: string, call_stack: string[], ms: number, type: string, data: object) =>
      JSON.stringify({
        call_id,
        function_event_id: `e${ms}`,
        call_stack,
        timestamp_epoch_ms: ms,
        content: { type, data },
      });
    const args = [
      ["text", value("string", "hi")],
      ["rows", value("list", [value("int", 1), value("null")])],
      ["ticket", value("class", { id: value("int", 7), rank: value("enum", { value: "Urgent" }) })],
      ["plain", { metadata: {}, value: 3 }],
    ];
    const start = {
      function_display_name: "Main",
      args,
      tags: { run: 1, name: "x" },
      function_type: "native",
      is_stream: false,
    };
    const { roots } = readTraceText(
      [
        line("bfcall_1", ["bfcall_1"], 1000, "function_start", start),
        line("bfcall_2", ["bfcall_1", "bfcall_2"], 1002, "function_start", {
          ...start,
          function_display_name: "Ask",
          function_type: "baml_llm",
          args: [],
        }),
        line("bfcall_2", ["bfcall_1", "bfcall_2"], 1005, "intermediate", {
          LLMRequest: {
            client_name: "Mini",
            client_provider: "openai",
            params: {},
            prompt: [{ role: "user", content: [{ text: "hi" }] }],
          },
        }),
        line("bfcall_2", ["bfcall_1", "bfcall_2"], 1007, "intermediate", {
          LLMResponse: {
            client_stack: ["Mini"],
            model: "m",
            usage: {
              input_tokens: 3,
              output_tokens: null,
              total_tokens: null,
              cached_input_tokens: null,
            },
          },
        }),
        line("bfcall_2", ["bfcall_1", "bfcall_2"], 1009, "function_end", {
          Error: { error: { type: "external", data: { message: "no key" } } },
        }),
        line("bfcall_1", ["bfcall_1"], 1010, "function_end", {
          Success: { result: value("bool", true) },
        }),
      ].join("\n"),
    );
    check(
      roots,
      `
Main 10000 ok
  Ask 7000 error
`,
    );
    const [main] = roots;
    assert.deepEqual(main?.argNames, ["text", "rows", "ticket", "plain"]);
    assert.deepEqual(main?.args, [
      "hi",
      [1, null],
      {
        kind: "instance",
        className: "T",
        fields: [
          ["id", 7],
          ["rank", { kind: "variant", enumName: "T", name: "Urgent" }],
        ],
      },
      3,
    ]);
    assert.deepEqual(main?.tags, { run: "1", name: "x" });
    assert.equal(main?.result, true);
    const ask = main?.children[0];
    assert.deepEqual([ask?.error?.type, ask?.error?.message], ["external", "no key"]);
    assert.deepEqual(
      [ask?.attempts[0]?.clientName, ask?.attempts[0]?.usage.inputTokens],
      ["Mini", 3],
    );
  });

  it("is as good as anything can be of random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const files = new MemoryFiles();
        files.put("t.jsonl", bytes);
        new TraceFollower("t.jsonl", files).poll();
        readTraceText(new TextDecoder().decode(bytes));
      }),
    );
  });

  it("keeps every whole line before the byte at which its writer was killed", () => {
    const text = sample().join("");
    const bytes = new TextEncoder().encode(text);
    fc.assert(
      fc.property(fc.nat(bytes.length), (cut) => {
        const kept = new TextDecoder().decode(bytes.slice(0, cut));
        const { stats } = readTraceText(kept);
        const whole = kept.split("\n").length - 1;
        const isWholeWithoutBreak =
          text[kept.length] === "\n" && !kept.endsWith("\n") && kept !== "";
        assert.equal(stats.events, whole + (isWholeWithoutBreak ? 1 : 0));
        assert.equal(stats.malformed, 0);
      }),
    );
  });

  it("comes from several files, in pieces, and can be called off", async () => {
    const files = new MemoryFiles();
    const lines = sample();
    files.put("a.jsonl", lines.slice(0, 5).join(""));
    files.put("b.jsonl", `${lines.slice(5).join("")}x\n`);
    const { roots, stats } = await readTrace(["b.jsonl", "a.jsonl"], { files });
    assert.deepEqual(roots, readTraceText(lines.join("")).roots);
    assert.deepEqual(stats.malformedAt, [{ path: "b.jsonl", line: lines.length - 4 }]);
    assert.equal(files.openHandles, 0);
    await assert.rejects(readTrace(["a.jsonl"], { files, signal: AbortSignal.abort() }));
    await assert.rejects(readTrace(["missing.jsonl"], { files }), /ENOENT/);
    assert.equal(files.openHandles, 0);
  });

  it("may be as deep as a file says", () => {
    const ids = Array.from({ length: 3000 }, (_, at) => `s${at}`);
    const lines = ids.map((id, at) =>
      JSON.stringify({
        call_id: id,
        call_stack: ids.slice(Math.max(0, at - 1), at + 1),
        content: {
          type: "function_end",
          data: { function_display_name: "F", duration_ms: 1, result: null },
        },
        timestamp_epoch_ms: 10,
      }),
    );
    const { roots, tree } = readTraceText(lines.join("\n"));
    assert.equal(roots.length, 1);
    assert.equal(tree.count, 3000);
  });

  it("may have a hundred thousand spans (B-X9)", async function () {
    this.timeout(60_000);
    const recorder = new Recorder();
    const encoder = new EventEncoder({ writerId: "w" });
    const root = recorder.start("Root");
    const lines: string[] = [];
    for (let at = 0; at < 100_000; at++) {
      recorder.call(`Step${at % 50}`, 1, { parent: root, args: [at], argNames: ["n"] });
      lines.push(...encoder.encodeAll(recorder.events.splice(0)));
    }
    const files = new MemoryFiles();
    files.put("t.jsonl", lines.splice(0).join(""));
    const startMs = performance.now();
    const { tree } = await readTrace(["t.jsonl"], { files });
    const seconds = (performance.now() - startMs) / 1000;
    assert.equal(tree.count, 100_001);
    // The budget is three seconds; a machine that does other work at the same time gets more.
    assert.ok(seconds < 15, `${seconds} s`);
  });
});

describe("a trace that is followed", () => {
  it("gives every event once, while it grows and is rotated (B-X5)", () => {
    const files = new MemoryFiles();
    const follower = new TraceFollower("t.jsonl", files);
    const lines = sample();
    const seen: string[] = [];
    const look = () => seen.push(...follower.poll().map(({ eventId }) => eventId));
    look();
    files.put("t.jsonl", lines[0]! + lines[1]!.slice(0, 30));
    look();
    assert.equal(seen.length, 1);
    files.put("t.jsonl", lines.slice(0, 2).join(""));
    look();
    files.put("t.jsonl", lines.slice(0, 3).join(""));
    files.renameSync("t.jsonl", "t.1.jsonl");
    files.put("t.jsonl", lines[3]!);
    files.renameSync("t.1.jsonl", "t.2.jsonl");
    files.renameSync("t.jsonl", "t.1.jsonl");
    files.put("t.jsonl", lines[4]!);
    look();
    look();
    files.put("t.jsonl", "");
    look();
    files.put("t.jsonl", lines[5]!);
    look();
    files.unlinkSync("t.jsonl");
    look();
    files.put("t.jsonl", lines[6]!);
    look();
    assert.deepEqual(
      seen,
      lines.slice(0, 7).map((line) => JSON.parse(line).function_event_id),
    );
    follower.close();
    assert.equal(files.openHandles, 0);
  });

  it("waits for the file, and ends when it is called off", async () => {
    const files = new MemoryFiles();
    const stop = new AbortController();
    const lines = sample();
    let looks = 0;
    const wait = async (): Promise<void> => {
      looks++;
      if (looks === 2) files.put("t.jsonl", lines.slice(0, 3).join(""));
      if (looks === 4) stop.abort();
    };
    const events = [];
    for await (const event of followTrace("t.jsonl", { files, wait, signal: stop.signal }))
      events.push(event);
    assert.equal(events.length, 3);
    assert.equal(looks, 4);
    assert.equal(files.openHandles, 0);
  });
});

/** Lines of a small trace with one of everything. */
function sample(): string[] {
  const recorder = new Recorder();
  const root = recorder.start("handle", {
    functionType: "native",
    host: "python",
    tags: { tenant: "acme" },
    args: [1],
    argNames: ["n"],
  });
  recorder.wait(10);
  recorder.tags(root, { region: "us" });
  recorder.tags(root, { region: "eu" });
  recorder.call("Extract", 300, { parent: root });
  const rank = recorder.start("Rank", { parent: root, functionType: "baml_llm" });
  recorder.attempt(rank, {
    response: { status: "error", selected: false, error: { kind: "timeout", message: "slow" } },
    bodies: { request: "{}", response: "{}" },
  });
  recorder.attempt(rank, { request: { attempt: 1 } });
  recorder.end(rank, "Urgent");
  recorder.fail(root, "no stock");
  return linesOf(recorder);
}

function linesOf(recorder: Recorder): string[] {
  return new EventEncoder({ writerId: "a91f03c7" }).encodeAll(recorder.events);
}

function textOf(recorder: Recorder): string {
  return linesOf(recorder).join("");
}

/** Spans as lines: name, microseconds, status, and what was missing. */
function check(roots: ReadTrace["roots"], expected: string): void {
  const lines = (spans: readonly ReadSpan[], indent: string): string[] =>
    spans.flatMap((span) => {
      const missing = (["missingStart", "missingEnd", "missingParent"] as const).filter(
        (key) => span[key],
      );
      const facts = [span.name, `${span.durationUs}`, span.status, ...missing].join(" ");
      return [`${indent}${facts}\n`, ...lines(span.children, `${indent}  `)];
    });
  assert.equal(`\n${lines(roots, "").join("")}`, expected);
}

/** Ends that another runtime wrote, without their starts. */
const seed: readonly string[] = [
  `{"call_id":"16d19392-a0dc-4e7c-b7b3-290ca870fc28","call_stack":["ae83f415-8dd2-46a8-ba04-89b5aca2c561","4b5b39b6-bd73-4f87-83f4-1cd749c56410","41c787dd-05c1-402e-8095-8240fcababf6","16d19392-a0dc-4e7c-b7b3-290ca870fc28"],"content":{"data":{"duration_ms":1,"function_display_name":"SummarizeInfo","result":"<handle>"},"type":"function_end"},"function_event_id":"7912535a-2790-4b2e-8678-c86fbb1d6684","timestamp_epoch_ms":1770875826293}`,
  `{"call_id":"41c787dd-05c1-402e-8095-8240fcababf6","call_stack":["ae83f415-8dd2-46a8-ba04-89b5aca2c561","4b5b39b6-bd73-4f87-83f4-1cd749c56410","41c787dd-05c1-402e-8095-8240fcababf6"],"content":{"data":{"duration_ms":20,"function_display_name":"OuterPipeline","result":"<handle>"},"type":"function_end"},"function_event_id":"3dfd1fcd-c0c1-424c-ac4d-d2e71a1e291f","timestamp_epoch_ms":1770875826293}`,
  `{"call_id":"4b5b39b6-bd73-4f87-83f4-1cd749c56410","call_stack":["ae83f415-8dd2-46a8-ba04-89b5aca2c561","4b5b39b6-bd73-4f87-83f4-1cd749c56410"],"content":{"data":{"duration_ms":21,"function_display_name":"child_py","result":null},"type":"function_end"},"function_event_id":"3b51e2c5-5ec0-484f-820d-1bd260780994","timestamp_epoch_ms":1770875826294}`,
  `{"call_id":"ae83f415-8dd2-46a8-ba04-89b5aca2c561","call_stack":["ae83f415-8dd2-46a8-ba04-89b5aca2c561"],"content":{"data":{"duration_ms":22,"function_display_name":"parent_py","result":null},"type":"function_end"},"function_event_id":"c8bfd012-0ba3-4028-a121-060341eb66a6","timestamp_epoch_ms":1770875826294}`,
];
