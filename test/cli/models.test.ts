/** The commands that are about LLM functions: what is asked, and what tests make of replies. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { removeFolders, runCli } from "./runCli";

const PROJECT = `
class Ticket { id int body string }
enum Priority { Low Urgent }
client Mini { provider openai options { model "mini-2" api_key env.MINI_KEY base_url env.MINI_URL } }
function Rank(ticket: Ticket) -> Priority {
  client Mini
  prompt #"
    {{ _.role("system") }} Be brief.
    {{ _.role("user") }} Rank {{ ticket.body }}. {{ ctx.output_format }}
  "#
}
test Fire {
  functions [Rank]
  args { ticket { id 7 body "printer on fire" } }
  @@check(quick, {{ _.latency_ms < 60000 }})
  @@assert(urgent, {{ this == "Urgent" }})
}
test Dust { functions [Rank] args { ticket { id 8 body "dust" } } }
`;
const files = { "main.baml": PROJECT };
const env = { MINI_KEY: "sk-0123456789abcdef", MINI_URL: "http://127.0.0.1:9/v1" };
const args = ["--args", '{"ticket": {"id": 7, "body": "fire"}}'];

describe("render", () => {
  after(removeFolders);

  it("prints the messages of the prompt", async () => {
    const { code, out } = await runCli(["render", ".", "Rank", ...args], { files, env });
    assert.equal(code, 0);
    assert.equal(
      out,
      `[system]
Be brief.

[user]
Rank fire. Answer with any of the categories:
Priority
----
- Low
- Urgent
`,
    );
  });

  it("says what is wrong with the arguments", async () => {
    const { code, out } = await runCli(["render", ".", "Rank", "--json"], { files, env });
    assert.equal(code, 1);
    assert.equal(JSON.parse(out).error.message, "ticket: Missing required parameter: ticket");
  });
});

describe("request", () => {
  after(removeFolders);

  it("prints what would be sent, as JSON", async () => {
    const words = ["request", ".", "Rank", ...args, "--json"];
    const { code, out } = await runCli(words, { files, env });
    assert.equal(code, 0);
    const { url, method, headers, body } = JSON.parse(out);
    assert.deepEqual([url, method], ["http://127.0.0.1:9/v1/chat/completions", "POST"]);
    assert.equal(headers.authorization, "Bearer sk-0123456789abcdef");
    assert.equal(body.model, "mini-2");
    assert.equal(body.stream, undefined);
    const streamed = await runCli([...words, "--stream"], { files, env });
    assert.equal(JSON.parse(streamed.out).body.stream, true);
  });

  it("hides secrets from people", async () => {
    const { out } = await runCli(["request", ".", "Rank", ...args], { files, env });
    assert.match(out, /^POST http:\/\/127\.0\.0\.1:9\/v1\/chat\/completions\n/);
    assert.match(out, /^authorization: REDACTED$/m);
    assert.doesNotMatch(out, /sk-0123/);
  });

  it("takes variables from a .env file, before those of the process", async () => {
    const withEnv = { ...files, ".env": "MINI_URL=http://from.file/v1\n" };
    const { out } = await runCli(["request", ".", "Rank", ...args, "--json"], {
      files: withEnv,
      env,
    });
    assert.equal(JSON.parse(out).url, "http://from.file/v1/chat/completions");
  });
});

describe("request-batch", () => {
  after(removeFolders);

  it("answers each line with a request or an error", async () => {
    const line = { id: "a", files, function: "Rank", args: { ticket: { id: 1, body: "x" } }, env };
    const { out } = await runCli(["request-batch", "in.jsonl"], {
      files: {
        "in.jsonl": [line, { ...line, id: "b", env: {} }, { ...line, id: "c", stream: true }]
          .map((each) => JSON.stringify(each))
          .join("\n"),
      },
    });
    const [first, second, third] = out
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text));
    assert.deepEqual(Object.keys(first), ["id", "url", "method", "headers", "body"]);
    assert.match(second.error.message, /MINI_/);
    assert.equal(third.body.stream, true);
  });
});

describe("a live run", () => {
  after(removeFolders);

  it("is refused, with the names, when variables are missing", async () => {
    const { code, out } = await runCli(["run", ".", "Rank", ...args, "--json"], { files });
    assert.equal(code, 1);
    const { error, trace } = JSON.parse(out);
    assert.match(error.message, /`MINI_KEY`, `MINI_URL`/);
    assert.deepEqual(trace, []);
  });

  it("asks the model, and keeps its key out of what is printed and stored", async () => {
    await withModel("Urgent", async (url) => {
      const options = { files, env: { ...env, MINI_URL: url } };
      const words = ["run", ".", "Rank", ...args, "--json", "--trace-file", "t.jsonl"];
      const { code, out, read } = await runCli(words, options);
      assert.equal(code, 0);
      const { result, trace } = JSON.parse(out);
      assert.equal(result, "Urgent");
      assert.equal(trace[0].attempts[0].usage.inputTokens, 12);
      assert.doesNotMatch(out + read("t.jsonl"), /sk-0123/);
    });
  });

  it("is not needed in simulated mode", async () => {
    const words = ["run", ".", "Rank", ...args, "--model", "simulated"];
    const { code, out, err } = await runCli(words, { files });
    assert.equal(code, 0);
    assert.match(out, /^"(Low|Urgent)"\n$/);
    assert.match(err, /simulated/);
  });
});

describe("test", () => {
  after(removeFolders);

  it("passes when the asserts hold, and says how each test went", async () => {
    await withModel("Urgent", async (url) => {
      const { code, out } = await runTests([], url);
      assert.equal(code, 0);
      assert.match(out, /^pass Rank::Fire .*\npass Rank::Dust .*\n2 tests passed, 0 failed\n$/);
    });
  });

  it("fails when an assert does not", async () => {
    await withModel("Low", async (url) => {
      const { code, out } = await runTests([], url);
      assert.equal(code, 1);
      assert.match(out, /^FAIL Rank::Fire .*\n {5}@@assert urgent: /);
      const json = await runTests(["--json"], url);
      const [fire, dust] = JSON.parse(json.out).tests;
      assert.deepEqual([fire.passed, fire.result, fire.checks], [false, "Low", { quick: true }]);
      assert.equal(dust.passed, true);
    });
  });

  it("fails when the call does", async () => {
    await withModel("neither", async (url) => {
      const { code, out } = await runTests(["--json"], url);
      assert.equal(code, 1);
      assert.equal(JSON.parse(out).tests[0].error.kind, "validation");
    });
  });

  it("runs only what the filter matches", async () => {
    await withModel("Urgent", async (url) => {
      const { out } = await runTests(["--filter", "::Du"], url);
      assert.match(out, /^pass Rank::Dust .*\n1 test passed, 0 failed\n$/);
    });
  });

  function runTests(words: readonly string[], url: string) {
    return runCli(["test", ".", ...words], { files, env: { ...env, MINI_URL: url } });
  }
});

/** A model on this machine that always answers the same. */
async function withModel(answer: string, use: (url: string) => Promise<void>): Promise<void> {
  const server: Server = createServer((request, response) => {
    request.resume().on("end", () => {
      const choice = {
        index: 0,
        message: { role: "assistant", content: answer },
        finish_reason: "stop",
      };
      const usage = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ model: "mini-2", choices: [choice], usage }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}
