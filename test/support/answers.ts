/** A network of a test: it answers requests with what it was given, in their order. */
import { type Transport, TransportError } from "../../server/llm";

/** What the server of a run answers to one request. */
export interface Answer {
  /** Set where no connection comes about. */
  readonly refused?: string;
  readonly status?: number;
  /** JSON, as the provider would send it. */
  readonly body?: unknown;
}

/** Takes from the list, so that what is left was not asked for. */
export function answering(answers: Answer[]): Transport {
  return async () => {
    const { refused, status = 200, body } = answers.shift() ?? { refused: "nobody is there" };
    if (refused !== undefined) throw new TransportError("connect", refused);
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    return {
      status,
      statusText: "",
      headers: { "content-type": "application/json" },
      body: (async function* () {
        yield bytes;
      })(),
    };
  };
}

/** The answer of a chat model that says so. */
export function says(content: string): Answer {
  return {
    body: {
      model: "mini-2",
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
      usage: { prompt_tokens: 41, completion_tokens: 3, total_tokens: 44 },
    },
  };
}
