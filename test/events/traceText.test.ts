import assert from "node:assert/strict";
import { float, map } from "../../server/base";
import { rowsInOrder, TraceTree, traceOutline, traceText } from "../../server/events";
import { Recorder } from "../support/recorder";

describe("the outline of a trace", () => {
  it("is a line a span, with what it was given, gave and took", () => {
    const { tree, recorder } = live();
    sample(recorder);
    check(
      traceOutline(tree),
      `
Pipeline(text: "hello", rate: 3.0) failed: no stock · 2.0 ms
├─ Rank(ticket: Ticket { id: 7 }) → "Urgent" · 2.0 ms
│  ├─ Bad · openai · tokens 10 in, 0 out · 1.0 ms · error · HTTP 500 from the provider
│  └─ Mini · openai · mini-2 · tokens 41 in, 3 out · selected · stop · 1.0 ms · ok
└─ Slow() running
`,
    );
    check(
      traceOutline(tree, { row: tree.rowOf("rank")!, maxPreview: 20 }),
      `
Rank(ticket: Ticket { id: 7 }) → "Urgent" · 2.0 ms
├─ Bad · openai · tokens 10 in, 0 out · 1.0 ms · error · HTTP 500 from the p…
└─ Mini · openai · mini-2 · tokens 41 in, 3 out · selected · stop · 1.0 ms · ok
`,
    );
  });

  it("draws rails through open levels only", () => {
    const { tree, recorder } = live();
    const root = recorder.start("A");
    const inner = recorder.start("B", { parent: root });
    const deep = recorder.start("C", { parent: inner });
    recorder.call("D", 0, { parent: deep });
    recorder.call("E", 0, { parent: root });
    check(
      traceOutline(tree),
      `
A() running
├─ B() running
│  └─ C() running
│     └─ D() → null · 0 µs
└─ E() → null · 0 µs
`,
    );
  });

  it("stands as deep as a tree may be", () => {
    const { tree, recorder } = live();
    let place = recorder.start("F");
    for (let at = 0; at < 2000; at++) place = recorder.start("F", { parent: place });
    assert.equal([...rowsInOrder(tree)].length, 2001);
  });
});

describe("the text of a trace", () => {
  it("holds values, prompts, replies and errors in full", () => {
    const { tree, recorder } = live();
    sample(recorder);
    check(
      traceText(tree),
      `
started 2026-09-21T14:13:20.000Z
3 spans
2 requests · tokens 51 in, 3 out

+0.000 ms Pipeline · 2.0 ms · error
    tag tenant = acme
    text = "hello"
    rate = 3.0
    BamlThrowError:
    | no stock
  +0.000 ms Rank · 2.0 ms · waited 1.5 ms · ok
      called from baml_src/a.baml:12:5
      ticket = {
        "id": 7
      }
      result = "Urgent"
    +0.000 ms Bad · openai · tokens 10 in, 0 out · 1.0 ms · error
        user:
        | rank
        | it
        error llm_http:
        | HTTP 500 from the provider
    +1.000 ms Mini · openai · mini-2 · tokens 41 in, 3 out · selected · stop · 1.0 ms · ok
        after a delay of 200 ms
        user:
        | rank it
        reply:
        | Urgent
  +2.000 ms Slow · running
`,
    );
  });

  it("leaves out what differs between a run and its replay", () => {
    const texts = (["live", "replayed"] as const).map((origin) => {
      const { tree, recorder } = live();
      recorder.wait(origin === "live" ? 0 : 5000);
      const place = recorder.start("Ask");
      recorder.attempt(place, {
        durationUs: origin === "live" ? 900_000 : 20,
        request: { origin },
      });
      recorder.end(place, map([["a", float(1)]]));
      return traceText(tree, { withTimes: false });
    });
    assert.equal(texts[0], texts[1]);
    check(
      texts[0]!,
      `
Ask · ok
    result = {
      "a": 1.0
    }
  Mini · openai · mini-2 · tokens 41 in, 3 out · selected · stop · ok
      user:
      | rank it
      reply:
      | Urgent
`,
    );
  });

  it("says what it leaves out", () => {
    const { tree, recorder } = live();
    const place = recorder.start("F", { args: ["x".repeat(100)], argNames: ["x"] });
    recorder.end(place, null, { suppressedChildren: 4 });
    tree.add(
      recorder.factory.metaEvent({
        kind: "dropped",
        count: 2,
        byClass: { sse: 2 },
        sinceSeq: 0,
        untilSeq: 1,
      }),
    );
    const text = traceText(tree, { maxChars: 10 });
    assert.match(text, /x = "xxxxxxxxx\n {4}… 92 characters more\n/);
    assert.match(text, /4 calls below not recorded/);
    assert.match(text, /2 events dropped/);
  });

  it("has a word for a trace without spans", () => {
    assert.equal(traceText(new TraceTree()), "no spans were recorded\n");
  });
});

function sample(recorder: Recorder): void {
  const root = recorder.start("Pipeline", {
    args: ["hello", float(3)],
    argNames: ["text", "rate"],
    tags: { tenant: "acme" },
  });
  const ticket = { kind: "instance", className: "Ticket", fields: [["id", 7]] } as const;
  const rank = recorder.start("Rank", {
    parent: root,
    id: "rank",
    functionType: "baml_llm",
    args: [ticket],
    argNames: ["ticket"],
    callSite: { uri: "baml_src/a.baml", range: [11, 4, 11, 20] },
  });
  recorder.attempt(rank, {
    request: {
      clientName: "Bad",
      prompt: [{ role: "user", parts: [{ kind: "text", text: "rank\nit" }] }],
    },
    response: {
      status: "error",
      selected: false,
      text: undefined,
      model: undefined,
      finishReason: undefined,
      usage: {
        inputTokens: 10,
        outputTokens: 0,
        cachedInputTokens: null,
        totalTokens: null,
        cacheCreationInputTokens: null,
        reasoningTokens: null,
      },
      error: { kind: "llm_http", message: "HTTP 500 from the provider" },
    },
  });
  recorder.attempt(rank, { request: { attempt: 1, retryDelayMs: 200 } });
  recorder.end(rank, "Urgent", { waitUs: 1500 });
  recorder.start("Slow", { parent: root });
  recorder.fail(root, "no stock");
}

function live() {
  const tree = new TraceTree();
  return { tree, recorder: new Recorder((event) => tree.add(event)) };
}

function check(text: string, expected: string): void {
  assert.equal(`\n${text}`, expected);
}
