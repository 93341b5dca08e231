/**
 * A provider on 127.0.0.1 that speaks the OpenAI protocol: answers as told, when told,
 * and keeps what it was asked.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly path: string;
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status?: number;
  /** The reply's text; left out where `status` is an error. */
  readonly content?: string;
  readonly error?: string;
  /** The answer waits until this is done: a test decides how long a model thinks. */
  readonly after?: Promise<void>;
}

export class ModelServer {
  readonly asked: Asked[] = [];
  readonly #server: Server;
  #answer: (asked: Asked) => Answer = () => ({ content: "hello" });

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  static async start(): Promise<ModelServer> {
    const model = new ModelServer();
    await new Promise<void>((resolve) => model.#server.listen(0, "127.0.0.1", resolve));
    return model;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** How requests are answered from now on. */
  answer(answer: (asked: Asked) => Answer): void {
    this.#answer = answer;
    this.asked.length = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked: Asked = {
      path: request.url ?? "",
      authorization: request.headers.authorization ?? "",
      body: JSON.parse(Buffer.concat(chunks).toString() || "{}"),
    };
    this.asked.push(asked);
    const answer = this.#answer(asked);
    await answer.after;
    response.writeHead(answer.status ?? 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.error === undefined ? completion(answer) : failure(answer)));
  }
}

function completion({ content }: Answer): object {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: "test-model-0001",
    choices: [
      { index: 0, message: { role: "assistant", content: content ?? "" }, finish_reason: "stop" },
    ],
    usage: { prompt_tokens: 41, completion_tokens: 7, total_tokens: 48 },
  };
}

function failure({ error }: Answer): object {
  return { error: { message: error, type: "invalid_request_error" } };
}

/** Something to wait for, and the means to let it happen. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
