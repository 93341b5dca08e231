/** LLM functions in runs: their spans, their attempts, how they fail (tracing 4.4 and 10.4). */
import assert from "node:assert/strict";
import { valueJson } from "../../server/base";
import type { CallOptions } from "../../server/engine";
import { Collector, type RuntimeEvent } from "../../server/events";
import type { Transport } from "../../server/llm";
import { type Bench, type BenchOptions, bench, linesOf, outcomeOf } from "./runProgram";

const SOURCE = `
enum Mood { Good Bad }
client Mini { provider openai options { model "mini" api_key env.KEY base_url "http://mini/v1" } }
client Other { provider openai options { model "other" api_key "k" base_url "http://other/v1" } }
client First { provider fallback options { strategy [Mini, Other] } }
client Turns { provider round-robin options { strategy [Mini, Other] } }
client Patient { provider openai retry_policy Twice options { model "p" api_key "k" base_url "http://mini/v1" } }
client Picky { provider openai options { model "p" api_key "k" base_url "http://mini/v1" finish_reason_allow_list ["stop"] } }
retry_policy Twice { max_retries 2 strategy { type constant_delay delay_ms 100 } }
function Feel(text: string) -> Mood { client Mini prompt #"Feel {{ text }}"# }
function Count(text: string) -> int { client Other prompt #"Count {{ text }}"# }
function Safe(text: string) -> Mood { client First prompt #"Safe"# }
function Turn() -> string { client Turns prompt #"Turn"# }
function Tries() -> string { client Patient prompt #"Tries"# }
function Careful() -> string { client Picky prompt #"Careful"# }
function Note(text: string, more: string?) -> string { client Mini prompt #"{{ text }}|{{ more }}"# }
function middle() -> int { let m = Feel("a"); Count("b") }
function main() -> int { middle() }
function caught() -> string { let r = Tries() catch (e) { s: string => s }; r + Note("x", null) }
function pick(ask: (string) -> int) -> int { ask("z") }
function indirect() -> int { pick(Count) }
template_string Shout(who: string) #"hey {{ who }}!"#
function Tagged() -> string { client Mini prompt #"for {{ ctx.tags.team }}"# }
function shout() -> string { Shout("you") }
function request() -> string { let r = baml.llm.build_request(Feel, { "text": "x" }); r.method + " " + r.url }
function theClient() -> unknown { baml.llm.get_client(Turn) }
function byHand() -> unknown { baml.llm.call_llm_function(Count, { "text": "x" }) }
function turns() -> int[] {
  [baml.llm.round_robin_peek("Turns"), baml.llm.round_robin_next("Turns"), baml.llm.round_robin_next("Turns")]
}
function raw() -> int { baml.http.fetch("http://plain/").status_code }
`;

describe("an LLM function", () => {
  it("has a span below the nearest recorded call, in the order of the calls", async () => {
    await check("main", { mini: say("Good"), other: say("3") }, { value: 3 }, [
      "> main()",
      '  > Feel("a")',
      "  < Feel = Mood.Good",
      '  > Count("b")',
      "  < Count = 3",
      "< main = 3",
    ]);
  });

  it("has a span of its own alone when it is called by name", async () => {
    const good = { kind: "variant", enumName: "Mood", name: "Good" } as const;
    const args = { text: "well" };
    await check(
      "Feel",
      { mini: say("Good") },
      { value: good },
      ['> Feel("well")', "< Feel = Mood.Good"],
      { args },
    );
  });

  it("is recorded also when it is called through a value", async () => {
    await check("indirect", { other: say("5") }, { value: 5 }, [
      "> indirect()",
      '  > Count("z")',
      "  < Count = 5",
      "< indirect = 5",
    ]);
  });

  it("prints nothing for an argument that was left out, and null for null", async () => {
    const prompts: string[] = [];
    const { engine } = modelBench({ mini: say("x", prompts) });
    await engine.callFunction("Note", { args: { text: "a" }, env });
    await engine.callFunction("Note", { args: { text: "b", more: null }, env });
    assert.deepEqual(prompts, ["a|", "b|null"]);
  });

  it("waits as long as its model takes, and so do the calls around it", async () => {
    const slow = modelBench({});
    const { engine, events, world } = modelBench({
      mini: async () => {
        world.advance(40);
        return reply("Good");
      },
      other: say("1"),
    });
    await engine.callFunction("main", { env });
    assert.equal(slow.events.length, 0);
    const waits = ends(events).map(({ name, waitUs }) => [name, waitUs]);
    assert.deepEqual(waits, [
      ["Feel", 40_000],
      ["Count", undefined],
      ["main", 40_000],
    ]);
  });

  it("keeps the records of an attempt between its start and its end, in order", async () => {
    const { engine, events } = modelBench({ mini: say("Good") });
    await engine.callFunction("Feel", { args: { text: "t" }, env });
    assert.deepEqual(kinds(events), [
      "functionStart",
      "request",
      "rawRequest",
      "rawResponse",
      "response",
      "functionEnd",
    ]);
    assert(events.every(({ ctx }) => ctx.spanId === events[0]!.ctx.spanId));
  });

  it("is called in a simulated run without a key and without a request", async () => {
    const { engine, events } = modelBench({});
    const outcome = await outcomeOf(
      engine.callFunction("main", { model: "simulated", trace: { mode: "llm" } }),
    );
    assert("value" in outcome);
    const origins = events.flatMap(({ event }) =>
      event.kind === "llm" && event.llm.kind === "request" ? [event.llm.origin] : [],
    );
    assert.deepEqual(origins, ["simulated", "simulated"]);
  });
});

describe("attempts", () => {
  it("of a fallback: each is a call, the one that answered is selected", async () => {
    const { log } = await logged("Safe", { mini: status(500), other: say("Bad") }, { text: "s" });
    assert.deepEqual(
      log.calls.map(({ clientName, selected }) => [clientName, selected]),
      [
        ["Mini", false],
        ["Other", true],
      ],
    );
    assert.equal(log.rawLlmResponse, "Bad");
    assert.deepEqual(log.calls[1]!.clientStack, ["First", "Other"]);
  });

  it("of a retry: all failed, none is selected, and the error lists them", async () => {
    const { log, outcome } = await logged("Tries", { mini: status(500) });
    assert("error" in outcome);
    assert.equal(outcome.error.kind, "llm_http");
    assert.equal(outcome.error.statusCode, 500);
    assert.match(String(outcome.error.details?.["detailedMessage"]), /^3 failed attempts:/);
    assert.deepEqual(
      log.calls.map(({ selected }) => selected),
      [false, false, false],
    );
    assert.equal(log.rawLlmResponse, null);
    assert.equal(log.status, "error");
  });

  it("are selected also when their reply does not parse", async () => {
    const { log, outcome } = await logged("Count", { other: say("no number") }, { text: "x" });
    assert("error" in outcome);
    assert.equal(outcome.error.kind, "validation");
    assert.equal(outcome.error.details?.["rawOutput"], "no number");
    assert.equal(log.calls[0]?.selected, true);
    assert.equal(log.rawLlmResponse, "no number");
  });

  it("report usage as the provider does, and nothing where it says nothing", async () => {
    const usage = {
      prompt_tokens: 41,
      completion_tokens: 3,
      total_tokens: 44,
      prompt_tokens_details: { cached_tokens: 0 },
    };
    const told = await logged("Count", { other: say("1", [], usage) }, { text: "x" });
    const { inputTokens, outputTokens, cachedInputTokens } = told.log.usage;
    assert.deepEqual([inputTokens, outputTokens, cachedInputTokens], [41, 3, 0]);
    const silent = await logged("Count", { other: say("1") }, { text: "x" });
    assert.equal(silent.log.usage.inputTokens, null);
  });

  it("of a round-robin take turns from call to call", async () => {
    const { engine } = modelBench({ mini: say("m"), other: say("o") });
    const said = [];
    for (let turn = 0; turn < 4; turn++) said.push(await engine.callFunction("Turn", { env }));
    assert.deepEqual(said, ["m", "o", "m", "o"]);
  });

  it("are refused for a finish reason that is not allowed, and not selected", async () => {
    const cut = async () => reply("half", undefined, "length");
    const { log, outcome } = await logged("Careful", { mini: cut });
    assert("error" in outcome);
    assert.equal(outcome.error.kind, "finish_reason");
    assert.equal(log.calls[0]?.selected, false);
  });

  it("are each closed once when the call is stopped in the middle", async () => {
    const abort = new AbortController();
    let asked = 0;
    const never: Transport = (_request, { signal }) =>
      new Promise((_done, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
    const failsOnce: Transport = (request, sending) =>
      ++asked < 2 ? status(500)(request, sending) : never(request, sending);
    const { engine, events, world } = modelBench({ mini: failsOnce }, { sleepsAtOnce: false });
    const collector = new Collector();
    const call = outcomeOf(
      engine.callFunction("Tries", { signal: abort.signal, collectors: [collector], env }),
    );
    for (; asked < 2; world.advance(10)) await new Promise((done) => setImmediate(done));
    abort.abort();
    const outcome = await call;
    assert("error" in outcome);
    assert.equal(outcome.error.kind, "cancelled");
    await new Promise((done) => setImmediate(done));
    const responses = events.flatMap(({ event }) =>
      event.kind === "llm" && event.llm.kind === "response" ? [event.llm.status] : [],
    );
    assert.deepEqual(responses, ["error", "cancelled"]);
    assert.deepEqual(kinds(events).at(-1), "functionEnd");
    assert.equal(collector.last?.status, "cancelled");
    assert(collector.last?.calls.every(({ timing }) => timing.durationMs !== null));
  });

  it("are none for a plain request of an expression function", async () => {
    const { log, outcome } = await logged("raw", { plain: say("x") });
    assert.deepEqual(outcome, { value: 200 });
    assert.equal(log.calls.length, 0);
  });

  it("that all failed are a string that a program can catch", async () => {
    const transport = { mini: byBody(/Tries/, status(500), say("!")) };
    await checkValue("caught", transport, "All orchestration steps failed!");
  });
});

describe("a stream", () => {
  it("tells partial values, then the result, and records each event", async () => {
    const chunks = ["He", "llo", "!"];
    const { engine, events } = modelBench({ mini: streaming(chunks), other: streaming(chunks) });
    const collector = new Collector();
    const ticks: unknown[] = [];
    const stream = engine.streamFunction("Turn", {
      env,
      collectors: [collector],
      onTick: (reason, log) => {
        ticks.push([reason, log?.functionName]);
        throw new Error("the caller's own");
      },
    });
    const partials = [];
    for await (const partial of stream) partials.push(partial);
    assert.equal(await stream.result, "Hello!");
    assert(partials.length > 0);
    assert.equal(partials.at(-1), "Hello!");
    assert.equal(collector.last?.logType, "stream");
    assert.equal(kinds(events).filter((kind) => kind === "streamEvent").length, 4);
    assert(ticks.length >= 5);
    assert.deepEqual(ticks[0], ["Unknown", "Turn"]);
  });

  it("fails where it is read, and in its result", async () => {
    const { engine } = modelBench({ mini: status(500), other: status(500) });
    const stream = engine.streamFunction("Turn", { env });
    await assert.rejects(async () => {
      for await (const _ of stream);
    }, /500/);
    await assert.rejects(stream.result, /500/);
  });

  it("can be cancelled", async () => {
    const { engine } = modelBench({
      mini: (_request, { signal }) =>
        new Promise((_done, fail) => signal.addEventListener("abort", () => fail(signal.reason))),
    });
    const stream = engine.streamFunction("Turn", { env });
    setImmediate(() => stream.cancel());
    await assert.rejects(stream.result, /Operation cancelled/);
  });
});

describe("variables of clients", () => {
  it("that are missing refuse a call that asks for it, before it begins", async () => {
    const { engine, events } = modelBench({});
    const outcome = await outcomeOf(
      engine.callFunction("main", { checksVariables: true, env: {} }),
    );
    assert("error" in outcome);
    assert.match(outcome.error.message, /`KEY`/);
    assert.equal(events.length, 0);
  });
});

describe("what a program may ask of LLM functions by hand", () => {
  it("is the text of a template string", async () => {
    await checkValue("shout", {}, "hey you!");
  });

  it("is the request that a call would send", async () => {
    await checkValue("request", {}, "POST http://mini/v1/chat/completions");
  });

  it("is its client, without its secrets", async () => {
    const { engine } = modelBench({});
    const client = await engine.callFunction("theClient", { env });
    assert.match(valueJson(client), /"client_type": "RoundRobin"/);
    assert.doesNotMatch(valueJson(client), /sk-|api_key/);
  });

  it("is a call of it by name", async () => {
    const { engine, events } = modelBench({ other: say("5") });
    assert.equal(await engine.callFunction("byHand", { env }), 5);
    assert.deepEqual(linesOf(events), ["> byHand()", "< byHand = 5"]);
  });

  it("is whose turn it is, without and with taking it", async () => {
    const { engine } = modelBench({});
    assert.deepEqual(await engine.callFunction("turns", { env }), [0, 0, 1]);
  });
});

describe("tags of a call", () => {
  it("can be named in its prompts", async () => {
    const prompts: string[] = [];
    const { engine } = modelBench({ mini: say("x", prompts) });
    await engine.callFunction("Tagged", { env, tags: { team: "blue" } });
    assert.deepEqual(prompts, ["for blue"]);
  });
});

describe("keys of clients", () => {
  it("are known to the store as secrets before the first event", async () => {
    const { engine, store } = modelBench({ mini: say("x") });
    const keys = {
      KEY: "sk-own-0123456789",
      OPENAI_API_KEY: "sk-default-0123456789",
      HOME: "/home/me",
    };
    await engine.callFunction("Note", { args: { text: "a" }, env: keys });
    const text = store.redactor.text(Object.values(keys).join(" "));
    assert.equal(text, "REDACTED REDACTED /home/me");
  });
});

const env = { KEY: "sk-0123456789" };

type Models = Readonly<Record<string, Transport>>;

/** One transport a host: `mini`, `other`, `plain`. */
function modelBench(models: Models, options: BenchOptions = {}): Bench {
  return bench(SOURCE, {
    ...options,
    transport: (request, sending) => {
      const model = models[new URL(request.url).hostname];
      assert(model, `nobody answers for ${request.url}`);
      return model(request, sending);
    },
  });
}

/** Answers with a text, and keeps the prompts it was asked. */
function say(text: string, prompts: string[] = [], usage?: object): Transport {
  return async ({ body }) => {
    const [message] = body ? JSON.parse(body).messages : [];
    const content = message?.content;
    prompts.push(typeof content === "string" ? content : content?.[0].text);
    return reply(text, usage);
  };
}

function status(code: number): Transport {
  return async () => reply("", undefined, "stop", code);
}

function byBody(pattern: RegExp, matching: Transport, other: Transport): Transport {
  return (request, sending) => (pattern.test(request.body) ? matching : other)(request, sending);
}

function reply(content: string, usage?: object, finishReason = "stop", code = 200) {
  const choice = { index: 0, message: { role: "assistant", content }, finish_reason: finishReason };
  return response(code, JSON.stringify({ model: "m", choices: [choice], usage }));
}

function streaming(chunks: readonly string[]): Transport {
  return async () => {
    const events = chunks.map((content) => ({
      model: "m",
      choices: [{ index: 0, delta: { content } }],
    }));
    const last = { model: "m", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
    const lines = [...events, last].map((event) => `data: ${JSON.stringify(event)}\n\n`);
    return response(200, `${lines.join("")}data: [DONE]\n\n`, "text/event-stream");
  };
}

function response(code: number, text: string, type = "application/json") {
  return {
    status: code,
    statusText: "",
    headers: { "content-type": type },
    body: (async function* () {
      yield new TextEncoder().encode(text);
    })(),
  };
}

function kinds(events: readonly RuntimeEvent[]): readonly string[] {
  return events.map(({ event }) => (event.kind === "llm" ? event.llm.kind : event.kind));
}

function ends(events: readonly RuntimeEvent[]) {
  return events.flatMap(({ event }) => (event.kind === "functionEnd" ? [event.end] : []));
}

async function logged(name: string, models: Models, args: CallOptions["args"] = {}) {
  const { engine } = modelBench(models);
  const collector = new Collector();
  const call = engine.callFunction(name, { args, collectors: [collector], env });
  const outcome = await outcomeOf(call);
  const log = collector.last;
  assert(log);
  return { log, outcome };
}

async function checkValue(name: string, models: Models, value: string): Promise<void> {
  const { engine } = modelBench(models);
  assert.deepEqual(await outcomeOf(engine.callFunction(name, { env })), { value });
}

async function check(
  name: string,
  models: Models,
  expected: Awaited<ReturnType<typeof outcomeOf>>,
  spans: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  const { engine, events } = modelBench(models);
  assert.deepEqual(await outcomeOf(engine.callFunction(name, { env, ...options })), expected);
  assert.deepEqual(linesOf(events), spans);
}
