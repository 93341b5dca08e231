/**
 * Requests and responses of an attempt, as a program may inspect them.
 *
 * Invariant: properties give what was sent; `toString` and `toJSON`, which end up in
 * logs, give it redacted.
 */
import type { AttemptRawRequest, AttemptRawResponse, AttemptStreamEvent } from "../base";
import type { Redactor } from "./redaction";
import { base64Bytes } from "./textBytes";
import { wholeMs } from "./timing";

export class HttpBody {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  raw(): ArrayBuffer {
    return this.#bytes.slice().buffer as ArrayBuffer;
  }

  /** Throws when the bytes are not UTF-8. */
  text(): string {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.#bytes);
  }

  /** Throws when the text is not JSON. */
  json(): unknown {
    return JSON.parse(this.text());
  }
}

export class HttpRequest {
  readonly id: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: HttpBody;
  readonly #redactor: Redactor;

  constructor(record: AttemptRawRequest, redactor: Redactor) {
    this.id = record.attemptId;
    this.url = record.url;
    this.method = record.method;
    this.headers = { ...record.headers };
    this.body = bodyOf(record.body);
    this.#redactor = redactor;
  }

  toString(): string {
    const { url, method, headers } = this.toJSON();
    return (
      `HTTPRequest(url=${url}, method=${method}, headers=${indented(headers)}, ` +
      `body=${bodyText(this.body, this.#redactor)})`
    );
  }

  toJSON(): { id: string; url: string; method: string; headers: object; body: string } {
    return {
      id: this.id,
      url: this.#redactor.url(this.url),
      method: this.method,
      headers: this.#redactor.headers(this.headers),
      body: this.#redactor.text(readable(this.body)),
    };
  }
}

export class HttpResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: HttpBody;
  readonly #redactor: Redactor;

  constructor(record: AttemptRawResponse, redactor: Redactor) {
    this.status = record.status;
    this.headers = { ...record.headers };
    this.body = bodyOf(record.body, record.encoding);
    this.#redactor = redactor;
  }

  toString(): string {
    const { status, headers } = this.toJSON();
    return (
      `HTTPResponse(status=${status}, headers=${indented(headers)}, ` +
      `body=${bodyText(this.body, this.#redactor)})`
    );
  }

  toJSON(): { status: number; headers: object; body: string } {
    return {
      status: this.status,
      headers: this.#redactor.headers(this.headers),
      body: this.#redactor.text(readable(this.body)),
    };
  }
}

/** One server-sent event of a streamed reply. */
export class SseResponse {
  readonly text: string;
  readonly event: string;
  readonly id: string;
  readonly timestampUtcMs: number;

  constructor(record: AttemptStreamEvent, timestampUs: number) {
    this.text = record.data;
    this.event = record.event;
    this.id = record.id;
    this.timestampUtcMs = wholeMs(timestampUs);
  }

  /** Null when the text is not JSON, as the last event of many providers is. */
  json(): unknown {
    try {
      return JSON.parse(this.text);
    } catch {
      return null;
    }
  }
}

function bodyOf(body: string, encoding?: "base64"): HttpBody {
  return new HttpBody(encoding === "base64" ? base64Bytes(body) : new TextEncoder().encode(body));
}

function readable(body: HttpBody): string {
  return new TextDecoder().decode(body.raw());
}

function bodyText(body: HttpBody, redactor: Redactor): string {
  const text = readable(body);
  try {
    return redactor.text(indented(JSON.parse(text)));
  } catch {
    return redactor.text(text);
  }
}

const indented = (value: unknown): string => JSON.stringify(value, null, 2);
