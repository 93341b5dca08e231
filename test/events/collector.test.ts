import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  Collector,
  EventStore,
  FunctionLog,
  LlmCall,
  LlmStreamCall,
  Redactor,
  type SpanPlace,
  StreamTiming,
  Timing,
} from "../../server/events";
import { ManualSchedule } from "../support/manualSchedule";
import { Recorder, usage } from "../support/recorder";

describe("a collector", () => {
  it("begins empty (B-C1)", () => {
    const collector = new Collector();
    assert.deepEqual(collector.logs, []);
    assert.equal(collector.last, null);
    assert.equal(collector.name, "default");
    assert.equal(String(collector), "LogCollector(name=collector, function_log_ids=[])");
    assert.deepEqual({ ...collector.usage }, { ...usage(null, null), cachedInputTokens: null });
    assert.equal(
      String(collector.usage),
      "Usage(input_tokens=null, output_tokens=null, cached_input_tokens=null)",
    );
  });

  it("has a log of each call, with name, times and id (B-C2)", () => {
    const { collector, call } = setUp();
    const id = call("F", { durationUs: 2500 });
    const [log, ...others] = collector.logs;
    assert.deepEqual(others, []);
    assert.equal(log?.functionName, "F");
    assert.ok(log.timing.startTimeUtcMs > 0);
    assert.equal(log.timing.durationMs, 2);
    assert.equal(log.id, id);
    assert.equal(collector.last?.id, id);
    assert.equal(String(collector), `LogCollector(name=c, function_log_ids=[${id}])`);
  });

  it("has the result (B-C3)", () => {
    const { collector, call } = setUp();
    call("AddNumbers", { result: 7 });
    assert.equal(collector.last?.result, 7);
    assert.equal(collector.last?.status, "ok");
  });

  it("finds a log by its id, and nothing by any other (B-C4)", () => {
    const { collector, call } = setUp();
    const id = call("F");
    assert.equal(collector.id(id)?.id, id);
    assert.equal(collector.id("nonexistent"), null);
  });

  it("lets all logs go when cleared, and goes on (B-C5, B-C6)", () => {
    const { collector, call, store } = setUp();
    call("F");
    call("F");
    assert.equal(collector.clear(), 2);
    assert.equal(collector.clear(), 0);
    assert.deepEqual(collector.logs, []);
    assert.equal(store.stats().trackedSpans, 0);
    call("G");
    assert.deepEqual(
      collector.logs.map(({ functionName }) => functionName),
      ["G"],
    );
  });

  it("is complete however late it is read (B-C7, B-E23)", () => {
    const { collector, call, recorder } = setUp();
    call("F", { result: "x" });
    recorder.wait(1_000_000);
    assert.equal(collector.last?.result, "x");
  });

  it("lists calls in the order in which they began (B-C8, B-C11)", () => {
    const { collector, recorder, begin } = setUp();
    const places = Array.from({ length: 100 }, (_, at) => {
      recorder.wait(10);
      return begin(`F${at}`);
    });
    for (const place of places.toReversed()) recorder.end(place);
    const { logs } = collector;
    assert.deepEqual(
      logs.map(({ id }) => id),
      places.map(({ ctx }) => ctx.spanId),
    );
    const starts = logs.map(({ timing }) => timing.startTimeUtcMs);
    assert.deepEqual(
      starts,
      starts.toSorted((left, right) => left - right),
    );
    assert.equal(collector.last?.functionName, "F99");
  });

  it("shares calls with another, each with its own list (B-C9)", () => {
    const { collector, store, begin, recorder } = setUp();
    const other = new Collector("other");
    const first = begin("F", [collector, other]);
    recorder.attempt(first);
    recorder.end(first);
    recorder.end(begin("G", [collector]));
    assert.equal(collector.logs.length, 2);
    assert.equal(other.logs.length, 1);
    assert.deepEqual(collector.logs[0]?.usage, other.logs[0]?.usage);
    collector.clear();
    assert.equal(other.logs.length, 1);
    other.clear();
    assert.equal(store.stats().trackedSpans, 0);
  });

  it("has one log of a call that it is attached to twice (B-C10)", () => {
    const { collector, begin, recorder, store } = setUp();
    recorder.end(begin("F", [collector, collector]));
    assert.equal(collector.logs.length, 1);
    collector.clear();
    assert.equal(store.stats().trackedSpans, 0);
  });

  it("has one log for each call under one host span (B-C12)", () => {
    const { collector, recorder, begin } = setUp();
    const host = recorder.start("handle", { functionType: "native" });
    const places = [begin("F", [collector], host), begin("G", [collector], host)];
    for (const place of places) recorder.end(place);
    recorder.end(host);
    assert.deepEqual(
      collector.logs.map(({ functionName }) => functionName),
      ["F", "G"],
    );
  });

  it("does not collect calls that it is not attached to", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("F");
    recorder.call("Other", 1);
    recorder.end(place);
    assert.equal(collector.logs.length, 1);
  });

  it("says nothing of a call whose start it did not see", () => {
    const { collector, store, recorder } = setUp();
    const place = recorder.start("F");
    collector.track(place.ctx.spanId, store);
    recorder.end(place);
    assert.deepEqual(collector.logs, []);
    assert.equal(collector.last, null);
  });

  it("forgets a call that runs while it is cleared (B-C22)", () => {
    const { collector, begin, recorder, store } = setUp();
    const place = begin("F");
    assert.equal(collector.clear(), 1);
    recorder.end(place);
    assert.deepEqual(collector.logs, []);
    assert.equal(store.stats().bufferedEvents, 0);
  });

  it("says when limits made it give something up (B-C27)", () => {
    const { collector, recorder, begin } = setUp({ maxBucketEvents: 20 });
    const place = begin("F");
    for (let at = 0; at < 50; at++) recorder.call("Step", 1, { parent: place, traceReason: "all" });
    recorder.end(place, 7);
    const log = collector.last;
    assert.equal(log?.incomplete, true);
    assert.equal(log.result, 7);
  });

  it("adds up what was reported, and nothing else", () => {
    const { collector, recorder, begin } = setUp();
    const first = begin("F");
    recorder.attempt(first, { response: { usage: usage(3, null) } });
    recorder.end(first);
    const second = begin("G");
    recorder.attempt(second, { response: { usage: undefined } });
    recorder.attempt(second, { response: { usage: usage(4, 0) } });
    recorder.end(second);
    assert.equal(collector.usage.inputTokens, 7);
    assert.equal(collector.usage.outputTokens, 0);
    assert.equal(collector.usage.totalTokens, null);
    assert.equal(collector.usage.cachedInputTokens, 0);
  });
});

describe("a collector that nobody holds", () => {
  it("lets its calls go, but not those of another (B-C17, B-C19)", async () => {
    const { store, begin, recorder, collector } = setUp();
    abandonedCollector((other) => recorder.end(begin("F", [collector, other])));
    abandonedCollector((other) => recorder.end(begin("G", [other])));
    await collected(() => store.stats().trackedSpans === 1);
    assert.equal(collector.logs.length, 1);
    assert.equal(collector.clear(), 1);
    assert.equal(store.stats().trackedSpans, 0);
  });

  it("leaves nothing behind, a hundred times (B-C18)", async () => {
    const { store, begin, recorder } = setUp();
    const before = Collector.__functionSpanCount();
    for (let at = 0; at < 100; at++) {
      abandonedCollector((collector) => {
        recorder.end(begin("F", [collector]));
        assert.equal(collector.logs.length, 1);
      });
    }
    assert.equal(Collector.__functionSpanCount(), before + 100);
    await collected(() => store.stats().trackedSpans === 0);
    assert.equal(Collector.__functionSpanCount(), before);
  });
});

describe("a function log", () => {
  it("has a call for each attempt of nested LLM functions (B-C13)", () => {
    const { collector, recorder, begin } = setUp();
    const pipeline = begin("Pipeline");
    for (const name of ["Extract", "Rank"]) {
      recorder.wait(1000);
      const llm = recorder.start(name, { parent: pipeline, functionType: "baml_llm" });
      recorder.attempt(llm, { durationUs: 5000 });
      recorder.end(llm);
    }
    recorder.end(pipeline);
    const { calls, timing, selectedCall, spans } = collector.last!;
    assert.deepEqual(
      calls.map(({ functionName }) => functionName),
      ["Extract", "Rank"],
    );
    const end = timing.startTimeUtcMs + timing.durationMs!;
    for (const call of calls) {
      assert.ok(call.timing.startTimeUtcMs >= timing.startTimeUtcMs);
      assert.ok(call.timing.startTimeUtcMs + call.timing.durationMs! <= end);
    }
    assert.deepEqual(
      spans.map(({ name }) => name),
      ["Extract", "Rank"],
    );
    assert.equal(selectedCall, calls.at(-1));
  });

  it("has the attempts of an LLM function that was called itself (B-C14, B-C15)", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("Ask");
    const id = recorder.attempt(place, { bodies: { request: '{"model":"m"}', response: "{}" } });
    recorder.end(place, "Urgent");
    const [call] = collector.last!.calls;
    assert.ok(call instanceof LlmCall);
    assert.ok(!((call as object) instanceof FunctionLog));
    assert.ok(!("sseResponses" in call) && !("tags" in call) && !("result" in call));
    assert.deepEqual(
      [call.id, call.provider, call.clientName, call.selected, call.attempt, call.model],
      [id, "openai", "Mini", true, 0, "mini-2"],
    );
    assert.deepEqual(call.clientStack, ["Spread", "Mini"]);
    assert.equal(call.httpRequest?.headers.authorization, "Bearer sk-live-1");
    assert.deepEqual(call.httpRequest?.body.json(), { model: "m" });
    assert.equal(call.httpResponse?.status, 200);
    assert.equal(collector.last?.rawLlmResponse, "Urgent");
  });

  it("lists attempts in the order in which they began (B-L1, B-L2, B-L9)", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("Ask");
    recorder.attempt(place, {
      request: { clientName: "Bad" },
      response: {
        status: "error",
        selected: false,
        text: undefined,
        usage: usage(10, 0),
        error: { kind: "llm_http", message: "no", statusCode: 500 },
      },
    });
    recorder.attempt(place, { request: { attempt: 1, clientName: "Ok" } });
    recorder.attempt(place, {
      request: { attempt: 2 },
      response: {
        status: "cancelled",
        selected: false,
        error: { kind: "cancelled", message: "Operation cancelled" },
      },
    });
    recorder.end(place);
    const { calls, usage: total, selectedCall } = collector.last!;
    assert.deepEqual(
      calls.map(({ clientName, selected }) => [clientName, selected]),
      [
        ["Bad", false],
        ["Ok", true],
        ["Mini", false],
      ],
    );
    assert.equal(calls[0]?.error?.type, "BamlClientHttpError");
    assert.equal(calls[0]?.error?.statusCode, 500);
    assert.equal(calls[2]?.error?.kind, "cancelled");
    assert.equal(total.inputTokens, 92);
    assert.equal(selectedCall?.clientName, "Ok");
  });

  it("gives the last text there was when none was selected", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("Ask");
    recorder.attempt(place, { response: { selected: false, text: "first" } });
    recorder.attempt(place, { response: { selected: false, text: undefined } });
    recorder.fail(place, "no");
    assert.equal(collector.last?.rawLlmResponse, "first");
    assert.equal(collector.last?.selectedCall, null);
  });

  it("has stream calls where the reply was streamed (B-L6)", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("Ask", undefined, undefined, true);
    const attemptId = recorder.factory.newId();
    const chunk = (data: string) =>
      recorder.llm(place, { kind: "streamEvent", attemptId, event: "message", id: "7", data });
    chunk('{"a":1}');
    chunk("[DONE]");
    recorder.llm(place, {
      kind: "rawResponse",
      attemptId,
      status: 200,
      headers: { a: "b" },
      body: "",
    });
    recorder.llm(place, {
      kind: "response",
      attemptId,
      status: "ok",
      selected: true,
      durationUs: 9000,
      timeToFirstTokenMs: 4,
      text: "x",
    });
    recorder.end(place);
    const log = collector.last!;
    const [call] = log.calls;
    assert.equal(log.logType, "stream");
    assert.ok(call instanceof LlmStreamCall);
    assert.ok(!((call as object) instanceof LlmCall));
    assert.equal(call.httpResponse, null);
    assert.deepEqual([call.responseStatus, call.responseHeaders], [200, { a: "b" }]);
    assert.ok(call.timing instanceof StreamTiming && call.timing instanceof Timing);
    assert.ok(call.timing.timeToFirstTokenMs! <= call.timing.durationMs!);
    const [first, done] = call.sseResponses()!;
    assert.deepEqual(
      [first?.text, first?.json(), first?.event, first?.id],
      ['{"a":1}', { a: 1 }, "message", "7"],
    );
    assert.equal(done?.json(), null);
  });

  it("has a plain call where a client could not stream", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("Ask", undefined, undefined, true);
    recorder.attempt(place, { bodies: { request: "{}", response: "{}" } });
    recorder.end(place);
    assert.ok(collector.last?.calls[0] instanceof LlmCall);
  });

  it("has no tokens and no tags where there are none (B-C16)", () => {
    const { collector, call } = setUp();
    call("F");
    assert.equal(collector.last?.usage.inputTokens, null);
    assert.deepEqual(collector.last?.tags, {});
    assert.deepEqual(collector.last?.metadata, {});
  });

  it("stays readable after it was let go (B-C20)", () => {
    const { collector, call } = setUp();
    call("F", { result: 1 });
    const log = collector.last!;
    collector.clear();
    assert.equal(log.result, 1);
    assert.equal(log.functionName, "F");
  });

  it("is fresher each time it is asked for, and never changes (B-C21)", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("F");
    const early = collector.last!;
    recorder.wait(1000);
    recorder.end(place, 1);
    assert.equal(early.timing.durationMs, null);
    assert.equal(early.status, "running");
    assert.equal(early.result, undefined);
    assert.equal(collector.last?.status, "ok");
    assert.equal(collector.last?.timing.durationMs, 1);
  });

  it("tells how a call failed, and what it had asked (B-C23)", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("Ask");
    recorder.attempt(place);
    recorder.fail(place, "no stock");
    const log = collector.last!;
    assert.equal(log.status, "error");
    assert.equal(log.error?.kind, "throw");
    assert.equal(log.timing.durationMs, 1);
    assert.equal(log.calls.length, 1);
    assert.equal(log.result, undefined);
  });

  it("tells that a call was cancelled (B-C24)", () => {
    const { collector, recorder, begin } = setUp();
    recorder.fail(begin("F"), "Operation cancelled", "cancelled");
    assert.equal(collector.last?.status, "cancelled");
    assert.equal(collector.last?.result, undefined);
  });

  it("has the call's own tags, not those of spans below (B-C25, B-C26)", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("F", undefined, undefined, false, { tenant: "acme", region: "us" });
    const child = recorder.start("Step", { parent: place });
    recorder.tags(child, { experiment: "b" });
    recorder.end(child);
    recorder.tags(place, { region: "eu" });
    recorder.tags(place, { region: "de" });
    recorder.end(place);
    assert.deepEqual(collector.last?.tags, { tenant: "acme", region: "de" });
  });

  it("hands children of a span that was not recorded to the next above", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("F");
    const lost = { ctx: { ...place.ctx, spanId: "lost" }, callStack: [...place.callStack, "lost"] };
    recorder.call("Step", 5, { parent: lost });
    recorder.end(place);
    assert.deepEqual(
      collector.last?.spans.map(({ name, durationUs }) => [name, durationUs]),
      [["Step", 5]],
    );
  });

  it("prints without secrets (B-L11)", () => {
    const { collector, recorder, begin, store } = setUp();
    store.redactor.addSecrets({ KEY: "sk-live-1" });
    const place = begin("Ask", undefined, undefined, false, {}, ["sk-live-1"]);
    recorder.attempt(place, {
      bodies: { request: '{"key":"sk-live-1"}', response: "ok sk-live-1" },
      response: { text: "sk-live-1" },
    });
    recorder.end(place, "sk-live-1");
    const log = collector.last!;
    for (const text of [
      String(log),
      JSON.stringify(log),
      String(log.calls[0]),
      String(log.calls[0]?.httpRequest),
    ]) {
      assert.ok(!text.includes("sk-live-1"), text);
      assert.ok(text.includes("REDACTED"));
    }
    assert.match(String(log.calls[0]?.httpRequest), /"x-ratelimit-tokens": "7"/);
    assert.equal(log.calls[0]?.httpRequest?.headers.authorization, "Bearer sk-live-1");
    assert.equal(log.result, "sk-live-1");
  });

  it("prints as the published client does", () => {
    const { collector, call } = setUp();
    const id = call("F", { durationUs: 1000 });
    assert.equal(
      String(collector.last),
      `FunctionLog(id=${id}, function_name=F, type=call, timing=Timing(start_time_utc_ms=1790000000000, duration_ms=1), usage=Usage(input_tokens=null, output_tokens=null, cached_input_tokens=null), calls=[], raw_llm_response=null)`,
    );
  });
});

describe("a body", () => {
  it("gives bytes, text and JSON, or says that it cannot", () => {
    const { collector, recorder, begin } = setUp();
    const place = begin("Ask");
    const attemptId = recorder.attempt(place);
    recorder.llm(place, {
      kind: "rawResponse",
      attemptId,
      status: 200,
      headers: {},
      body: "/w==",
      encoding: "base64",
    });
    recorder.llm(place, {
      kind: "rawRequest",
      attemptId,
      url: "u",
      method: "POST",
      headers: {},
      body: "no json",
    });
    recorder.end(place);
    const [call] = collector.last!.calls;
    const body = call?.httpResponse?.body;
    assert.deepEqual(new Uint8Array(body!.raw()), new Uint8Array([255]));
    assert.throws(() => body?.text());
    assert.equal(call?.httpRequest?.body.text(), "no json");
    assert.throws(() => call?.httpRequest?.body.json());
  });
});

describe("redaction", () => {
  it("knows names that sound secret", () => {
    const redactor = new Redactor();
    assert.deepEqual(
      redactor.headers({
        "X-Api-Key": "a",
        Cookie: "b",
        "x-auth": "c",
        "x-ratelimit-remaining-tokens": "d",
        accept: "e",
        "x-session-id": "f",
      }),
      {
        "X-Api-Key": "REDACTED",
        Cookie: "REDACTED",
        "x-auth": "REDACTED",
        "x-ratelimit-remaining-tokens": "d",
        accept: "e",
        "x-session-id": "REDACTED",
      },
    );
    assert.deepEqual(
      redactor.options({
        api_key: "a",
        max_tokens: 5,
        headers: { Authorization: "x" },
        list: [{ token: 1 }],
        keys: { a: 1 },
      }),
      {
        api_key: "REDACTED",
        max_tokens: 5,
        headers: { Authorization: "REDACTED" },
        list: [{ token: "REDACTED" }],
        keys: { a: 1 },
      },
    );
  });

  it("takes users, passwords and secret parameters out of addresses", () => {
    const redactor = new Redactor();
    assert.equal(
      redactor.url("https://ada:pw@host/p?a=1&API_key=x&max_tokens=2#f"),
      "https://REDACTED@host/p?a=1&API_key=REDACTED&max_tokens=2#f",
    );
    assert.equal(
      redactor.url("https://host/a@b?x=%zz&%61uth=1"),
      "https://host/a@b?x=%zz&%61uth=REDACTED",
    );
  });

  it("finds known secrets, the longer first, and can name them", () => {
    const redactor = new Redactor({ SHORT: "abcd", LONG: "abcd-efgh", TINY: "x" });
    assert.equal(redactor.text("abcd-efgh abcd x"), "REDACTED REDACTED x");
    assert.equal(redactor.named("Bearer abcd-efgh"), "Bearer $LONG");
  });
});

interface CallFacts {
  readonly durationUs?: number;
  readonly result?: number | string;
}

function setUp(limits: { maxBucketEvents?: number } = {}) {
  const store = new EventStore({ schedule: new ManualSchedule().schedule, ...limits });
  const recorder = new Recorder((event) => store.emit(event));
  const collector = new Collector("c");
  /** As the engine does: tracked before the first event. */
  const begin = (
    name: string,
    collectors: readonly Collector[] = [collector],
    parent?: SpanPlace,
    isStream = false,
    tags: Record<string, string> = {},
    args: string[] = [],
  ): SpanPlace => {
    const id = recorder.factory.newId();
    for (const each of collectors) each.track(id, store);
    return recorder.start(name, { id, isStream, tags, args, ...(parent && { parent }) });
  };
  const call = (name: string, { durationUs = 0, result = 0 }: CallFacts = {}): string => {
    const place = begin(name);
    recorder.wait(durationUs);
    recorder.end(place, result);
    return place.ctx.spanId;
  };
  return { store, recorder, collector, begin, call };
}

/** Made and dropped in a frame of its own, so that no local variable keeps it. */
function abandonedCollector(use: (collector: Collector) => void): void {
  use(new Collector());
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Finalisers run when the engine finds time for them, some turns after the collection. */
async function collected(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isDone(); turn++) {
    collectGarbage();
    await setImmediate();
  }
  assert.ok(isDone());
}
