/**
 * The network of a Node process: kept-alive connections over `node:http`, which costs half
 * of what the global fetch does and closes a socket the moment a call is aborted.
 *
 * Invariant: for entry points alone, so that a web build leaves it out. It waits for the
 * connection and for nothing else: other limits of time are the caller's.
 */
import * as http from "node:http";
import * as https from "node:https";
import { TLSSocket } from "node:tls";
import { Agents, type Route } from "./agents";
import { responseBody } from "./nodeBody";
import { noProxies, type ProxySettings } from "./proxy";
import {
  type Transport,
  TransportError,
  type TransportOptions,
  type TransportRequest,
  type TransportResponse,
} from "./transport";

export interface NodeTransportOptions {
  readonly proxies?: ProxySettings;
  /** Of one response, after decompression. */
  readonly maxBodyBytes?: number;
}

export interface NodeTransport {
  readonly transport: Transport;
  /** Closes the connections that are kept for later. */
  readonly close: () => void;
}

/** More than any model writes; a body beyond it is a mistake or an attack. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

export function nodeTransport(options: NodeTransportOptions = {}): NodeTransport {
  const { proxies = noProxies, maxBodyBytes = MAX_BODY_BYTES } = options;
  const agents = new Agents(proxies);
  return {
    transport: (request, sending) => send(agents, request, { ...sending, maxBodyBytes }),
    close: () => agents.close(),
  };
}

interface Sending extends TransportOptions {
  readonly maxBodyBytes: number;
}

async function send(
  agents: Agents,
  request: TransportRequest,
  sending: Sending,
): Promise<TransportResponse> {
  const route = agents.routeTo(request.url);
  for (let attempt = 1; ; attempt++) {
    // A server may close a kept connection just as it is used again. That says nothing
    // about the request, so another connection is tried; the last one is certainly fresh.
    const isLast = attempt === MAX_KEPT_TRIES;
    try {
      return await exchange(isLast ? { ...route, agent: undefined } : route, request, sending);
    } catch (error) {
      if (!(error instanceof StaleConnection) || isLast) throw error;
    }
  }
}

const MAX_KEPT_TRIES = 3;

/** A kept connection was closed before anything came back on it. */
class StaleConnection extends TransportError {
  constructor(message: string) {
    super("reset", message);
  }
}

function exchange(
  route: Route,
  request: TransportRequest,
  sending: Sending,
): Promise<TransportResponse> {
  const { signal, connectTimeoutMs } = sending;
  return new Promise((resolve, reject) => {
    const sent = open(route, request);
    const abort = (): void => void sent.destroy(new Error("aborted"));
    const stopWaiting = limitConnecting(sent, connectTimeoutMs);
    const fail = (error: Error): void => {
      stopWaiting();
      signal.removeEventListener("abort", abort);
      reject(
        sent.reusedSocket && isReset(error) ? new StaleConnection(error.message) : wrapped(error),
      );
    };
    sent.once("error", fail);
    sent.once("response", (message) => {
      stopWaiting();
      signal.removeEventListener("abort", abort);
      // From here on errors are those of the body, and whoever reads it meets them.
      sent.off("error", fail);
      sent.on("error", () => message.destroy());
      const leave = (): void => void message.destroy();
      signal.addEventListener("abort", leave, { once: true });
      message.once("close", () => signal.removeEventListener("abort", leave));
      resolve(responseOf(message, sending.maxBodyBytes));
    });
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    sent.end(request.body);
  });
}

function open(
  { url, agent, via }: Route,
  { method, headers }: TransportRequest,
): http.ClientRequest {
  const target = via?.proxy ?? url;
  const options: https.RequestOptions = {
    method,
    headers: via ? { ...headers, host: url.host, ...via.headers } : headers,
    agent: agent ?? false,
    protocol: target.protocol,
    // An IPv6 address stands in brackets in a URL, and without them in a socket's address.
    hostname: target.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: target.port,
    path: via ? url.href : `${url.pathname}${url.search}`,
  };
  try {
    return target.protocol === "https:" ? https.request(options) : http.request(options);
  } catch (error) {
    // Node refuses header names and values that no server would read.
    throw wrapped(error);
  }
}

/** Ends the request when there is no connection in time; the answer calls that off. */
function limitConnecting(sent: http.ClientRequest, limitMs: number): () => void {
  if (limitMs === 0) return () => {};
  const timer = setTimeout(() => {
    sent.destroy(new TransportError("connectTimeout", `no connection within ${limitMs} ms`));
  }, limitMs);
  const stop = (): void => clearTimeout(timer);
  sent.once("socket", (socket) => {
    if (sent.reusedSocket) stop();
    else socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", stop);
  });
  return stop;
}

function responseOf(message: http.IncomingMessage, maxBodyBytes: number): TransportResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    status: message.statusCode ?? 0,
    statusText: message.statusMessage ?? "",
    headers,
    body: responseBody(message, maxBodyBytes),
  };
}

function isReset(error: Error): boolean {
  const code = "code" in error ? error.code : undefined;
  return code === "ECONNRESET" || code === "EPIPE";
}

function wrapped(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  if (!(error instanceof Error)) return new TransportError("connect", String(error));
  return new TransportError(isReset(error) ? "reset" : "connect", messageOf(error));
}

/** Where a name has several addresses, each of them has failed with a message of its own. */
function messageOf(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message;
  return error.errors.map((one) => (one instanceof Error ? one.message : String(one))).join("; ");
}
