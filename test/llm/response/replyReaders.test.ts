import assert from "node:assert/strict";
import type { TokenUsage } from "../../../server/base";
import type { ReplyFormat } from "../../../server/llm/request/client";
import type { Reply } from "../../../server/llm/response/reply";
import { replyReaders } from "../../../server/llm/response/replyReaders";

describe("a whole answer of", () => {
  it("openai chat is read", () => {
    whole(
      "openai",
      {
        model: "m",
        choices: [{ message: { content: "hi" }, finish_reason: "stop" }],
        usage: {
          prompt_tokens: 5,
          completion_tokens: 3,
          total_tokens: 8,
          prompt_tokens_details: { cached_tokens: 0 },
          completion_tokens_details: { reasoning_tokens: 1 },
        },
      },
      {
        text: "hi",
        model: "m",
        finishReason: "stop",
        usage: usage({
          inputTokens: 5,
          outputTokens: 3,
          totalTokens: 8,
          cachedInputTokens: 0,
          reasoningTokens: 1,
        }),
      },
    );
    whole("openai", { choices: [{ message: { content: null } }] }, { text: "" });
    const parts = [{ type: "text", text: "a" }, { type: "image" }, { type: "text", text: "b" }];
    whole("openai", { choices: [{ message: { content: parts } }] }, { text: "ab" });
  });

  it("openai chat has its totals worked out where one is missing", () => {
    const of = (given: object) => ({ choices: [{ message: { content: "" } }], usage: given });
    const counts = (inputTokens: number, outputTokens: number, totalTokens: number) => ({
      text: "",
      usage: usage({ inputTokens, outputTokens, totalTokens }),
    });
    whole("openai", of({ prompt_tokens: 5, completion_tokens: 3 }), counts(5, 3, 8));
    whole("openai", of({ completion_tokens: 3, total_tokens: 8 }), counts(5, 3, 8));
    whole("openai", of({ prompt_tokens: 5, total_tokens: 8 }), counts(5, 3, 8));
    whole("openai", of({}), { text: "", usage: usage({}) });
  });

  it("openai responses is the first item that has a text", () => {
    whole(
      "openai-responses",
      {
        model: "m",
        status: "incomplete",
        output: [
          { type: "reasoning", summary: [] },
          { type: "message", content: [{ type: "output_text", text: "hi" }] },
          { type: "message", content: [{ type: "output_text", text: "more" }] },
        ],
        usage: {
          input_tokens: 5,
          output_tokens: 3,
          total_tokens: 8,
          input_tokens_details: { cached_tokens: 2 },
        },
      },
      {
        text: "hi",
        model: "m",
        finishReason: "incomplete",
        usage: usage({ inputTokens: 5, outputTokens: 3, totalTokens: 8, cachedInputTokens: 2 }),
      },
    );
    const called = { type: "function_call", name: "f", arguments: "{}", call_id: "c", id: "x" };
    whole(
      "openai-responses",
      { output: [called] },
      {
        text: '{"type":"function_call","name":"f","arguments":"{}","call_id":"c"}',
      },
    );
    whole("openai-responses", { output: [] }, { text: "" });
  });

  it("anthropic is the first block of text", () => {
    whole(
      "anthropic",
      {
        model: "m",
        stop_reason: "end_turn",
        content: [
          { type: "thinking", thinking: "hm" },
          { type: "text", text: "hi" },
        ],
        usage: { input_tokens: 5, output_tokens: 3, cache_read_input_tokens: 4 },
      },
      {
        text: "hi",
        model: "m",
        finishReason: "end_turn",
        usage: usage({ inputTokens: 5, outputTokens: 3, cachedInputTokens: 4 }),
      },
    );
  });

  it("google, also on vertex, is every part that is no thought", () => {
    const body = {
      candidates: [
        {
          content: { parts: [{ text: "hm", thought: true }, { text: "h" }, { text: "i" }] },
          finishReason: "STOP",
        },
      ],
      usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 3, totalTokenCount: 8 },
    };
    const reply = {
      text: "hi",
      finishReason: "STOP",
      usage: usage({ inputTokens: 5, outputTokens: 3, totalTokens: 8 }),
    };
    whole("google", body, reply);
    whole("vertex", body, reply);
  });

  it("bedrock is every text", () => {
    whole(
      "bedrock",
      {
        output: { message: { content: [{ text: "h" }, { toolUse: {} }, { text: "i" }] } },
        stopReason: "end_turn",
        usage: { inputTokens: 5, outputTokens: 3, totalTokens: 8, cacheReadInputTokens: 1 },
      },
      {
        text: "hi",
        finishReason: "end_turn",
        usage: usage({ inputTokens: 5, outputTokens: 3, totalTokens: 8, cachedInputTokens: 1 }),
      },
    );
  });

  it("any provider is refused when its text is not where it belongs", () => {
    const refused: readonly [ReplyFormat, unknown, RegExp][] = [
      ["openai", null, /missing field `choices`/],
      ["openai", { choices: [] }, /exactly one choice, got 0/],
      ["openai-responses", { error: { message: "down" } }, /^down$/],
      ["openai-responses", {}, /missing field `output`/],
      ["anthropic", { content: [{ type: "tool_use" }] }, /holds no text/],
      ["anthropic", { type: "error", error: { message: "busy" } }, /^busy$/],
      ["google", { candidates: [{}] }, /holds no content/],
      ["google", { candidates: [{}, {}] }, /exactly one candidate, got 2/],
      ["google", { promptFeedback: { blockReason: "SAFETY" } }, /got 0: the prompt is blocked/],
      ["bedrock", { message: "no access" }, /^no access$/],
      ["bedrock", { output: { message: { content: [] } } }, /holds no text/],
    ];
    for (const [format, body, message] of refused) {
      const read = replyReaders[format].readWhole(body);
      assert(!read.ok);
      assert.match(read.message, message);
    }
  });
});

describe("a streamed answer of", () => {
  it("openai chat grows with each piece", () => {
    streamed(
      "openai",
      [
        { model: "m", choices: [{ delta: { role: "assistant", content: "" } }] },
        { choices: [{ delta: { content: "h" } }] },
        { choices: [{ delta: { content: "i" }, finish_reason: null }] },
        { choices: [{ delta: {}, finish_reason: "stop" }] },
        { choices: [], usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 } },
      ],
      {
        text: "hi",
        model: "m",
        finishReason: "stop",
        usage: usage({ inputTokens: 5, outputTokens: 3, totalTokens: 8 }),
      },
    );
  });

  it("openai responses takes whole texts only when no piece came", () => {
    const response = { model: "m", status: "completed", usage: { input_tokens: 1 } };
    streamed(
      "openai-responses",
      [
        { type: "response.created", response: { model: "m" } },
        { type: "response.output_text.delta", delta: "h" },
        { type: "response.output_text.delta", delta: "i" },
        { type: "response.output_text.done", text: "hi" },
        { type: "response.unheard_of" },
        { type: "response.completed", response },
      ],
      { text: "hi", model: "m", finishReason: "completed", usage: usage({ inputTokens: 1 }) },
    );
    const details = { incomplete_details: { reason: "max_output_tokens" } };
    streamed(
      "openai-responses",
      [
        { type: "response.content_part.done", part: { text: "hi" } },
        { type: "response.incomplete", response: details },
      ],
      { text: "hi", finishReason: "max_output_tokens" },
    );
  });

  it("anthropic has its last count of output, and what the start said of input", () => {
    const start = {
      model: "m",
      usage: { input_tokens: 5, output_tokens: 1, cache_read_input_tokens: 4 },
    };
    streamed(
      "anthropic",
      [
        { type: "message_start", message: start },
        { type: "content_block_start", content_block: { type: "text", text: "" } },
        { type: "ping" },
        { type: "content_block_delta", delta: { type: "thinking_delta", thinking: "hm" } },
        { type: "content_block_delta", delta: { type: "text_delta", text: "hi" } },
        { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 7 } },
        { type: "message_stop" },
      ],
      {
        text: "hi",
        model: "m",
        finishReason: "end_turn",
        usage: usage({ inputTokens: 5, outputTokens: 7, cachedInputTokens: 4 }),
      },
    );
  });

  it("google has the last usage that was told", () => {
    const event = (text: string, more: object = {}) => ({
      candidates: [{ content: { parts: [{ text }] }, ...more }],
      usageMetadata: { promptTokenCount: 5, candidatesTokenCount: text.length },
    });
    streamed("google", [event("h"), event("i!", { finishReason: "STOP" })], {
      text: "hi!",
      finishReason: "STOP",
      usage: usage({ inputTokens: 5, outputTokens: 2 }),
    });
  });

  it("bedrock goes by the names of its events", () => {
    const stream = replyReaders.bedrock.startStream();
    stream.take("messageStart", { role: "assistant" });
    stream.take("contentBlockDelta", { delta: { text: "hi" } });
    stream.take("messageStop", { stopReason: "end_turn" });
    stream.take("metadata", { usage: { inputTokens: 5, outputTokens: 3, totalTokens: 8 } });
    assert.deepEqual(stream.reply(), {
      text: "hi",
      finishReason: "end_turn",
      usage: usage({ inputTokens: 5, outputTokens: 3, totalTokens: 8 }),
    });
    assert.equal(stream.take("throttlingException", { message: "slow down" }), "slow down");
  });

  it("any provider ends with what an event says is wrong", () => {
    const wrong: readonly [ReplyFormat, object][] = [
      ["openai", { error: { message: "down" } }],
      ["openai-responses", { type: "response.failed", response: { error: { message: "down" } } }],
      ["openai-responses", { type: "error", message: "down" }],
      ["anthropic", { type: "error", error: { type: "overloaded_error", message: "down" } }],
      ["google", { error: { code: 500, message: "down" } }],
    ];
    for (const [format, event] of wrong) {
      assert.equal(replyReaders[format].startStream().take("", event), "down", format);
    }
  });
});

function whole(format: ReplyFormat, body: unknown, expected: Reply): void {
  const read = replyReaders[format].readWhole(body);
  assert.deepEqual(read.ok ? read.reply : read.message, expected);
}

function streamed(format: ReplyFormat, events: readonly object[], expected: Reply): void {
  const stream = replyReaders[format].startStream();
  for (const event of events) assert.equal(stream.take("", event), undefined);
  assert.deepEqual(stream.reply(), expected);
}

/** What was said, and null for the rest. */
function usage(said: Partial<TokenUsage>): TokenUsage {
  return {
    inputTokens: null,
    outputTokens: null,
    cachedInputTokens: null,
    totalTokens: null,
    cacheCreationInputTokens: null,
    reasoningTokens: null,
    ...said,
  };
}
