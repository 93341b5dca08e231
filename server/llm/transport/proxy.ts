/**
 * Which proxy a URL goes through, by the variables that command-line programs share.
 *
 * Invariant: pure. Where the settings come from is the entry point's business.
 */
import { TransportError } from "./transport";

export interface ProxySettings {
  /** For `http:` and for `https:` addresses; empty means none. */
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  /** Hosts that are reached directly, with commas between them. */
  readonly noProxy?: string;
}

export const noProxies: ProxySettings = {};

/** Lower case first, as curl has it. */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): ProxySettings {
  const read = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? "";
  return {
    httpProxy: read("HTTP_PROXY"),
    httpsProxy: read("HTTPS_PROXY"),
    noProxy: read("NO_PROXY"),
  };
}

export function proxyFor(url: URL, settings: ProxySettings): URL | undefined {
  const address = url.protocol === "https:" ? settings.httpsProxy : settings.httpProxy;
  if (!address || isDirect(url, settings.noProxy ?? "")) return undefined;
  const spelled = address.includes("://") ? address : `http://${address}`;
  const proxy = URL.canParse(spelled) ? new URL(spelled) : undefined;
  if (proxy?.protocol === "http:" || proxy?.protocol === "https:") return proxy;
  throw new TransportError("connect", "the proxy's address is no HTTP address");
}

/** `*`, a host, a host and all below it, with or without a leading dot or `*.`, with or without a port. */
function isDirect({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const ownPort = port || (protocol === "https:" ? "443" : "80");
  return noProxy.split(",").some((entry) => {
    const pattern = entry.trim().toLowerCase();
    if (pattern === "*") return true;
    const [, host = "", onlyPort] = /^(.*?)(?::(\d+))?$/.exec(pattern) ?? [];
    if (host === "" || (onlyPort !== undefined && onlyPort !== ownPort)) return false;
    const name = host.replace(/^\*?\./, "");
    return hostname === name || hostname.endsWith(`.${name}`);
  });
}

/** What a URL with a user in it says to the proxy. */
export function proxyAuthorization(proxy: URL): Readonly<Record<string, string>> {
  if (proxy.username === "") return {};
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(user).toString("base64")}` };
}
