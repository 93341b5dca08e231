import assert from "node:assert/strict";
import { float, map } from "../../server/base";
import { Redactor, readTraceText, TraceTree } from "../../server/events";
import { type OtlpOptions, toOtlp, toOtlpMetrics, traceparentOf } from "../../server/export";
import { Recorder, usage } from "../support/recorder";

describe("an OpenTelemetry trace", () => {
  it("has ids that are valid and the same each time, parents that are there, times and kinds (B-X10)", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root", { id: ROOT });
    recorder.wait(10);
    const ask = recorder.start("Ask", { parent: root, functionType: "baml_llm" });
    recorder.attempt(ask, { durationUs: 1500 });
    recorder.end(ask);
    recorder.end(root);
    const spans = spansOf(tree);
    assert.deepEqual(spans, spansOf(tree));
    for (const { traceId, spanId, parentSpanId } of spans) {
      assert.equal(traceId, "5b0c7f0e3f434c389d0b6f2f6a1f0a01");
      assert.match(spanId, /^(?!0{16})[0-9a-f]{16}$/);
      if (parentSpanId !== undefined) assert.ok(spans.some((span) => span.spanId === parentSpanId));
    }
    const [first, second, third] = spans;
    assert.deepEqual([first?.spanId, first?.parentSpanId], ["9d0b6f2f6a1f0a01", undefined]);
    assert.deepEqual([second?.parentSpanId, third?.parentSpanId], [first?.spanId, second?.spanId]);
    assert.deepEqual(
      spans.map(({ name, kind }) => [name, kind]),
      [
        ["Root", 1],
        ["Ask", 1],
        ["chat mini-2", 3],
      ],
    );
    assert.equal(first?.startTimeUnixNano, "1790000000000000000");
    assert.equal(first?.endTimeUnixNano, "1790000000001510000");
    assert.equal(new Set(spans.map(({ spanId }) => spanId)).size, 3);
  });

  it("maps how calls ended (B-X10)", () => {
    const { tree, recorder } = live();
    recorder.call("Fine", 1);
    recorder.fail(recorder.start("Broken"), "no stock");
    recorder.fail(recorder.start("Stopped"), "Operation cancelled", "cancelled");
    const [fine, broken, stopped] = spansOf(tree);
    assert.deepEqual(fine?.status, {});
    assert.deepEqual(broken?.status, { code: 2, message: "no stock" });
    assert.deepEqual(stopped?.status, { code: 2, message: "Operation cancelled" });
    assert.equal(attribute(broken, "error.type"), "BamlThrowError");
    assert.equal(broken?.events[0]?.name, "exception");
    assert.deepEqual(broken?.events[0]?.attributes, [
      { key: "exception.type", value: { stringValue: "BamlThrowError" } },
      { key: "exception.message", value: { stringValue: "no stock" } },
    ]);
  });

  it("gives an HTTP error its status for a type, and a stack where there is one", () => {
    const { tree, recorder } = live();
    recorder.close(recorder.start("F"), {
      status: "error",
      error: {
        kind: "llm_http",
        type: "BamlClientHttpError",
        message: "no",
        statusCode: 503,
        stack: "at F",
      },
    });
    const [span] = spansOf(tree);
    assert.equal(attribute(span, "error.type"), "503");
    assert.deepEqual(span?.events[0]?.attributes.at(-1), {
      key: "exception.stacktrace",
      value: { stringValue: "at F" },
    });
  });

  it("hashes ids that are no UUIDs, and sets apart those that collide", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root", { id: "bfcall_1" });
    recorder.start("A", { parent: root, id: "00000000-0000-4000-8000-000000000001" });
    recorder.start("B", { parent: root, id: "11111111-1111-4111-8000-000000000001" });
    recorder.start("C", { parent: root, id: "00000000-0000-0000-0000-000000000000" });
    const spans = spansOf(tree);
    assert.equal(new Set(spans.map(({ spanId }) => spanId)).size, 4);
    assert.equal(spans[1]?.spanId, "8000000000000001");
    for (const { traceId, spanId } of spans)
      assert.ok(/^[0-9a-f]{32}$/.test(traceId) && /[1-9a-f]/.test(spanId));
  });

  it("joins a trace that came in, and can hand one on", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root", { id: ROOT });
    recorder.call("Child", 1, { parent: root });
    const incoming = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01";
    const [first, second] = spansOf(tree, { traceparent: incoming });
    assert.deepEqual([first?.traceId, first?.parentSpanId], ["a".repeat(32), "b".repeat(16)]);
    assert.deepEqual([second?.traceId, second?.parentSpanId], ["a".repeat(32), first?.spanId]);
    assert.equal(
      traceparentOf(ROOT, ROOT),
      "00-5b0c7f0e3f434c389d0b6f2f6a1f0a01-9d0b6f2f6a1f0a01-01",
    );
  });

  it("tells who made it, and by which conventions", () => {
    const { tree, recorder } = live();
    recorder.call("F", 1);
    const { resourceSpans } = JSON.parse(
      toOtlp(tree, { serviceName: "shop", pid: 42, version: "0.1.0" }),
    );
    const [{ resource, scopeSpans, schemaUrl }] = resourceSpans;
    assert.deepEqual(attributesOf(resource), {
      "service.name": "shop",
      "process.pid": "42",
      "telemetry.sdk.language": "nodejs",
      "telemetry.sdk.name": "spanlens",
    });
    assert.deepEqual(scopeSpans[0].scope, { name: "spanlens", version: "0.1.0" });
    assert.match(schemaUrl, /^https:\/\/opentelemetry.io\/schemas\/\d/);
  });

  it("has code, tags and, only when asked, content", () => {
    const { tree, recorder } = live();
    const place = recorder.start("Total", {
      args: [120, float(3)],
      tags: { tenant: "acme" },
      defSite: { uri: "baml_src/price.baml", range: [4, 0, 6, 1] },
    });
    recorder.tags(place, { region: "eu" });
    recorder.end(place, map([["a", "sk-live-1"]]));
    const [span] = spansOf(tree);
    assert.equal(attribute(span, "code.function.name"), "Total");
    assert.equal(attribute(span, "code.file.path"), "baml_src/price.baml");
    assert.equal(attribute(span, "code.line.number"), "5");
    assert.equal(attribute(span, "code.column.number"), "1");
    assert.equal(attribute(span, "spanlens.tag.tenant"), "acme");
    assert.equal(attribute(span, "spanlens.args"), undefined);
    assert.deepEqual(span?.events[0]?.attributes, [
      { key: "spanlens.tag.region", value: { stringValue: "eu" } },
    ]);
    const redactor = new Redactor({ KEY: "sk-live-1" });
    const [full] = spansOf(tree, { captureContent: true, redactor });
    assert.equal(attribute(full, "spanlens.args"), "[120,3.0]");
    assert.equal(attribute(full, "spanlens.result"), '{"a":"REDACTED"}');
  });

  it("tells what was lost, and what never ended", () => {
    const { tree, recorder } = live();
    const root = recorder.start("Root");
    recorder.wait(10);
    recorder.call("Step", 5, { parent: root });
    tree.add(
      recorder.factory.metaEvent({
        kind: "dropped",
        count: 3,
        byClass: { sse: 3 },
        sinceSeq: 0,
        untilSeq: 2,
      }),
    );
    const [span] = spansOf(tree);
    assert.equal(attribute(span, "spanlens.unfinished"), true);
    assert.equal(span?.endTimeUnixNano, "1790000000000015000");
    assert.deepEqual(
      span?.events.map(({ name }) => name),
      ["spanlens.dropped"],
    );
  });

  it("takes what any file tells", () => {
    const spans = spansOf(
      readTraceText(
        '{"call_id":"x","call_stack":["root","x"],"content":{"data":{},"type":"function_end"}}',
      ).tree,
    );
    assert.equal(spans.length, 1);
    assert.ok(spans[0]?.parentSpanId);
  });
});

describe("an attempt in OpenTelemetry", () => {
  it("speaks the words of the GenAI conventions", () => {
    const attributes = attemptAttributes({
      request: {
        attempt: 2,
        params: {
          model: "gpt-x",
          temperature: 1,
          top_p: 0.5,
          max_completion_tokens: 99,
          stop: "END",
          seed: 7,
          frequency_penalty: 0.1,
          presence_penalty: 2,
          n: 3,
        },
      },
      response: { timeToFirstTokenMs: 12, usage: { ...usage(41, 3), reasoningTokens: 2 } },
      bodies: { request: "{}", response: '{"id":"chatcmpl-1"}' },
    });
    assert.deepEqual(attributes, {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-x",
      "gen_ai.request.temperature": 1,
      "gen_ai.request.top_p": 0.5,
      "gen_ai.request.max_tokens": "99",
      "gen_ai.request.stop_sequences": ["END"],
      "gen_ai.request.seed": "7",
      "gen_ai.request.frequency_penalty": 0.1,
      "gen_ai.request.presence_penalty": 2,
      "gen_ai.request.choice.count": "3",
      "gen_ai.response.model": "mini-2",
      "gen_ai.response.id": "chatcmpl-1",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": "41",
      "gen_ai.usage.output_tokens": "3",
      "gen_ai.usage.cache_read.input_tokens": "0",
      "gen_ai.usage.reasoning.output_tokens": "2",
      "gen_ai.response.time_to_first_chunk": 0.012,
      "gen_ai.output.type": "text",
      "server.address": "api.example.com",
      "server.port": "443",
      "http.request.method": "POST",
      "http.response.status_code": "200",
      "http.request.resend_count": "2",
      "spanlens.client": "Mini",
    });
  });

  it("counts cached tokens as input, also where the provider does not", () => {
    const counts = { ...usage(100, 5), cachedInputTokens: 30, cacheCreationInputTokens: 7 };
    const input = (provider: string) =>
      attemptAttributes({ request: { provider }, response: { usage: counts } })[
        "gen_ai.usage.input_tokens"
      ];
    assert.equal(input("anthropic"), "137");
    assert.equal(input("openai"), "100");
  });

  it("names providers as the conventions do", () => {
    const names = [
      "openai",
      "openai-responses",
      "openai-generic",
      "ollama",
      "openrouter",
      "azure-openai",
      "anthropic",
      "google-ai",
      "vertex-ai",
      "aws-bedrock",
      "own",
    ];
    assert.deepEqual(
      names.map((provider) => attemptAttributes({ request: { provider } })["gen_ai.provider.name"]),
      [
        "openai",
        "openai",
        "openai",
        "openai",
        "openai",
        "azure.ai.openai",
        "anthropic",
        "gcp.gemini",
        "gcp.vertex_ai",
        "aws.bedrock",
        "own",
      ],
    );
  });

  it("finds options in the groups of other providers", () => {
    const google = attemptAttributes({
      request: {
        params: {
          generationConfig: {
            temperature: 0.25,
            maxOutputTokens: 9,
            candidateCount: 1,
            stopSequences: ["a"],
          },
        },
      },
    });
    assert.equal(google["gen_ai.request.temperature"], 0.25);
    assert.equal(google["gen_ai.request.max_tokens"], "9");
    assert.deepEqual(google["gen_ai.request.stop_sequences"], ["a"]);
    assert.equal(google["gen_ai.request.choice.count"], undefined);
  });

  it("says what went wrong", () => {
    const failed = attemptAttributes({
      response: { status: "error", error: { kind: "timeout", message: "slow" } },
    });
    assert.equal(failed["error.type"], "timeout");
    const refused = attemptAttributes({
      response: { status: "error", error: { kind: "llm_http", message: "no", statusCode: 429 } },
    });
    assert.equal(refused["error.type"], "429");
    assert.equal(refused["http.response.status_code"], "429");
  });

  it("gives prompts and replies only when asked", () => {
    const facts = {
      request: {
        prompt: [
          { role: "system", parts: [{ kind: "text", text: "be brief" }] },
          {
            role: "user",
            parts: [
              { kind: "text", text: "hi" },
              {
                kind: "media",
                media: {
                  kind: "media",
                  media: "image",
                  source: "url",
                  content: "u",
                  mimeType: "image/png",
                },
              },
            ],
          },
        ],
      },
    } as const;
    assert.equal(attemptAttributes(facts)["gen_ai.input.messages"], undefined);
    const full = attemptAttributes(facts, { captureContent: true });
    const json = (key: string) => JSON.parse(String(full[key]));
    assert.deepEqual(json("gen_ai.system_instructions"), [{ type: "text", content: "be brief" }]);
    assert.deepEqual(json("gen_ai.input.messages"), [
      {
        role: "user",
        parts: [
          { type: "text", content: "hi" },
          { type: "image", mime_type: "image/png" },
        ],
      },
    ]);
    assert.deepEqual(json("gen_ai.output.messages"), [
      { role: "assistant", parts: [{ type: "text", content: "Urgent" }], finish_reason: "stop" },
    ]);
  });
});

describe("OpenTelemetry metrics", () => {
  it("count durations and tokens of attempts", () => {
    const { tree, recorder } = live();
    const ask = recorder.start("Ask", { functionType: "baml_llm" });
    recorder.attempt(ask, { durationUs: 30_000 });
    recorder.attempt(ask, { durationUs: 500_000_000, response: { usage: usage(1, null) } });
    const { resourceMetrics } = JSON.parse(toOtlpMetrics(tree));
    const [duration, tokens] = resourceMetrics[0].scopeMetrics[0].metrics;
    assert.deepEqual([duration.name, duration.unit], ["gen_ai.client.operation.duration", "s"]);
    const [point] = duration.histogram.dataPoints;
    assert.deepEqual([point.count, point.sum, point.min, point.max], ["2", 500.03, 0.03, 500]);
    assert.equal(point.bucketCounts.length, point.explicitBounds.length + 1);
    assert.deepEqual([point.bucketCounts[2], point.bucketCounts.at(-1)], ["1", "1"]);
    const points = tokens.histogram.dataPoints.map(
      (each: { attributes: Attributes["attributes"]; count: string; sum: number }) => [
        attributesOf(each)["gen_ai.token.type"],
        each.count,
        each.sum,
      ],
    );
    assert.deepEqual(points, [
      ["input", "2", 42],
      ["output", "1", 3],
    ]);
  });
});

const ROOT = "5b0c7f0e-3f43-4c38-9d0b-6f2f6a1f0a01";

interface Attributes {
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
}

interface OtlpSpan extends Attributes {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: object;
  readonly events: readonly ({ readonly name: string } & Attributes)[];
}

function spansOf(tree: TraceTree, options: OtlpOptions = {}): readonly OtlpSpan[] {
  return JSON.parse(toOtlp(tree, options)).resourceSpans[0].scopeSpans[0].spans;
}

function attemptAttributes(
  facts: Parameters<Recorder["attempt"]>[1],
  options: OtlpOptions = {},
): Record<string, unknown> {
  const { tree, recorder } = live();
  const ask = recorder.start("Ask", { functionType: "baml_llm" });
  recorder.attempt(ask, facts);
  recorder.end(ask, "Urgent");
  return attributesOf(spansOf(tree, options)[1]!);
}

function attribute(span: OtlpSpan | undefined, key: string): unknown {
  return span && attributesOf(span)[key];
}

/** Ints stay the strings that OTLP writes. */
function attributesOf({ attributes }: Attributes): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const [only] = Object.values(value);
      const isArray = "arrayValue" in value;
      const items = isArray ? (only as { values: { stringValue: string }[] }).values : [];
      return [key, isArray ? items.map(({ stringValue }) => stringValue) : only];
    }),
  );
}

function live() {
  const tree = new TraceTree();
  return { tree, recorder: new Recorder((event) => tree.add(event)) };
}
