import assert from "node:assert/strict";
import type { AttemptRecord } from "../../server/base";
import { type NodeTransport, nodeTransport } from "../../server/llm/transport/nodeTransport";
import { ManualWorld } from "./manualWorld";
import {
  attempts,
  callF,
  catalogFor,
  chatAnswer,
  chatEvents,
  client,
  sse,
  strategy,
} from "./modelCalls";
import { httpServer, type LocalServer, type Received } from "./transport/localServer";

type Answer = Parameters<typeof httpServer>[0];

describe("callLlm", () => {
  let server: LocalServer;
  let network: NodeTransport;
  let world: ManualWorld;
  let received: Received[];
  let answer: Answer;

  beforeEach(async () => {
    received = [];
    network = nodeTransport({ maxBodyBytes: 100_000 });
    world = new ManualWorld(network.transport);
    server = await httpServer((response, request) => {
      received.push(request);
      answer(response, request);
    });
  });

  /** Whatever a test did: nothing is under way, and every request is closed. */
  afterEach(async () => {
    assert(world.isAtRest, "somebody still sleeps");
    network.close();
    await server.idle();
    await server.close();
  });

  it("asks the client and parses its answer", async () => {
    answers(chatAnswer("It is 42."));
    const { value, records } = await call({ A: {} }, "A");
    assert.equal(value, 42);
    assert.deepEqual(kinds(records), ["request", "rawRequest", "rawResponse", "response"]);
    const [request, rawRequest, rawResponse, response] = records;
    assert(request?.kind === "request" && rawRequest?.kind === "rawRequest");
    assert(rawResponse?.kind === "rawResponse" && response?.kind === "response");
    assert.deepEqual(
      { ...request, attemptId: "" },
      {
        kind: "request",
        attemptId: "",
        attempt: 0,
        clientName: "A",
        provider: "openai",
        clientStack: ["A"],
        prompt: [{ role: "system", parts: [{ kind: "text", text: "hello" }] }],
        params: { model: "m" },
        retryDelayMs: 0,
        origin: "live",
      },
    );
    assert.equal(rawRequest.url, `${server.url}/A/chat/completions`);
    assert.equal(rawRequest.headers["authorization"], "Bearer k");
    assert.equal(rawRequest.body, received[0]?.body);
    assert.equal(rawResponse.body, chatAnswer("It is 42."));
    assert.equal(response.selected, true);
    assert.equal(response.text, "It is 42.");
    assert.equal(response.model, "m-1");
    assert.equal(response.finishReason, "stop");
    assert.equal(response.usage?.inputTokens, 7);
    assert.equal(new Set(records.map(({ attemptId }) => attemptId)).size, 1);
  });

  it("fails with the status and the body of an answer that is no success", async () => {
    const labels: readonly [number, string, string][] = [
      [401, "Unauthorized", "InvalidAuthentication (401)"],
      [403, "Forbidden", "NotSupported (403)"],
      [408, "Request Timeout", "Unspecified error code: 408"],
      [429, "Too Many Requests", "RateLimited (429)"],
      [500, "Internal Server Error", "ServerError (500)"],
      [503, "Service Unavailable", "ServiceUnavailable (503)"],
      [529, "Overloaded", "Unspecified error code: 529"],
      [201, "Created", "Unspecified error code: 201"],
      [302, "Found", "Unspecified error code: 302"],
    ];
    for (const [status, text, label] of labels) {
      answer = (response) => response.writeHead(status, text).end('{"error":"no"}');
      const { error, records } = await call({ A: {} }, "A");
      const message = `Request failed with status code: ${status} ${text}. {"error":"no"}`;
      assert.equal(error?.kind, "llm_http");
      assert.equal(error.type, "BamlClientHttpError");
      assert.equal(error.statusCode, status);
      assert.equal(error.message, message);
      assert.deepEqual(error.details, {
        clientName: "A",
        rawResponse: '{"error":"no"}',
        errorKind: "http",
        detailedMessage: `LLM client "A" failed with status code: ${label}\nMessage: ${message}`,
      });
      assert.deepEqual(kinds(records), ["request", "rawRequest", "rawResponse", "response"]);
    }
  });

  it("fails when the answer is none", async () => {
    const bodies: readonly [string, RegExp][] = [
      ["<html>", /^Failed to parse JSON/],
      ["{}", /missing field `choices`/],
      ['{"choices":[]}', /expected exactly one choice, got 0/],
      ['{"choices":[{},{}]}', /expected exactly one choice, got 2/],
      ['{"choices":[{"message":{}}]}', /missing field `choices\[0\].message.content`/],
      ['{"error":{"message":"overloaded"}}', /^overloaded$/],
      ["", /^Failed to parse JSON/],
    ];
    for (const [body, message] of bodies) {
      answers(body);
      const { error } = await call({ A: {} }, "A");
      assert.equal(error?.kind, "llm_http", body);
      assert.equal(error.statusCode, 0);
      assert.equal(error.details?.["errorKind"], "bad_response");
      assert.equal(error.details?.["rawResponse"], body);
      assert.match(error.message, message);
    }
  });

  it("keeps a body that is no text as bytes", async () => {
    answer = (response) => response.end(Buffer.from([0xff, 0xfe, 0x00]));
    const { error, records } = await call({ A: {} }, "A");
    assert.equal(error?.details?.["errorKind"], "bad_response");
    const raw = records.find((record) => record.kind === "rawResponse");
    assert.deepEqual(raw && { body: raw.body, encoding: raw.encoding }, {
      body: "//4A",
      encoding: "base64",
    });
  });

  it("refuses a body that is too large", async () => {
    answers("x".repeat(200_000));
    const { error } = await call({ A: {} }, "A");
    assert.equal(error?.details?.["errorKind"], "bad_response");
    assert.match(error?.message ?? "", /larger than 100000 bytes/);
  });

  it("fails when the connection breaks", async () => {
    answer = (response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
    };
    const { error } = await call({ A: {} }, "A");
    assert.equal(error?.kind, "llm_http");
    assert.equal(error.statusCode, 0);
    assert.equal(error.details?.["errorKind"], "network");
  });

  it("fails when there is no server, and asks the next client", async () => {
    answers(chatAnswer("1"));
    const clients = [
      client("Gone", { url: "http://127.0.0.1:1" }),
      client("A", { url: server.url }),
      strategy("Both", "fallback", "Gone, A"),
    ];
    const outcome = await callF(world, catalogFor(clients, "Both"));
    assert.equal(outcome.value, 1);
    assert.deepEqual(attempts(outcome), ["Gone 0", "A ok"]);
  });

  it("waits longer before each retry, and not after the last", async () => {
    answer = (response) => response.writeHead(500).end("no");
    const policy = retryPolicy("Patient", 3, [
      "type exponential_backoff",
      "delay_ms 50",
      "multiplier 3",
      "max_delay_ms 200",
    ]);
    const running = callF(
      world,
      catalogFor([policy, client("A", { url: server.url, retry: "Patient" })], "A"),
    );
    for (const ms of [150, 200, 200]) {
      await world.sleeping(ms);
      world.pass(ms);
    }
    const { error, records } = await running;
    assert.deepEqual(
      records.flatMap((record) =>
        record.kind === "request" ? [[record.attempt, record.retryDelayMs]] : [],
      ),
      [
        [0, 0],
        [1, 150],
        [2, 200],
        [3, 200],
      ],
    );
    assert.equal(
      String(error?.details?.["detailedMessage"]),
      `4 failed attempts:\n\n${[0, 1, 2, 3]
        .map(
          (index) =>
            `Attempt ${index}: LLM client "A" failed with status code: ServerError (500)\n` +
            "    Message: Request failed with status code: 500 Internal Server Error. no",
        )
        .join("\n")}`,
    );
  });

  it("asks the members of a fallback in order, until one answers", async () => {
    answer = (response, { path }) =>
      path.startsWith("/B") ? response.end(chatAnswer("2")) : response.writeHead(429).end();
    const outcome = await call({ A: {}, B: {}, C: {} }, "Any", ["Any fallback A, B, C"]);
    assert.equal(outcome.value, 2);
    assert.deepEqual(attempts(outcome), ["A 429", "B ok"]);
    const stacks = outcome.records.flatMap((record) =>
      record.kind === "request" ? [record.clientStack.join(" > ")] : [],
    );
    assert.deepEqual(stacks, ["Any > A", "Any > B"]);
  });

  it("repeats a strategy as its policy says, around the retries of its members", async () => {
    answer = (response) => response.writeHead(500).end();
    const policy = retryPolicy("Once", 1, ["type constant_delay", "delay_ms 20"]);
    const clients = [
      policy,
      client("A", { url: server.url, retry: "Once" }),
      client("B", { url: server.url }),
      strategy("Both", "fallback", "A, B", "retry_policy Once"),
    ];
    const running = callF(world, catalogFor(clients, "Both"));
    // A's own retry, after A, after B; in the last round A's own retry alone.
    for (const _ of [1, 2, 3, 4]) {
      await world.sleeping(20);
      world.pass(20);
    }
    const outcome = await running;
    assert.deepEqual(attempts(outcome), ["A 500", "A 500", "B 500", "A 500", "A 500", "B 500"]);
  });

  it("takes turns in a round-robin, one for each request", async () => {
    answers(chatAnswer("1"));
    const clients = ["A", "B", "D"].map((name) => client(name, { url: server.url }));
    const turns = `client<llm> Turns {
  provider round-robin
  options {
    strategy [A, B, D]
    start 1
  }
}`;
    const catalog = catalogFor([...clients, turns], "Turns");
    for (let times = 0; times < 5; times++) await callF(world, catalog);
    assert.deepEqual(asked(), ["B", "D", "A", "B", "D"]);
  });

  it("passes the turn within one call, too", async () => {
    answer = (response) => response.writeHead(500).end();
    await call({ A: {}, B: {}, D: {} }, "All", ["RR round-robin A, B", "All fallback RR, RR, D"]);
    assert.deepEqual(asked(), ["A", "B", "D"]);
  });

  it("does not ask again for an answer that cannot be parsed", async () => {
    answers(chatAnswer("no digits"));
    const outcome = await call({ A: {}, B: {} }, "Any", ["Any fallback A, B"]);
    const { error } = outcome;
    assert.deepEqual(attempts(outcome), ["A ok"]);
    assert.equal(error?.kind, "validation");
    assert.equal(error.type, "BamlValidationError");
    assert.equal(error.details?.["rawOutput"], "no digits");
    assert.equal(error.details?.["prompt"], "system: hello\n");
    assert.match(error.message, /^Failed to parse LLM response: expected `int`/);
    const last = outcome.records.at(-1);
    assert(last?.kind === "response" && last.selected);
  });

  it("does not take an answer that ended for an unwanted reason, nor ask again", async () => {
    const cut = chatAnswer("4", {
      choices: [{ message: { content: "4" }, finish_reason: "Length" }],
    });
    answers(cut);
    const list = { more: 'finish_reason_deny_list ["length"]' };
    const outcome = await call({ A: list, B: {} }, "Any", ["Any fallback A, B"]);
    const { error } = outcome;
    assert.equal(error?.kind, "finish_reason");
    assert.equal(error.type, "BamlClientFinishReasonError");
    assert.equal(error.details?.["finishReason"], "Length");
    assert.equal(error.details?.["rawOutput"], "4");
    assert.deepEqual(attempts(outcome), ["A error"]);
    const last = outcome.records.at(-1);
    assert(last?.kind === "response" && !last.selected && last.text === "4");
  });

  it("goes on at once when a request cannot be built, and records none", async () => {
    answers(chatAnswer("3"));
    const clients = [
      retryPolicy("Patient", 1, ["delay_ms 500"]),
      client("A", { url: server.url, more: "headers { x env.NOT_SET }", retry: "Patient" }),
      client("B", { url: server.url }),
      strategy("Both", "fallback", "A, B"),
    ];
    const outcome = await callF(world, catalogFor(clients, "Both"));
    assert.equal(outcome.value, 3);
    assert.deepEqual(attempts(outcome), ["B ok"]);
    const alone = await callF(world, catalogFor(clients, "A"));
    assert.equal(alone.error?.type, "BamlError");
    assert.match(alone.error?.message ?? "", /NOT_SET/);
    assert.deepEqual(alone.records, []);
  });

  it("ends a request that takes longer than it may", async () => {
    answer = () => {};
    const limit = { more: "http { request_timeout_ms 70 }" };
    const running = call({ A: limit }, "A");
    await world.sleeping(70);
    world.pass(70);
    const { error, records } = await running;
    assert.equal(error?.kind, "timeout");
    assert.equal(error.statusCode, 408);
    assert.equal(error.details?.["timeoutType"], "request_timeout");
    assert.equal(error.details?.["configuredValueMs"], 70);
    assert.equal(error.details?.["elapsedMs"], 70);
    assert.deepEqual(kinds(records), ["request", "rawRequest", "response"]);
  });

  it("ends all attempts of a strategy when its time is over", async () => {
    const asking = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    const limited = `client<llm> Limited {
  provider fallback
  options {
    strategy [A, B]
    http { total_timeout_ms 90 }
  }
}`;
    const clients = ["A", "B"].map((name) => client(name, { url: server.url }));
    const running = callF(world, catalogFor([...clients, limited], "Limited"));
    await asking;
    world.pass(90);
    const outcome = await running;
    assert.equal(outcome.error?.kind, "timeout");
    assert.equal(outcome.error.details?.["timeoutType"], "total_timeout");
    assert.deepEqual(attempts(outcome), ["A 408"]);
  });

  it("sends nothing when it was cancelled before", async () => {
    const outcome = await call({ A: {} }, "A", [], { signal: AbortSignal.abort() });
    assert.equal(outcome.error?.kind, "cancelled");
    assert.deepEqual([outcome.records, received], [[], []]);
  });

  it("is cancelled while it waits for an answer", async () => {
    const controller = new AbortController();
    answer = () => controller.abort();
    const outcome = await call({ A: {} }, "A", [], { signal: controller.signal });
    assert.equal(outcome.error?.kind, "cancelled");
    assert.equal(outcome.error.message, "Operation cancelled");
    const last = outcome.records.at(-1);
    assert(last?.kind === "response" && last.status === "cancelled" && !last.selected);
  });

  it("is cancelled while it waits for a retry", async () => {
    const controller = new AbortController();
    answer = (response) => response.writeHead(500).end();
    const clients = [
      retryPolicy("Patient", 5, ["delay_ms 10000"]),
      client("A", { url: server.url, retry: "Patient" }),
    ];
    const running = callF(world, catalogFor(clients, "A"), { signal: controller.signal });
    await world.sleeping(10_000);
    controller.abort();
    const outcome = await running;
    assert.equal(outcome.error?.kind, "cancelled");
    assert.deepEqual(attempts(outcome), ["A 500"]);
  });

  it("is cancelled rather than out of time when it is both", async () => {
    const controller = new AbortController();
    answer = () => {};
    const limit = { more: "http { request_timeout_ms 70 }" };
    const running = call({ A: limit }, "A", [], { signal: controller.signal });
    await world.sleeping(70);
    world.pass(70);
    controller.abort();
    assert.equal((await running).error?.kind, "cancelled");
  });

  it("uses the clients that a call brings along", async () => {
    answers(chatAnswer("1"));
    const own = catalogFor([client("A", { url: server.url })], "A");
    const other = catalogFor([client("A", { url: `${server.url}/other` })], "A").clients["A"]!;
    await callF(world, own, { overrides: { clients: [other] } });
    await callF(world, own, {
      overrides: { clients: [{ ...other, name: "New" }], primary: "New" },
    });
    assert.deepEqual(
      received.map(({ path }) => path),
      ["/other/A/chat/completions", "/other/A/chat/completions"],
    );
    const unknown = await callF(world, own, { overrides: { primary: "Nobody" } });
    assert.match(unknown.error?.message ?? "", /could not find client/);
  });

  describe("in a stream", () => {
    it("delivers partial values as they change, and the final one", async () => {
      answers(chatEvents("[1", ", 2", ", 3", "]"));
      const clients = [client("A", { url: server.url })];
      const outcome = await callF(world, catalogFor(clients, "A", "int[]"), { stream: true });
      assert.deepEqual(outcome.value, [1, 2, 3]);
      assert.deepEqual(outcome.partials.at(0), []);
      assert.deepEqual(outcome.partials.at(-1), [1, 2, 3]);
      const last = outcome.records.at(-1);
      assert(last?.kind === "response");
      assert.equal(last.usage?.totalTokens, 9);
      assert.equal(last.timeToFirstTokenMs, 0);
      assert.equal(outcome.records.filter(({ kind }) => kind === "streamEvent").length, 6);
      assert(!outcome.records.some(({ kind }) => kind === "rawResponse"));
    });

    it("parses no more often than every 50 ms, and what it held back when they are over", async () => {
      const events: ((event: string) => void)[] = [];
      let end = (): void => {};
      answer = (response) => {
        response.writeHead(200);
        events.push((event) => response.write(event));
        end = () => response.end();
      };
      const clients = [client("A", { url: server.url })];
      const partials: unknown[] = [];
      const told: (() => void)[] = [];
      const running = callF(world, catalogFor(clients, "A", "string"), {
        stream: true,
        onPartial: (value) => {
          partials.push(value);
          for (const tell of told.splice(0)) tell();
        },
        onRecord: (record) => {
          if (record.kind === "streamEvent") for (const tell of told.splice(0)) tell();
        },
      });
      const next = (): Promise<void> => new Promise((tell) => told.push(tell));
      while (events.length === 0) await new Promise(setImmediate);
      const send = async (content: string): Promise<void> => {
        const seen = next();
        events[0]!(sse({ choices: [{ delta: { content } }] }));
        await seen;
      };
      await send("a");
      await send("b");
      await send("c");
      await world.sleeping(50);
      assert.deepEqual(partials, ["a"]);
      const seen = next();
      world.pass(50);
      await seen;
      assert.deepEqual(partials, ["a", "abc"]);
      end();
      assert.equal((await running).value, "abc");
    });

    it("is read the same, however it is cut", async () => {
      const events = chatEvents("héllo ", "😀", " {", "}\r\n");
      const bytes = Buffer.from(`: comment\r\n\r\n${events.replaceAll("\n\n", "\r\n\r\n")}`);
      for (const size of [1, 2, 3, 7, 64, bytes.length]) {
        answer = async (response) => {
          for (let at = 0; at < bytes.length; at += size) {
            await new Promise<void>((done) => {
              response.write(bytes.subarray(at, at + size), () => done());
            });
          }
          response.end();
        };
        const clients = [client("A", { url: server.url })];
        const outcome = await callF(world, catalogFor(clients, "A", "string"), { stream: true });
        assert.equal(outcome.value, "héllo 😀 {}\r\n", `pieces of ${size}`);
      }
    });

    it("fails when no event comes", async () => {
      answers(chatAnswer("4"));
      const { error } = await call({ A: {} }, "A", [], { stream: true });
      assert.equal(error?.message, "stream ended without receiving any events");
      assert.equal(error?.details?.["errorKind"], "bad_response");
    });

    it("skips what is no JSON, and what it does not know", async () => {
      const first = sse({ choices: [{ delta: { content: "4" } }] });
      answers(`data: not json\n\nevent: strange\ndata: {}\n\n${first}data: [DONE]\n\ndata: after`);
      const { value } = await call({ A: {} }, "A", [], { stream: true });
      assert.equal(value, 4);
    });

    it("asks the next client when one breaks off, and keeps what was delivered", async () => {
      answer = (response, { path }) => {
        if (path.startsWith("/B")) return response.end(chatEvents("[5]"));
        response.write(sse({ choices: [{ delta: { content: "[1, 2" } }] }), () =>
          response.destroy(),
        );
      };
      const clients = ["A", "B"].map((name) => client(name, { url: server.url }));
      const any = strategy("Any", "fallback", "A, B");
      const outcome = await callF(world, catalogFor([...clients, any], "Any", "int[]"), {
        stream: true,
      });
      assert.deepEqual(outcome.value, [5]);
      assert.deepEqual(attempts(outcome), ["A 0", "B ok"]);
      assert.deepEqual(outcome.partials.at(0), [1]);
    });

    it("fails with what an event says is wrong", async () => {
      answers(
        sse({ choices: [{ delta: { content: "4" } }] }, { error: { message: "overloaded" } }),
      );
      const { error } = await call({ A: {} }, "A", [], { stream: true });
      assert.equal(error?.kind, "llm_http");
      assert.equal(error.message, "overloaded");
    });

    it("waits only so long for the first event, and between two", async () => {
      answer = (response) => response.writeHead(200).flushHeaders();
      const first = call({ A: { more: "http { time_to_first_token_timeout_ms 40 }" } }, "A", [], {
        stream: true,
      });
      await world.sleeping(40);
      world.pass(40);
      assert.equal((await first).error?.details?.["timeoutType"], "time_to_first_token_timeout");

      answer = (response) => response.write(sse({ choices: [{ delta: { content: "4" } }] }));
      const between = call({ A: { more: "http { idle_timeout_ms 30 }" } }, "A", [], {
        stream: true,
      });
      await world.sleeping(30);
      world.pass(30);
      const { error, records } = await between;
      assert.equal(error?.details?.["timeoutType"], "idle_timeout");
      assert.deepEqual(kinds(records), ["request", "rawRequest", "streamEvent", "response"]);
    });

    it("is cancelled between two events, and tells of no more values", async () => {
      const controller = new AbortController();
      answer = (response) => response.write(sse({ choices: [{ delta: { content: "[1," } }] }));
      const clients = [client("A", { url: server.url })];
      const outcome = await callF(world, catalogFor(clients, "A", "int[]"), {
        stream: true,
        signal: controller.signal,
        onPartial: () => controller.abort(),
      });
      assert.equal(outcome.error?.kind, "cancelled");
    });

    it("keeps the connection after the end mark", async () => {
      answers(chatEvents("4"));
      const clients = [client("A", { url: server.url })];
      for (let times = 0; times < 3; times++) {
        await callF(world, catalogFor(clients, "A"), { stream: true });
      }
      assert.equal(server.connections(), 1);
    });

    it("is one plain call for a client that streams nothing", async () => {
      answers(chatAnswer("4"));
      const { value, partials } = await call({ A: { more: "supports_streaming false" } }, "A", [], {
        stream: true,
      });
      assert.deepEqual([value, partials], [4, []]);
    });
  });

  /** Clients by name, the one that is asked, and strategies as `name kind members`. */
  function call(
    clients: Readonly<Record<string, { more?: string }>>,
    name: string,
    strategies: readonly string[] = [],
    more: Parameters<typeof callF>[2] = {},
  ) {
    const texts = [
      ...Object.entries(clients).map(([one, facts]) => client(one, { url: server.url, ...facts })),
      ...strategies.map((text) => {
        const [one = "", kind = "", ...members] = text.split(" ");
        return strategy(one, kind, members.join(" "));
      }),
    ];
    return callF(world, catalogFor(texts, name), more);
  }

  function answers(body: string): void {
    answer = (response) => response.end(body);
  }

  function asked(): readonly string[] {
    return received.map(({ path }) => path.split("/")[1]!);
  }
});

function kinds(records: readonly AttemptRecord[]): readonly string[] {
  return records.map(({ kind }) => kind);
}

function retryPolicy(name: string, retries: number, strategyLines: readonly string[]): string {
  const lines = strategyLines.map((line) => `    ${line}`).join("\n");
  return `retry_policy ${name} {\n  max_retries ${retries}\n  strategy {\n${lines}\n  }\n}`;
}
