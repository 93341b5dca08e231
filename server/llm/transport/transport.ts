/**
 * The border to the network: what a transport is given, what it answers, how it fails.
 *
 * Invariant: types and one error. Whoever starts the program chooses the transport;
 * nothing else in `llm` can reach the network.
 */

/** Sends one request. Settles when the head of the response is there; the body follows. */
export type Transport = (
  request: TransportRequest,
  options: TransportOptions,
) => Promise<TransportResponse>;

export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface TransportOptions {
  /** Once it aborts, the connection is closed and whatever is awaited rejects. */
  readonly signal: AbortSignal;
  /** Until the connection stands, TLS included; 0 is no limit. */
  readonly connectTimeoutMs: number;
}

export interface TransportResponse {
  readonly status: number;
  /** As the server put it, `Too Many Requests`; empty when it put nothing. */
  readonly statusText: string;
  /** Names in lower case; several values of one name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends with the body; leaving the loop early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

export type TransportFailure =
  /** No connection: refused, unknown host, bad certificate, a URL that is none. */
  | "connect"
  | "connectTimeout"
  /** The connection stood and broke. */
  | "reset"
  /** The body is larger than the transport accepts. */
  | "tooLarge";

/** How a transport rejects, unless its signal aborted. */
export class TransportError extends Error {
  constructor(
    readonly failure: TransportFailure,
    message: string,
  ) {
    super(message);
    this.name = "TransportError";
  }
}
