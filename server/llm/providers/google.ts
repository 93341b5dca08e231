/** Google's Gemini models, over the API with keys. */
import type { BodyJson, BodyObject } from "../request/bodyJson";
import type { DraftInput, RequestDraft } from "../request/draft";
import { expectMimeType, type WireMedia } from "../request/media/resolveMedia";
import { splitSystem, type WireMessage, type WirePart } from "../request/wireMessages";

export function draftGoogle({ client, messages, stream }: DraftInput): RequestDraft {
  const { baseUrl, apiKey } = client.endpoint;
  return {
    url: `${baseUrl}/models/${client.model}:${geminiVerb(stream)}`,
    query: geminiQuery(stream),
    ...(apiKey !== undefined && { ownHeaders: [["x-goog-api-key", apiKey]] as const }),
    body: geminiBody(client.params, messages, toMediaPart),
  };
}

export function geminiVerb(stream: boolean): string {
  return stream ? "streamGenerateContent" : "generateContent";
}

export function geminiQuery(stream: boolean): readonly (readonly [string, string])[] {
  return stream ? [["alt", "sse"]] : [];
}

export function geminiBody(
  params: ReadonlyMap<string, BodyJson>,
  messages: readonly WireMessage[],
  toMedia: (media: WireMedia) => BodyObject,
): ReadonlyMap<string, BodyJson> {
  const toPart = (part: WirePart): BodyObject => ({
    ...(part.kind === "text" ? { text: part.text } : toMedia(part.media)),
    ...part.meta,
  });
  const { system, others } = splitSystem(messages);
  const body = new Map(params);
  if (system) body.set("system_instruction", { parts: system.map(toPart) });
  body.set(
    "contents",
    others.map(({ role, parts }) => ({ role, parts: parts.map(toPart) })),
  );
  return body;
}

function toMediaPart(media: WireMedia): BodyObject {
  return media.source === "url"
    ? { file_data: { file_uri: media.url, mime_type: media.mimeType } }
    : { inline_data: { mime_type: expectMimeType(media), data: media.data } };
}
