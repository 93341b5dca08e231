/**
 * The network of a browser: the global `fetch`. It says nothing of connections, so that a
 * limit on connecting holds until the head of the response is there.
 */
import {
  type Transport,
  TransportError,
  type TransportOptions,
  type TransportRequest,
  type TransportResponse,
} from "./transport";

export const fetchTransport: Transport = async (request, options) => {
  const connecting = new AbortController();
  const limit = options.connectTimeoutMs;
  const timer = limit > 0 ? setTimeout(() => connecting.abort(), limit) : undefined;
  try {
    return responseOf(await send(request, options, connecting.signal));
  } catch (error) {
    if (connecting.signal.aborted && !options.signal.aborted) {
      throw new TransportError("connectTimeout", `no connection within ${limit} ms`);
    }
    throw new TransportError("connect", error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
};

function send(
  { method, url, headers, body }: TransportRequest,
  { signal }: TransportOptions,
  connecting: AbortSignal,
): Promise<Response> {
  return fetch(url, {
    method,
    headers,
    // A request without a body must not have an empty one.
    ...(body !== "" && { body }),
    signal: AbortSignal.any([signal, connecting]),
  });
}

function responseOf(response: Response): TransportResponse {
  return {
    status: response.status,
    statusText: response.statusText,
    headers: Object.fromEntries(response.headers),
    body: { [Symbol.asyncIterator]: () => iteratorOf(response.body) },
  };
}

function iteratorOf(body: ReadableStream<Uint8Array> | null): AsyncIterator<Uint8Array, undefined> {
  const reader = body?.getReader();
  return {
    async next() {
      try {
        const piece = await reader?.read();
        return piece === undefined || piece.done
          ? { done: true, value: undefined }
          : { done: false, value: piece.value };
      } catch (error) {
        throw new TransportError("reset", error instanceof Error ? error.message : String(error));
      }
    },
    async return() {
      await reader?.cancel();
      return { done: true, value: undefined };
    },
  };
}
