import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Value } from "../../server/base";
import {
  decodeEvent,
  defaultTraceLimits,
  EventEncoder,
  Redactor,
  type RuntimeEvent,
  type TraceLimits,
} from "../../server/events";
import { attemptRequest, Recorder, usage } from "../support/recorder";

describe("a line of a trace file", () => {
  it("ends its call stack with the span's own id, a root's alone (B-W1)", () => {
    const { root, child } = family();
    assert.deepEqual(root.call_stack, [root.call_id]);
    assert.equal(child.call_stack.at(-1), child.call_id);
  });

  it("has the parent's call stack and its own id (B-W2)", () => {
    const { root, child } = family();
    assert.deepEqual(child.call_stack, [...root.call_stack, child.call_id]);
  });

  it("holds arguments, their names and the function's name (B-W3)", () => {
    const recorder = new Recorder();
    recorder.start("add", { args: [3, 4], argNames: ["a", "b"] });
    const { content } = lineOf(recorder.events[0]!);
    assert.equal(content.type, "function_start");
    assert.deepEqual(content.data.args, [3, 4]);
    assert.deepEqual(content.data.arg_names, ["a", "b"]);
    assert.equal(content.data.function_display_name, "add");
  });

  it("is the same each time, its keys ascending, on one line (B-W4)", () => {
    const recorder = new Recorder();
    const place = recorder.start("F\n", { args: ["\u2028\n"], argNames: ["x"] });
    recorder.attempt(place, { bodies: { request: "{}", response: "{}" } });
    recorder.tags(place, { b: "1" });
    recorder.fail(place, "no\nstock");
    for (const event of recorder.events) {
      const line = encode(event);
      assert.equal(encode(event), line);
      assert.equal(line.indexOf("\n"), line.length - 1);
      const parsed = JSON.parse(line);
      for (const object of [parsed, parsed.content, parsed.content.data]) {
        assert.deepEqual(Object.keys(object), Object.keys(object).sort());
      }
    }
  });

  it("stays below a megabyte and says what was cut (B-W12)", () => {
    const recorder = new Recorder();
    recorder.start("F", { args: ["x".repeat(1024 * 1024)], argNames: ["x"] });
    const line = encode(recorder.events[0]!);
    assert.ok(Buffer.byteLength(line) <= 1024 * 1024);
    const [marker] = JSON.parse(line).content.data.args;
    assert.equal(marker.__truncated.bytes, 1024 * 1024);
    assert.equal(marker.__truncated.chars, 1024 * 1024);
  });

  it("shrinks strings, then lists, until it fits", () => {
    const recorder = new Recorder();
    const args: Value[] = [Array.from({ length: 900 }, (_, at) => `${at} `.repeat(1000))];
    recorder.start("F", { args, argNames: ["x"] });
    const line = encode(recorder.events[0]!);
    assert.ok(Buffer.byteLength(line) <= 1024 * 1024);
    const tight: TraceLimits = { ...defaultTraceLimits, maxLineBytes: 4096 };
    assert.ok(Buffer.byteLength(encode(recorder.events[0]!, { limits: tight })) <= 4096);
  });

  it("keeps characters that JSON or lines could trip over (B-W15)", () => {
    const recorder = new Recorder();
    recorder.start("F", { args: ["\u2028 \u0000 \ud800 🙂"], argNames: ["x"] });
    check(recorder.events[0]!);
  });

  it("gives a failed span's message as result, and the error beside it (B-W16)", () => {
    const recorder = new Recorder();
    const place = recorder.start("Reserve");
    recorder.close(place, {
      status: "error",
      error: {
        kind: "llm_http",
        type: "BamlClientHttpError",
        message: "no stock",
        value: "v",
        statusCode: 500,
        stack: "at F",
        details: { clientName: "Mini" },
      },
    });
    const { data } = lineOf(recorder.events[1]!).content;
    assert.equal(data.status, "error");
    assert.equal(data.result, "no stock");
    assert.deepEqual(data.error, {
      details: { clientName: "Mini" },
      kind: "llm_http",
      message: "no stock",
      stack: "at F",
      status_code: 500,
      type: "BamlClientHttpError",
      value: "v",
    });
  });

  it("is written again as it was read, for every example of the format", () => {
    for (const line of examples) {
      const event = decodeEvent(line);
      assert.ok(event);
      assert.equal(new EventEncoder({ writerId: "other" }).encode(event), `${line}\n`);
    }
  });

  it("comes back as the event that it was made from", () => {
    const recorder = new Recorder();
    const host = recorder.start("handle", {
      functionType: "native",
      host: "python",
      args: ["ada"],
      argNames: ["user"],
      tags: { tenant: "acme" },
      traceReason: "host",
    });
    const place = recorder.start("Rank", {
      parent: host,
      functionType: "baml_llm",
      isStream: true,
      callSite: { uri: "baml_src/a.baml", range: [1, 2, 3, 4] },
      defSite: { uri: "baml_src/b.baml", range: [5, 0, 7, 1] },
      programHash: "abc",
      traceReason: "llm",
    });
    recorder.attempt(place, {
      request: {
        attempt: 1,
        origin: "simulated",
        retryDelayMs: 200,
        prompt: [
          {
            role: "user",
            parts: [
              { kind: "text", text: "hi", meta: { cache: true } },
              {
                kind: "media",
                media: {
                  kind: "media",
                  media: "image",
                  source: "url",
                  content: "https://host/a.png",
                },
              },
            ],
          },
        ],
      },
      response: {
        status: "error",
        selected: false,
        clientStack: ["Spread", "Mini"],
        timeToFirstTokenMs: 12,
        usage: { ...usage(1, 2), reasoningTokens: 3, cacheCreationInputTokens: 4 },
        error: { kind: "timeout", message: "too slow", statusCode: 408 },
      },
    });
    recorder.llm(place, {
      kind: "streamEvent",
      attemptId: "a",
      event: "message",
      id: "1",
      data: "{}",
    });
    recorder.llm(place, {
      kind: "rawResponse",
      attemptId: "a",
      status: 200,
      headers: {},
      body: "AAEC",
      encoding: "base64",
    });
    recorder.end(place, 1, { waitUs: 400, suppressedChildren: 2 });
    recorder.fail(host, "Operation cancelled", "cancelled");
    for (const event of recorder.events) check(event);
  });

  it("comes back for what a writer says of itself", () => {
    const recorder = new Recorder();
    const site = { uri: "baml_src/a.baml", range: [1, 2, 1, 9] } as const;
    const last = { durationUs: 5, status: "error", preview: "no", args: ["1"] } as const;
    const sites = [
      {
        site,
        function: "F",
        count: 3,
        errors: 1,
        totalUs: 9,
        selfUs: 8,
        minUs: 1,
        maxUs: 5,
        waitUs: 2,
        last,
      },
    ];
    check(
      recorder.factory.metaEvent({
        kind: "session",
        format: 1,
        host: "node",
        pid: 7,
        runtime: "node 20",
        version: "0.1.0",
        cwd: "/home/ada",
      }),
    );
    check(
      recorder.factory.metaEvent({
        kind: "dropped",
        count: 922,
        byClass: { span: 12, sse: 910 },
        sinceSeq: 40,
        untilSeq: 2210,
      }),
    );
    check(recorder.factory.metaEvent({ kind: "callSiteStats", sites, entrySpanId: "s" }));
    check(recorder.factory.metaEvent({ kind: "rotated", to: "x.1.jsonl" }));
  });

  it("keeps what it does not know", () => {
    const line = `{"call_id":"a","call_stack":["a"],"content":{"data":{"args":[],"arg_names":[],"function_display_name":"F","is_stream":false,"later":[1.0,2],"tags":{}},"hint":"x","type":"function_start"},"function_event_id":"e","seq":1,"timestamp_epoch_ms":1,"timestamp_epoch_us":1000,"writer_id":"w","zone":{"b":1,"a":9223372036854775807}}`;
    const event = decodeEvent(line)!;
    assert.deepEqual(
      event.unknown?.envelope?.map(([key]) => key),
      ["zone"],
    );
    assert.deepEqual(JSON.parse(encode(event)), JSON.parse(line));
    assert.ok(encode(event).includes('"later":[1.0,2]'));
    assert.ok(encode(event).includes("9223372036854775807"));
  });

  it("keeps fields of an attempt's record that it does not know", () => {
    const line = `{"call_id":"a","call_stack":["a"],"content":{"data":{"LLMResponse":{"client_stack":[],"cost":0.5,"duration_ms":1,"http_request_id":"h","selected":true,"status":"ok"}},"type":"intermediate"},"function_event_id":"e","timestamp_epoch_ms":1,"timestamp_epoch_us":1000}`;
    assert.equal(encode(decodeEvent(line)!), `${line}\n`);
  });

  it("keeps records of types and kinds to come", () => {
    for (const content of [
      '{"data":{"x":1.0},"type":"profile"}',
      '{"data":{"Later":{"y":[]}},"type":"intermediate"}',
      '{"data":{"kind":"later"},"type":"meta"}',
      '{"data":7,"type":"function_start"}',
    ]) {
      const stack = content.includes("meta") ? "" : '"a"';
      const line = `{"call_id":"a","call_stack":[${stack}],"content":${content},"function_event_id":"e","timestamp_epoch_ms":1,"timestamp_epoch_us":1000}`;
      const event = decodeEvent(line)!;
      assert.equal(event.event.kind, "unknown");
      assert.equal(encode(event), `${line}\n`);
    }
  });

  it("is read with defaults where a writer says less", () => {
    const event = decodeEvent(
      '{"call_id":"a","content":{"type":"function_end","data":{"function_display_name":"F","duration_ms":2,"result":"<handle>"}},"timestamp_epoch_ms":5}',
    )!;
    assert.deepEqual(event.callStack, ["a"]);
    assert.equal(event.seq, -1);
    assert.equal(event.timestampUs, 5000);
    assert.deepEqual(event.event, {
      kind: "functionEnd",
      end: {
        name: "F",
        durationUs: 2000,
        outcome: { status: "ok", result: { kind: "opaque", what: "handle" } },
      },
    });
  });

  it("is nothing when it is no event", () => {
    for (const line of [
      "",
      "x",
      "[]",
      "7",
      "{}",
      '{"call_id":7,"content":{}}',
      '{"call_id":"a"}',
      "[".repeat(10_000),
      '{"a":01}',
      '{"a":"\t"}',
      '{"a":1}x',
      '{"a":"\\q"}',
    ]) {
      assert.equal(decodeEvent(line), undefined);
    }
  });

  it("never throws, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        decodeEvent(text);
      }),
    );
    const bases = examples.map((line) => fc.constant(line));
    const torn = fc.tuple(fc.oneof(...bases), fc.nat(), fc.nat(), fc.string());
    fc.assert(
      fc.property(torn, ([line, from, length, put]) => {
        const at = from % line.length;
        const event = decodeEvent(line.slice(0, at) + put + line.slice(at + (length % 40)));
        if (event !== undefined) encode(event);
      }),
      { numRuns: 1000 },
    );
  });

  it("survives JSON of any form where another is expected", () => {
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.json(), fc.nat(), (line, json, pick) => {
        const fields = [...line.matchAll(/"([a-zA-Z_]+)":/g)];
        const { 1: name } = fields[pick % fields.length]!;
        const event = decodeEvent(
          JSON.stringify({ ...JSON.parse(line), [name!]: JSON.parse(json) }),
        );
        if (event !== undefined) encode(event);
        const inner = JSON.parse(line);
        inner.content.data[name!] = JSON.parse(json);
        const innerEvent = decodeEvent(JSON.stringify(inner));
        if (innerEvent !== undefined) encode(innerEvent);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a line about an attempt", () => {
  it("hides what sounds secret, and nothing else (B-L11)", () => {
    const recorder = new Recorder();
    const place = recorder.start("F");
    recorder.attempt(place, { bodies: { request: "{}", response: "{}" } });
    const encoder = new EventEncoder({ writerId: "w" });
    const lines = encoder.encodeAll(recorder.events).map((line) => JSON.parse(line));
    const raw = lines[2].content.data.RawLLMRequest;
    assert.deepEqual(raw.headers, { authorization: "REDACTED", "x-ratelimit-tokens": "7" });
    assert.equal(raw.url, "https://api.example.com/v1/chat?key=REDACTED");
    assert.deepEqual(raw.client_details, {
      name: "Mini",
      options: { model: "mini-2", temperature: 0.5 },
      provider: "openai",
    });
    assert.deepEqual(lines[4].content.data.LLMResponse.client_stack, ["Spread", "Mini"]);
  });

  it("hides known secrets in every text", () => {
    const secret = 'sk-"live"-1';
    const recorder = new Recorder();
    const place = recorder.start("F", {
      args: [`my key is ${secret}`],
      argNames: ["x"],
      tags: { k: secret },
    });
    recorder.attempt(place, {
      request: {
        prompt: [{ role: "user", parts: [{ kind: "text", text: secret }] }],
        params: { note: secret },
      },
      bodies: { request: `{"k":"${secret}"}`, response: `${"x".repeat(4090)}${secret}` },
      response: { text: secret, error: { kind: "llm_http", message: `bad key ${secret}` } },
    });
    recorder.fail(place, `bad key ${secret}`);
    const encoder = new EventEncoder({ writerId: "w", redactor: new Redactor({ KEY: secret }) });
    const text = encoder.encodeAll(recorder.events).join("");
    assert.ok(!text.includes("sk-"));
    assert.equal(text.match(/REDACTED/g)?.length, 13);
  });

  it("previews bodies, leaves them out, or gives them whole", () => {
    const body = "é".repeat(4096);
    assert.deepEqual(bodyOf(body, "preview"), { raw: "é".repeat(2048), truncated_bytes: 4096 });
    assert.deepEqual(bodyOf(body, "none"), { raw: "", truncated_bytes: 8192 });
    assert.deepEqual(bodyOf(body, "full"), { raw: body });
  });

  it("keeps a whole prompt and reply", () => {
    const text = "x".repeat(200_000);
    const recorder = new Recorder();
    const place = recorder.start("F");
    recorder.llm(
      place,
      attemptRequest("a", { prompt: [{ role: "user", parts: [{ kind: "text", text }] }] }),
    );
    check(recorder.events[1]!);
  });
});

function bodyOf(body: string, bodies: TraceLimits["bodies"]): object {
  const recorder = new Recorder();
  const place = recorder.start("F");
  recorder.attempt(place, { bodies: { request: body, response: "{}" } });
  const raw = recorder.events[2]!;
  const line = encode(raw, { limits: { ...defaultTraceLimits, bodies } });
  return JSON.parse(line).content.data.RawLLMRequest.body;
}

function family() {
  const recorder = new Recorder();
  const root = recorder.start("Root");
  recorder.start("Child", { parent: root });
  return { root: lineOf(recorder.events[0]!), child: lineOf(recorder.events[1]!) };
}

function lineOf(event: RuntimeEvent) {
  return JSON.parse(encode(event));
}

function encode(event: RuntimeEvent, options: { limits?: TraceLimits } = {}): string {
  return new EventEncoder({ writerId: "a91f03c7", ...options }).encode(event);
}

/** The event comes back from its line, with the writer's name. */
function check(event: RuntimeEvent): void {
  const limits: TraceLimits = { ...defaultTraceLimits, bodies: "full" };
  assert.deepEqual(decodeEvent(encode(event, { limits })), { ...event, writerId: "a91f03c7" });
}

/** Lines as the description of the format gives them. */
const examples: readonly string[] = [
  `{"call_id":"5b0c7f0e-3f43-4c38-9d0b-6f2f6a1f0a01","call_stack":["5b0c7f0e-3f43-4c38-9d0b-6f2f6a1f0a01"],"content":{"data":{"arg_names":["base","rate"],"args":[120,3.0],"def_site":{"range":[4,0,6,1],"uri":"baml_src/price.baml"},"function_display_name":"Total","function_type":"baml_expr","is_stream":false,"tags":{},"trace_reason":"root"},"type":"function_start"},"function_event_id":"0e0d2b2a-8a55-4f0e-8a53-1b7c3f2d9a10","seq":0,"timestamp_epoch_ms":1790000000000,"timestamp_epoch_us":1790000000000412,"writer_id":"a91f03c7"}`,
  `{"call_id":"5b0c7f0e-3f43-4c38-9d0b-6f2f6a1f0a01","call_stack":["5b0c7f0e-3f43-4c38-9d0b-6f2f6a1f0a01"],"content":{"data":{"duration_ms":0,"duration_us":184,"function_display_name":"Total","result":360.0,"status":"ok"},"type":"function_end"},"function_event_id":"f4b5a5be-41c7-4f3b-8a5e-02d6a3a6cb11","seq":1,"timestamp_epoch_ms":1790000000000,"timestamp_epoch_us":1790000000000596,"writer_id":"a91f03c7"}`,
  `{"call_id":"9a2d1c54-6f5b-4b7d-a0f6-0c4f5f1b2c02","call_stack":["5b0c7f0e-3f43-4c38-9d0b-6f2f6a1f0a02","9a2d1c54-6f5b-4b7d-a0f6-0c4f5f1b2c02"],"content":{"data":{"arg_names":["ticket"],"args":[{"__class":"Ticket","id":7,"body":"printer on fire"}],"call_site":{"range":[11,12,11,28],"uri":"baml_src/triage.baml"},"function_display_name":"RankTicket","function_type":"baml_llm","is_stream":false,"tags":{},"trace_reason":"llm"},"type":"function_start"},"function_event_id":"7c1b6a92-0f0c-4b7a-9d85-5f0f6a9d2b20","seq":5,"timestamp_epoch_ms":1790000001200,"timestamp_epoch_us":1790000001200050,"writer_id":"a91f03c7"}`,
  `{"call_id":"9a2d1c54-6f5b-4b7d-a0f6-0c4f5f1b2c02","call_stack":["5b0c7f0e-3f43-4c38-9d0b-6f2f6a1f0a02","9a2d1c54-6f5b-4b7d-a0f6-0c4f5f1b2c02"],"content":{"data":{"duration_ms":412,"duration_us":412733,"function_display_name":"RankTicket","result":{"__enum":"Priority","value":"Urgent"},"status":"ok","wait_us":409120},"type":"function_end"},"function_event_id":"b3f8a6de-2c11-4a0c-9a53-6a9d3b2e4f21","seq":9,"timestamp_epoch_ms":1790000001612,"timestamp_epoch_us":1790000001612783,"writer_id":"a91f03c7"}`,
  `{"call_id":"c0ffee00-1111-4222-8333-444455556601","call_stack":["c0ffee00-1111-4222-8333-444455556601"],"content":{"data":{"arg_names":["user","limit"],"args":["ada",5],"function_display_name":"handle_request","function_type":"native","host":"python","tags":{"tenant":"acme"},"trace_reason":"host"},"type":"function_start"},"function_event_id":"11d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e30","seq":20,"timestamp_epoch_ms":1790000002000,"timestamp_epoch_us":1790000002000001,"writer_id":"77be19d2"}`,
  `{"call_id":"d15ea5e0-1111-4222-8333-444455556602","call_stack":["c0ffee00-1111-4222-8333-444455556601","d15ea5e0-1111-4222-8333-444455556602"],"content":{"data":{"arg_names":["n"],"args":[5],"function_display_name":"TopItems","function_type":"baml_expr","is_stream":false,"tags":{"tenant":"acme"},"trace_reason":"root"},"type":"function_start"},"function_event_id":"22d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e31","seq":21,"timestamp_epoch_ms":1790000002003,"timestamp_epoch_us":1790000002003870,"writer_id":"77be19d2"}`,
  `{"call_id":"d15ea5e0-1111-4222-8333-444455556602","call_stack":["c0ffee00-1111-4222-8333-444455556601","d15ea5e0-1111-4222-8333-444455556602"],"content":{"data":{"duration_ms":6,"duration_us":6120,"function_display_name":"TopItems","result":["a","b"],"status":"ok"},"type":"function_end"},"function_event_id":"33d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e32","seq":22,"timestamp_epoch_ms":1790000002009,"timestamp_epoch_us":1790000002009990,"writer_id":"77be19d2"}`,
  `{"call_id":"c0ffee00-1111-4222-8333-444455556601","call_stack":["c0ffee00-1111-4222-8333-444455556601"],"content":{"data":{"duration_ms":10,"duration_us":10555,"function_display_name":"handle_request","result":null,"status":"ok"},"type":"function_end"},"function_event_id":"44d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e33","seq":23,"timestamp_epoch_ms":1790000002010,"timestamp_epoch_us":1790000002010556,"writer_id":"77be19d2"}`,
  `{"call_id":"c0ffee00-1111-4222-8333-444455556601","call_stack":["c0ffee00-1111-4222-8333-444455556601"],"content":{"data":{"SetTags":{"experiment":"b","region":"eu"}},"type":"intermediate"},"function_event_id":"55d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e34","seq":24,"timestamp_epoch_ms":1790000002011,"timestamp_epoch_us":1790000002011002,"writer_id":"77be19d2"}`,
  `{"call_id":"bad0bad0-1111-4222-8333-444455556603","call_stack":["bad0bad0-1111-4222-8333-444455556603"],"content":{"data":{"duration_ms":2,"duration_us":2044,"error":{"kind":"throw","message":"uncaught throw: no stock","type":"BamlThrowError","value":"no stock"},"function_display_name":"Reserve","result":"uncaught throw: no stock","status":"error"},"type":"function_end"},"function_event_id":"66d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e35","seq":31,"timestamp_epoch_ms":1790000003002,"timestamp_epoch_us":1790000003002044,"writer_id":"77be19d2"}`,
  `{"call_id":"ca11ed00-1111-4222-8333-444455556604","call_stack":["ca11ed00-1111-4222-8333-444455556604"],"content":{"data":{"duration_ms":51,"duration_us":51377,"error":{"kind":"cancelled","message":"Operation cancelled","type":"BamlCancelledError"},"function_display_name":"SlowReport","result":"Operation cancelled","status":"cancelled","wait_us":50900},"type":"function_end"},"function_event_id":"77d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e36","seq":33,"timestamp_epoch_ms":1790000004051,"timestamp_epoch_us":1790000004051377,"writer_id":"77be19d2"}`,
  `{"call_id":"9a2d1c54-6f5b-4b7d-a0f6-0c4f5f1b2c02","call_stack":["5b0c7f0e-3f43-4c38-9d0b-6f2f6a1f0a02","9a2d1c54-6f5b-4b7d-a0f6-0c4f5f1b2c02"],"content":{"data":{"LLMResponse":{"client_stack":["Spread","Mini"],"duration_ms":405,"finish_reason":"stop","http_request_id":"e1e1e1e1-1111-4222-8333-444455556605","model":"mini-2","raw_text_output":"Urgent","selected":true,"status":"ok","usage":{"cached_input_tokens":0,"input_tokens":41,"output_tokens":3,"total_tokens":44}}},"type":"intermediate"},"function_event_id":"88d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e37","seq":8,"timestamp_epoch_ms":1790000001610,"timestamp_epoch_us":1790000001610400,"writer_id":"a91f03c7"}`,
  `{"call_id":"f0f0f0f0-1111-4222-8333-444455556606","call_stack":[],"content":{"data":{"by_class":{"sse":910,"span":12},"count":922,"kind":"dropped","since_seq":40,"until_seq":2210},"type":"meta"},"function_event_id":"99d0b6a3-6f2e-4b0c-8d1e-0a1b2c3d4e38","seq":2211,"timestamp_epoch_ms":1790000005000,"timestamp_epoch_us":1790000005000000,"writer_id":"77be19d2"}`,
];
