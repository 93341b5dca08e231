/** A model's server for tests: answers as OpenAI's chat does, whole or as a stream. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface ModelServer {
  readonly url: string;
  close(): void;
}

/** `reply` says what to answer; a number is a status to fail with. */
export async function modelServer(reply: () => string | number): Promise<ModelServer> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const content = reply();
      if (typeof content === "number") {
        response.writeHead(content).end("no");
      } else if (JSON.parse(body).stream) {
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (const part of content.split("|")) response.write(event({ delta: { content: part } }));
        response.write(event({ delta: {}, finish_reason: "stop" }));
        response.end("data: [DONE]\n\n");
      } else {
        const message = { role: "assistant", content };
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ choices: [{ message, finish_reason: "stop" }] }));
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: urlOf(server), close: () => server.close() };
}

function event(choice: object): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
