/** Which way a request goes, and the connections that are kept on it. */
import * as http from "node:http";
import * as https from "node:https";
import { type ProxySettings, proxyAuthorization, proxyFor } from "./proxy";
import { tunnelAgent } from "./proxyTunnel";
import { TransportError } from "./transport";

export interface Route {
  readonly url: URL;
  readonly agent: http.Agent | undefined;
  /** Set when a plain request goes to a proxy: the whole URL is then its path. */
  readonly via?: { readonly proxy: URL; readonly headers: Readonly<Record<string, string>> };
}

/** Connections that are kept, by how they are made. */
export class Agents {
  readonly #proxies: ProxySettings;
  readonly #http = new http.Agent(KEPT);
  readonly #https = new https.Agent(KEPT);
  readonly #tunnels = new Map<string, https.Agent>();

  constructor(proxies: ProxySettings) {
    this.#proxies = proxies;
  }

  routeTo(address: string): Route {
    const url = parsedUrl(address);
    const proxy = proxyFor(url, this.#proxies);
    if (proxy === undefined) {
      return { url, agent: url.protocol === "https:" ? this.#https : this.#http };
    }
    if (url.protocol === "https:") return { url, agent: this.#tunnelTo(proxy) };
    const agent = proxy.protocol === "https:" ? this.#https : this.#http;
    return { url, agent, via: { proxy, headers: proxyAuthorization(proxy) } };
  }

  close(): void {
    for (const agent of [this.#http, this.#https, ...this.#tunnels.values()]) agent.destroy();
  }

  #tunnelTo(proxy: URL): https.Agent {
    const known = this.#tunnels.get(proxy.href);
    if (known) return known;
    const agent = tunnelAgent(proxy, KEPT);
    this.#tunnels.set(proxy.href, agent);
    return agent;
  }
}

/** The last one used is used first, so that the others grow old and are closed. */
const KEPT = { keepAlive: true, scheduling: "lifo", timeout: 60_000 } as const;

function parsedUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new TransportError("connect", `\`${address}\` is no HTTP address`);
}
