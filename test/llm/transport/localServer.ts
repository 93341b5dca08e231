/**
 * A server on this machine for one test, and conditions to wait for: what it received, and
 * that nobody is connected any more.
 */
import { once } from "node:events";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

export interface LocalServer {
  readonly port: number;
  readonly url: string;
  /** How many connections there have been. */
  readonly connections: () => number;
  /** Settles once no connection is open. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers each request once its body is in. */
export function httpServer(
  answer: (response: ServerResponse, received: Received) => void,
): Promise<LocalServer> {
  const server = createHttpServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const { method = "", url = "", headers } = request;
    answer(response, { method, path: url, headers, body });
  });
  return started(server);
}

/** Speaks in bytes. */
export function rawServer(serve: (socket: Socket) => void): Promise<LocalServer> {
  return started(
    createServer((socket) => {
      // A socket that nobody reads does not notice that the other side has gone.
      socket.resume();
      serve(socket);
    }),
  );
}

async function started(server: Server): Promise<LocalServer> {
  const open = new Set<Socket>();
  let count = 0;
  server.on("connection", (socket) => {
    count++;
    open.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => {
      open.delete(socket);
      server.emit("disconnection");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    connections: () => count,
    idle: async () => {
      while (open.size > 0) await once(server, "disconnection");
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
