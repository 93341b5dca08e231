/** HTTPS through a proxy: a tunnel to the server first, then TLS within it. */
import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import * as tls from "node:tls";
import { proxyAuthorization } from "./proxy";
import { TransportError } from "./transport";

/** An agent whose connections all go through the proxy. */
export function tunnelAgent(proxy: URL, options: https.AgentOptions): https.Agent {
  const createConnection = (
    target: tls.ConnectionOptions,
    created: (error: Error | null, socket?: Socket) => void,
  ): void => {
    openTunnel(proxy, `${target.host}:${target.port}`, (error, socket) => {
      if (error) created(error);
      else created(null, tls.connect({ ...target, socket }));
    });
  };
  return Object.assign(new https.Agent(options), { createConnection });
}

/** A proxy that never answers must not hold a socket for ever. */
const TUNNEL_TIMEOUT_MS = 60_000;

function openTunnel(
  proxy: URL,
  authority: string,
  opened: (error: Error | undefined, socket?: Socket) => void,
): void {
  const { request } = proxy.protocol === "https:" ? https : http;
  const connect = request({
    method: "CONNECT",
    protocol: proxy.protocol,
    hostname: proxy.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: proxy.port,
    path: authority,
    headers: { host: authority, ...proxyAuthorization(proxy) },
    agent: false,
  });
  connect.setTimeout(TUNNEL_TIMEOUT_MS, () => {
    connect.destroy(new TransportError("connectTimeout", "the proxy does not answer"));
  });
  connect.once("error", (error) => opened(error));
  connect.once("connect", ({ statusCode }, socket) => {
    if (statusCode === 200) return opened(undefined, socket.setTimeout(0));
    socket.destroy();
    opened(new TransportError("connect", `the proxy refuses with status ${statusCode}`));
  });
  connect.once("response", (message) => {
    message.destroy();
    opened(new TransportError("connect", `the proxy refuses with status ${message.statusCode}`));
  });
  connect.end();
}
