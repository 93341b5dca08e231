/**
 * Makes media ready to be sent: files are read, URLs downloaded where the client wants
 * bytes, and the type of bytes is found out.
 */
import type { MediaKind, MediaValue } from "../../../base";
import type { MediaMode } from "../client";
import { RequestFailure } from "../failure";
import { expectBase64, firstBytes, toBase64 } from "./base64";
import { sniffMediaType } from "./sniffMediaType";

export type WireMedia = { readonly media: MediaKind } & (
  | { readonly source: "url"; readonly url: string; readonly mimeType?: string }
  /** The type is missing when nobody said it and the bytes do not tell. */
  | { readonly source: "base64"; readonly data: string; readonly mimeType?: string }
);

/** How a medium's bytes are got at. Without them, a request that needs them cannot be built. */
export interface MediaWorld {
  /** By a path relative to the project's root. */
  readonly readFile?: (path: string) => Promise<Uint8Array>;
  readonly download?: (url: string) => Promise<Downloaded>;
}

export interface Downloaded {
  readonly bytes: Uint8Array;
  /** As the server put it. */
  readonly contentType?: string;
}

export async function resolveMedia(
  value: MediaValue,
  mode: MediaMode,
  world: MediaWorld,
): Promise<WireMedia> {
  switch (value.source) {
    case "base64":
      return fromBase64(value);
    case "file":
      return fromFile(value, world);
    case "url":
      return keepsUrl(value, mode)
        ? { media: value.media, source: "url", url: value.content, mimeType: value.mimeType }
        : fromUrl(value, world);
  }
}

function keepsUrl({ content, mimeType }: MediaValue, mode: MediaMode): boolean {
  switch (mode) {
    case "send_url":
      return true;
    case "send_base64":
      return false;
    case "send_url_add_mime_type":
      return mimeType !== undefined;
    case "send_base64_unless_google_url":
      return content.startsWith("gs://");
  }
}

function fromBase64({ media, content, mimeType }: MediaValue): WireMedia {
  expectBase64(content);
  return { media, source: "base64", data: content, mimeType: mimeType ?? typeOf(content) };
}

function typeOf(base64: string): string | undefined {
  return sniffMediaType(firstBytes(base64));
}

async function fromFile(value: MediaValue, world: MediaWorld): Promise<WireMedia> {
  if (!world.readFile) throw new RequestFailure(`file \`${value.content}\` cannot be read here`);
  const bytes = await world.readFile(value.content).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RequestFailure(`file \`${value.content}\` cannot be read: ${reason}`);
  });
  const mimeType = value.mimeType ?? sniffMediaType(bytes) ?? typeByName(value.content);
  return { media: value.media, source: "base64", data: toBase64(bytes), mimeType };
}

async function fromUrl(value: MediaValue, world: MediaWorld): Promise<WireMedia> {
  const { media, content: url } = value;
  const inline = DATA_URL.exec(url);
  if (inline) {
    return { media, source: "base64", data: url.slice(inline[0].length), mimeType: inline[1] };
  }
  if (!world.download) throw new RequestFailure(`media at ${url} cannot be downloaded here`);
  const { bytes, contentType } = await world.download(url);
  const fetched = sniffMediaType(bytes) ?? contentType?.replace(/\s*;.*/, "") ?? UNKNOWN_BYTES;
  const wanted = value.mimeType ?? (media === "pdf" ? "application/pdf" : undefined);
  if (wanted !== undefined && wanted !== fetched) {
    const problem = `Requested media of MIME type '${wanted}' but fetched '${fetched}'`;
    throw new RequestFailure(`${problem} from URL ${url}`);
  }
  return { media, source: "base64", data: toBase64(bytes), mimeType: fetched };
}

const DATA_URL = /^data:([^;,]+);base64,/;
const UNKNOWN_BYTES = "application/octet-stream";

/** What a medium is sent as, whoever knows it; a PDF is known to be one. */
export function expectMimeType(media: WireMedia): string {
  const mimeType = media.mimeType ?? (media.media === "pdf" ? "application/pdf" : undefined);
  if (mimeType !== undefined) return mimeType;
  const problem = `Please specify a media type for this ${media.media}`;
  throw new RequestFailure(`${problem}; we could not infer one`);
}

function typeByName(path: string): string | undefined {
  return typesByExtension[extensionOf(path)];
}

export function extensionOf(path: string): string {
  const name = path.split(/[?#]/)[0]!.split("/").at(-1)!;
  return name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
}

const typesByExtension: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  bmp: "image/bmp",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  ogg: "audio/ogg",
  flac: "audio/flac",
  m4a: "audio/m4a",
  aac: "audio/aac",
  pdf: "application/pdf",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  mpeg: "video/mpeg",
};
