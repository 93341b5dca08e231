import assert from "node:assert/strict";
import { fetchTransport, TransportError, type TransportRequest } from "../../../server/llm";
import { httpServer, type LocalServer } from "./localServer";

describe("fetchTransport", () => {
  let server: LocalServer | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  it("sends a request and gives back what came", async () => {
    server = await serve((response, { method, body }) => {
      response.writeHead(201, "Made", { "x-one": "1" }).end(`${method} ${body}`);
    });
    const { status, statusText, headers, body } = await send({ url: server.url });
    assert.deepEqual([status, statusText, headers["x-one"]], [201, "Made", "1"]);
    assert.equal(await textOf(body), "POST {}");
  });

  it("sends no body where there is none", async () => {
    server = await serve((response, { method, body }) => response.end(`${method}${body}`));
    const { body } = await send({ url: server.url, method: "GET", body: "" });
    assert.equal(await textOf(body), "GET");
  });

  it("says when there is no connection", async () => {
    await fails(send({ url: "http://127.0.0.1:1" }), "connect");
    await fails(send({ url: "not a url" }), "connect");
  });

  it("says when the connection breaks within a body", async () => {
    server = await serve((response) => {
      response.setHeader("content-length", "100");
      response.write("half", () => response.destroy());
    });
    const { body } = await send({ url: server.url });
    const pieces = body[Symbol.asyncIterator]();
    await pieces.next();
    await fails(Promise.resolve(pieces.next()), "reset");
  });

  it("closes the connection when a body is left early, or the signal aborts", async () => {
    const controller = new AbortController();
    server = await serve((response) => response.write("some"));
    const { body } = await send({ url: server.url });
    for await (const _ of body) break;
    const other = await send({ url: server.url }, controller.signal);
    controller.abort();
    await assert.rejects(Promise.resolve(other.body[Symbol.asyncIterator]().next()));
  });
});

/** Each connection serves one request: nobody can close those that fetch keeps. */
function serve(answer: Parameters<typeof httpServer>[0]): Promise<LocalServer> {
  return httpServer((response, received) => {
    response.setHeader("connection", "close");
    answer(response, received);
  });
}

function send(facts: Partial<TransportRequest>, signal = new AbortController().signal) {
  const request = { method: "POST", url: "", headers: { "x-key": "k" }, body: "{}", ...facts };
  return fetchTransport(request, { signal, connectTimeoutMs: 5_000 });
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const piece of body) text += Buffer.from(piece).toString();
  return text;
}

async function fails(promise: Promise<unknown>, failure: TransportError["failure"]): Promise<void> {
  const error = await promise.then(
    () => assert.fail("it did not fail"),
    (reason: unknown) => reason,
  );
  assert(error instanceof TransportError, String(error));
  assert.equal(error.failure, failure, error.message);
}
