/** Downloads media through the transport that calls use. */
import type { Transport } from "../../transport/transport";
import { RequestFailure } from "../failure";
import type { Downloaded } from "./resolveMedia";

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly connectTimeoutMs: number;
}

export async function download(
  transport: Transport,
  url: string,
  options: DownloadOptions,
): Promise<Downloaded> {
  if (!/^https?:/i.test(url))
    throw new RequestFailure(`Failed to fetch media: not a web address: ${url}`);
  const response = await transport({ method: "GET", url, headers: {}, body: "" }, options).catch(
    (error: unknown) => {
      options.signal.throwIfAborted();
      throw new RequestFailure(
        `Failed to fetch media: ${error instanceof Error ? error.message : error}`,
      );
    },
  );
  const bytes = await allBytes(response.body);
  if (response.status !== 200) {
    const status = `${response.status} ${response.statusText}`.trim();
    throw new RequestFailure(`Failed to fetch media: ${status} ${url}`);
  }
  return { bytes, contentType: response.headers["content-type"] };
}

async function allBytes(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
