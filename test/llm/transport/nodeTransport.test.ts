import assert from "node:assert/strict";
import { once } from "node:events";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { TransportError, type TransportRequest } from "../../../server/llm";
import {
  type NodeTransport,
  type NodeTransportOptions,
  nodeTransport,
} from "../../../server/llm/transport/nodeTransport";
import { httpServer, type LocalServer, type Received, rawServer } from "./localServer";

describe("nodeTransport", () => {
  const servers: LocalServer[] = [];
  const transports: NodeTransport[] = [];

  afterEach(async () => {
    for (const transport of transports.splice(0)) transport.close();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it("sends a request and gives back what came", async () => {
    const received: Received[] = [];
    const server = await serve((response, request) => {
      received.push(request);
      response.writeHead(418, "Teapot", { "x-one": "1", "set-cookie": ["a=1", "b=2"] });
      response.end("héllo");
    });
    const { status, statusText, headers, body } = await send({ url: `${server.url}/v1?q=1` });
    assert.deepEqual(
      { status, statusText, one: headers["x-one"] },
      {
        status: 418,
        statusText: "Teapot",
        one: "1",
      },
    );
    assert.equal(headers["set-cookie"], "a=1, b=2");
    assert.equal(await text(body), "héllo");
    assert.equal(received[0]?.path, "/v1?q=1");
    assert.equal(received[0]?.body, "{}");
    assert.equal(received[0]?.headers["x-key"], "k");
  });

  it("keeps a connection for the next request", async () => {
    const server = await serve((response) => response.end("ok"));
    const { transport } = track(nodeTransport());
    for (let times = 0; times < 3; times++) {
      const response = await transport(request({ url: server.url }), options());
      assert.equal(await text(response.body), "ok");
    }
    assert.equal(server.connections(), 1);
  });

  it("tries another connection when a kept one was closed under its hands", async () => {
    let answered = 0;
    const server = await raw((socket) => {
      let isFirst = true;
      socket.on("data", () => {
        if (!isFirst) return socket.destroy();
        isFirst = false;
        answered++;
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      });
    });
    const { transport } = track(nodeTransport());
    for (let times = 0; times < 3; times++) {
      const response = await transport(request({ url: server.url }), options());
      assert.equal(await text(response.body), "ok");
    }
    assert.equal(answered, 3);
  });

  it("does not send again what a fresh connection lost", async () => {
    const server = await raw((socket) => void socket.once("data", () => socket.destroy()));
    await fails(send({ url: server.url }), "reset");
    assert.equal(server.connections(), 1);
  });

  it("says when there is no connection", async () => {
    const server = await serve(() => {});
    await server.close();
    servers.splice(0);
    await fails(send({ url: server.url }), "connect");
    await fails(send({ url: "not a url" }), "connect");
    await fails(send({ url: "ftp://example.com/" }), "connect");
    await fails(send({ url: server.url, headers: { "x-key": "a\nb" } }), "connect");
  });

  it("waits no longer for a connection than it may", async () => {
    // It accepts the connection and never answers the greeting of TLS.
    const server = await raw(() => {});
    const url = `https://127.0.0.1:${server.port}/`;
    const sent = track(nodeTransport()).transport(
      request({ url }),
      options({ connectTimeoutMs: 15 }),
    );
    await fails(sent, "connectTimeout");
    await server.idle();
  });

  it("passes on what came before a connection broke, and that it broke", async () => {
    const server = await raw((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
        socket.end();
      });
    });
    const { body } = await send({ url: server.url });
    const pieces = body[Symbol.asyncIterator]();
    assert.equal(Buffer.from((await pieces.next()).value).toString(), "half");
    await fails(pieces.next(), "reset");
  });

  it("takes no body that is larger than it may be", async () => {
    const server = await serve((response) => response.end("x".repeat(10_000)));
    const { body } = await send({ url: server.url }, { maxBodyBytes: 5_000 });
    await fails(text(body), "tooLarge");
    await server.idle();
  });

  it("takes no body that grows too large when it is unpacked", async () => {
    const server = await serve((response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync("x".repeat(1_000_000)));
    });
    const { body } = await send({ url: server.url }, { maxBodyBytes: 5_000 });
    await fails(text(body), "tooLarge");
  });

  it("unpacks what a server packed unasked", async () => {
    const server = await serve((response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync("packed"));
    });
    const { body } = await send({ url: server.url });
    assert.equal(await text(body), "packed");
  });

  it("says when what is packed is broken", async () => {
    const server = await serve((response) => {
      response.setHeader("content-encoding", "gzip");
      response.end("not packed");
    });
    const { body } = await send({ url: server.url });
    await fails(text(body), "reset");
  });

  it("closes the connection when the signal aborts before an answer", async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort());
    await assert.rejects(send({ url: server.url }, {}, controller.signal));
    await server.idle();
  });

  it("sends nothing when the signal is aborted already", async () => {
    const server = await serve((response) => response.end());
    await assert.rejects(send({ url: server.url }, {}, AbortSignal.abort()));
    await server.idle();
  });

  it("closes the connection when the signal aborts within the body", async () => {
    const controller = new AbortController();
    const server = await serve((response) => response.write("some"));
    const { body } = await send({ url: server.url }, {}, controller.signal);
    const pieces = body[Symbol.asyncIterator]();
    await pieces.next();
    controller.abort();
    await assert.rejects(Promise.resolve(pieces.next()));
    await server.idle();
  });

  it("closes the connection when a body is left early, also before it was begun", async () => {
    const server = await serve((response) => response.write("some"));
    const { body } = await send({ url: server.url });
    for await (const _ of body) break;
    await server.idle();
    const other = await send({ url: server.url });
    await other.body[Symbol.asyncIterator]().return?.();
    await server.idle();
  });

  it("goes through a proxy, and says there who asks", async () => {
    const received: Received[] = [];
    const proxy = await serve((response, request) => {
      received.push(request);
      response.end("from the proxy");
    });
    const proxies = { httpProxy: `http://me:secret@127.0.0.1:${proxy.port}` };
    const { body } = await send({ url: "http://models.invalid/v1" }, { proxies });
    assert.equal(await text(body), "from the proxy");
    assert.equal(received[0]?.path, "http://models.invalid/v1");
    assert.equal(received[0]?.headers.host, "models.invalid");
    assert.equal(received[0]?.headers["proxy-authorization"], "Basic bWU6c2VjcmV0");
  });

  it("asks a proxy for a tunnel to a server that speaks TLS", async () => {
    const asked: Promise<string>[] = [];
    const proxy = await raw((socket) => {
      asked.push(firstData(socket));
      socket.once("data", () => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
    });
    const proxies = { httpsProxy: `127.0.0.1:${proxy.port}` };
    await fails(send({ url: "https://models.invalid/v1" }, { proxies }), "connect");
    assert.match((await asked[0])!, /^CONNECT models\.invalid:443 HTTP\/1\.1\r\n/);
    await proxy.idle();
  });

  function track(transport: NodeTransport): NodeTransport {
    transports.push(transport);
    return transport;
  }

  async function serve(answer: Parameters<typeof httpServer>[0]): Promise<LocalServer> {
    const server = await httpServer(answer);
    servers.push(server);
    return server;
  }

  async function raw(serveSocket: (socket: Socket) => void): Promise<LocalServer> {
    const server = await rawServer(serveSocket);
    servers.push(server);
    return server;
  }

  function send(
    facts: Partial<TransportRequest>,
    how: NodeTransportOptions = {},
    signal = new AbortController().signal,
  ) {
    return track(nodeTransport(how)).transport(request(facts), options({ signal }));
  }
});

function request(facts: Partial<TransportRequest>): TransportRequest {
  return { method: "POST", url: "", headers: { "x-key": "k" }, body: "{}", ...facts };
}

function options(more: { signal?: AbortSignal; connectTimeoutMs?: number } = {}) {
  return { signal: new AbortController().signal, connectTimeoutMs: 5_000, ...more };
}

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function firstData(socket: Socket): Promise<string> {
  const [data] = await once(socket, "data");
  return String(data);
}

async function fails(promise: Promise<unknown>, failure: TransportError["failure"]): Promise<void> {
  const error = await promise.then(
    () => assert.fail("it did not fail"),
    (reason: unknown) => reason,
  );
  assert(error instanceof TransportError, String(error));
  assert.equal(error.failure, failure, error.message);
}
