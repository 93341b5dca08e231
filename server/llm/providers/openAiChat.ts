/** OpenAI's chat completions, and all who speak them: generic, Azure, Ollama, OpenRouter. */
import type { BodyJson, BodyObject } from "../request/bodyJson";
import type { ResolvedClient } from "../request/client";
import type { DraftInput, RequestDraft } from "../request/draft";
import { RequestFailure } from "../request/failure";
import { expectMimeType, extensionOf, type WireMedia } from "../request/media/resolveMedia";
import type { WireMessage, WirePart } from "../request/wireMessages";

export function draftOpenAiChat({ client, messages, stream }: DraftInput): RequestDraft {
  const body = new Map<string, BodyJson>(usualParams(client));
  body.set(
    "messages",
    messages.map((message) => toMessage(message, client)),
  );
  if (stream) body.set("stream", true);
  if (stream && client.kind === "openai") body.set("stream_options", { include_usage: true });
  return {
    url: `${client.endpoint.baseUrl}/chat/completions`,
    query: client.endpoint.query,
    ...keyHeaders(client),
    body,
  };
}

/** The key goes over a header of the user's, except on Azure. */
export function keyHeaders(
  client: ResolvedClient,
): Pick<RequestDraft, "usualHeaders" | "ownHeaders"> {
  const { apiKey } = client.endpoint;
  if (apiKey === undefined) return {};
  return client.kind === "azure-openai"
    ? { usualHeaders: [["api-key", apiKey]] }
    : { ownHeaders: [["authorization", `Bearer ${apiKey}`]] };
}

/** Azure wants a limit; `max_tokens null` is the way to send none. */
function usualParams(client: ResolvedClient): Map<string, BodyJson> {
  const params = new Map(client.params);
  if (client.kind !== "azure-openai") return params;
  if (params.get("max_tokens") === null) params.delete("max_tokens");
  else if (!params.has("max_tokens") && !params.has("max_completion_tokens")) {
    params.set("max_tokens", 4096);
  }
  return params;
}

function toMessage({ role, parts }: WireMessage, client: ResolvedClient): BodyObject {
  const isPlain = parts.every((part) => part.kind === "text" && !part.hadMeta);
  if (client.kind !== "openai-generic" || !isPlain) return { role, content: parts.map(toPart) };
  return { role, content: parts.map((part) => (part.kind === "text" ? part.text : "")).join(" ") };
}

function toPart(part: WirePart): BodyObject {
  const content =
    part.kind === "text" ? { type: "text", text: part.text } : toMediaPart(part.media);
  return { ...content, ...part.meta };
}

function toMediaPart(media: WireMedia): BodyObject {
  switch (media.media) {
    case "image":
      return { type: "image_url", image_url: { url: toUrl(media) } };
    case "audio":
      return { type: "input_audio", input_audio: toAudio(media) };
    case "pdf":
      return { type: "file", file: toFile(media) };
    case "video":
      throw new RequestFailure(
        "Video input is only supported on OpenAI's Realtime API (/v1/realtime), not on chat completions. Consider extracting frames from the video as images instead.",
      );
  }
}

/** A URL as it is, bytes as a data URL. */
export function toUrl(media: WireMedia): string {
  if (media.source === "url") return media.url;
  return `data:${expectMimeType(media)};base64,${media.data}`;
}

function toAudio(media: WireMedia): BodyObject {
  if (media.source === "url") {
    return { data: media.url, format: media.mimeType ?? extensionOf(media.url) };
  }
  const format = expectMimeType(media).replace(/^audio\//, "");
  return { data: media.data, format: audioFormats.get(format) ?? format };
}

/** OpenAI's own words. */
const audioFormats: ReadonlyMap<string, string> = new Map([
  ["mpeg", "mp3"],
  ["x-wav", "wav"],
]);

function toFile(media: WireMedia): BodyObject {
  return media.source === "url"
    ? { type: "input_file", file_url: media.url, filename: "document.pdf" }
    : { filename: "document.pdf", file_data: toUrl(media) };
}
