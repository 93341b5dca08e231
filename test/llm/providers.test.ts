/**
 * Every provider, whole and streamed, over a real connection: what its server answers
 * becomes the value, the reason and the counts.
 */
import assert from "node:assert/strict";
import type { AttemptResponse } from "../../server/base";
import { type NodeTransport, nodeTransport } from "../../server/llm/node";
import { ManualWorld } from "./manualWorld";
import { callF, catalogFor, chatAnswer, chatEvents, sse } from "./modelCalls";
import { awsMessage } from "./response/awsMessage";
import { httpServer, type LocalServer, type Received } from "./transport/localServer";

interface Provider {
  readonly name: string;
  /** Options beside where the server is. */
  readonly options: readonly string[];
  readonly whole: string;
  readonly events: string | Buffer;
  /** Where the two requests go to. */
  readonly paths: readonly [whole: string, streamed: string];
  readonly header: readonly [name: string, value: RegExp];
  readonly reason: string;
  readonly model?: string;
}

const usage = { input_tokens: 7, output_tokens: 2 };
const metadata = { promptTokenCount: 7, candidatesTokenCount: 2 };

const googleAnswer = (text: string, more: object = {}): object => ({
  candidates: [{ content: { role: "model", parts: [{ text }] }, ...more }],
  usageMetadata: metadata,
});

const chat = {
  whole: chatAnswer("42"),
  events: chatEvents("4", "2"),
  reason: "stop",
  model: "m-1",
};

const providers: readonly Provider[] = [
  {
    ...chat,
    name: "openai",
    options: [],
    paths: ["/chat/completions", "/chat/completions"],
    header: ["authorization", /^Bearer k$/],
  },
  {
    ...chat,
    name: "azure-openai",
    options: ['api_version "1"'],
    paths: ["/chat/completions?api-version=1", "/chat/completions?api-version=1"],
    header: ["api-key", /^k$/],
  },
  {
    name: "openai-responses",
    options: [],
    whole: JSON.stringify({
      model: "m-1",
      status: "completed",
      output: [{ type: "message", content: [{ type: "output_text", text: "42" }] }],
      usage,
    }),
    events: sse(
      { type: "response.output_text.delta", delta: "4" },
      { type: "response.output_text.delta", delta: "2" },
      { type: "response.completed", response: { model: "m-1", status: "completed", usage } },
    ),
    paths: ["/responses", "/responses"],
    header: ["authorization", /^Bearer k$/],
    reason: "completed",
    model: "m-1",
  },
  {
    name: "anthropic",
    options: [],
    whole: JSON.stringify({
      model: "m-1",
      stop_reason: "end_turn",
      content: [{ type: "text", text: "42" }],
      usage,
    }),
    events: sse(
      { type: "message_start", message: { model: "m-1", usage: { ...usage, output_tokens: 1 } } },
      { type: "content_block_delta", delta: { type: "text_delta", text: "42" } },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } },
    ),
    paths: ["/v1/messages", "/v1/messages"],
    header: ["x-api-key", /^k$/],
    reason: "end_turn",
    model: "m-1",
  },
  {
    name: "google-ai",
    options: [],
    whole: JSON.stringify(googleAnswer("42", { finishReason: "STOP" })),
    events: sse(googleAnswer("4"), googleAnswer("2", { finishReason: "STOP" })),
    paths: ["/models/m:generateContent", "/models/m:streamGenerateContent?alt=sse"],
    header: ["x-goog-api-key", /^k$/],
    reason: "STOP",
  },
];

describe("over a connection,", () => {
  let server: LocalServer;
  let network: NodeTransport;
  let world: ManualWorld;
  let received: Received[];
  let body: string | Buffer;

  beforeEach(async () => {
    received = [];
    network = nodeTransport();
    world = new ManualWorld(network.transport);
    server = await httpServer((response, request) => {
      received.push(request);
      response.end(body);
    });
  });

  afterEach(async () => {
    assert(world.isAtRest, "somebody still sleeps");
    network.close();
    await server.idle();
    await server.close();
  });

  for (const provider of providers) {
    it(`${provider.name} answers whole and streamed`, async () => {
      const options = ['model "m"', 'api_key "k"', `base_url "${server.url}"`];
      await check(provider, [...options, ...provider.options]);
    });
  }

  it("aws-bedrock answers whole and streamed, to requests that are signed", async () => {
    const tokens = { inputTokens: 7, outputTokens: 2 };
    const provider: Provider = {
      name: "aws-bedrock",
      options: [],
      whole: JSON.stringify({
        output: { message: { content: [{ text: "42" }] } },
        stopReason: "end_turn",
        usage: tokens,
      }),
      events: Buffer.concat([
        awsMessage("contentBlockDelta", JSON.stringify({ delta: { text: "4" } })),
        awsMessage("contentBlockDelta", JSON.stringify({ delta: { text: "2" } })),
        awsMessage("messageStop", JSON.stringify({ stopReason: "end_turn" })),
        awsMessage("metadata", JSON.stringify({ usage: tokens })),
      ]),
      paths: ["/model/m/converse", "/model/m/converse-stream"],
      header: ["authorization", /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/us-east-1\/bedrock\//],
      reason: "end_turn",
    };
    await check(provider, [
      'model "m"',
      'region "us-east-1"',
      'access_key_id "AKID"',
      'secret_access_key "secret"',
      `endpoint_url "${server.url}"`,
    ]);
  });

  it("a broken event of aws-bedrock is a bad answer", async () => {
    body = Buffer.from(awsMessage("messageStop", "{}"));
    body[20]! ^= 1;
    const outcome = await ask(
      "aws-bedrock",
      [
        'model "m"',
        'region "us-east-1"',
        'access_key_id "AKID"',
        'secret_access_key "secret"',
        `endpoint_url "${server.url}"`,
      ],
      true,
    );
    assert.equal(outcome.error?.details?.["errorKind"], "bad_response");
  });

  async function check(provider: Provider, options: readonly string[]): Promise<void> {
    const { name, whole, events, paths, header, reason, model = "m" } = provider;
    for (const stream of [false, true]) {
      body = stream ? events : whole;
      const { value, records } = await ask(name, options, stream);
      assert.equal(value, 42);
      const request = received.at(-1)!;
      assert.equal(request.path, paths[stream ? 1 : 0]);
      assert.match(String(request.headers[header[0]]), header[1]);
      const last = records.at(-1) as AttemptResponse;
      assert.deepEqual(
        [last.text, last.finishReason, last.model],
        ["42", reason, model],
        stream ? "streamed" : "whole",
      );
      assert.deepEqual([last.usage?.inputTokens, last.usage?.outputTokens], [7, 2]);
    }
  }

  function ask(provider: string, options: readonly string[], stream: boolean) {
    const lines = options.map((line) => `    ${line}`).join("\n");
    const asked = `client<llm> A {\n  provider ${provider}\n  options {\n${lines}\n  }\n}`;
    return callF(world, catalogFor([asked], "A"), { stream });
  }
});
