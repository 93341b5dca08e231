/**
 * `baml.http`: plain requests of the user's program. They are no model calls, and leave
 * no attempt records.
 */
import { callFailure, type InstanceValue, isTagged, map, type Value } from "../base";
import { TransportError, type TransportRequest } from "../llm";
import { type SysopContext, textArgument } from "./sysopContext";

export function fetchUrl(context: SysopContext, [url]: readonly Value[]): Promise<Value> {
  return exchange(context, { method: "GET", url: textArgument(url), headers: {}, body: "" });
}

export function sendRequest(context: SysopContext, [request]: readonly Value[]): Promise<Value> {
  const method = textArgument(fieldOf(request, "method"));
  if (!METHOD.test(method)) throw callFailure("runtime", `Invalid HTTP method ${method}`);
  return exchange(context, {
    method: method.toUpperCase(),
    url: textArgument(fieldOf(request, "url")),
    headers: headersOf(fieldOf(request, "headers")),
    body: textArgument(fieldOf(request, "body") ?? ""),
  });
}

export async function readBody(
  { resources, signal }: SysopContext,
  [response]: readonly Value[],
): Promise<Value> {
  const { body } = resources.expect("response", response!);
  resources.remove(response!);
  const decoder = new TextDecoder();
  let text = "";
  return fromNetwork(async () => {
    for await (const bytes of body) {
      signal.throwIfAborted();
      text += decoder.decode(bytes, { stream: true });
    }
    return text + decoder.decode();
  });
}

async function exchange(context: SysopContext, request: TransportRequest): Promise<InstanceValue> {
  const { world, resources, signal } = context;
  const options = { signal, connectTimeoutMs: CONNECT_TIMEOUT_MS };
  const response = await fromNetwork(() => world.llm.transport(request, options));
  return {
    kind: "instance",
    className: "baml.http.Response",
    fields: [
      ["status_code", response.status],
      ["headers", map(Object.entries(response.headers))],
      ["url", request.url],
      ["$handle", resources.add({ kind: "response", body: response.body })],
    ],
  };
}

async function fromNetwork<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw callFailure("runtime", error.message);
  }
}

function fieldOf(value: Value | undefined, name: string): Value | undefined {
  if (value === undefined || !isTagged(value) || value.kind !== "instance") return undefined;
  return value.fields.find(([field]) => field === name)?.[1];
}

function headersOf(value: Value | undefined): Readonly<Record<string, string>> {
  if (value === undefined || !isTagged(value) || value.kind !== "map") return {};
  return Object.fromEntries(value.entries.map(([name, text]) => [name, textArgument(text)]));
}

/** A token, as RFC 9110 has it. */
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONNECT_TIMEOUT_MS = 10_000;
