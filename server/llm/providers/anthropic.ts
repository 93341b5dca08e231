/** Anthropic's messages, also as Vertex takes them. */
import type { BodyJson, BodyObject } from "../request/bodyJson";
import type { DraftInput, RequestDraft } from "../request/draft";
import { RequestFailure } from "../request/failure";
import { expectMimeType, type WireMedia } from "../request/media/resolveMedia";
import { splitSystem, type WireMessage, type WirePart } from "../request/wireMessages";

export function draftAnthropic({ client, messages, stream }: DraftInput): RequestDraft {
  const { baseUrl, apiKey } = client.endpoint;
  return {
    url: `${baseUrl}/v1/messages`,
    query: [],
    usualHeaders: [["anthropic-version", ANTHROPIC_VERSION]],
    ...(apiKey !== undefined && { ownHeaders: [["x-api-key", apiKey]] as const }),
    body: anthropicBody(client.params, messages, stream),
  };
}

export const ANTHROPIC_VERSION = "2023-06-01";

export function anthropicBody(
  params: ReadonlyMap<string, BodyJson>,
  messages: readonly WireMessage[],
  stream: boolean,
): ReadonlyMap<string, BodyJson> {
  if (messages.length === 0) throw new RequestFailure("prompt rendered no messages");
  const { system, others } = splitSystem(messages);
  const body = new Map(params);
  if (!body.has("max_tokens")) body.set("max_tokens", 4096);
  if (system) body.set("system", system.map(toPart));
  body.set(
    "messages",
    others.map(({ role, parts }) => ({ role, content: parts.map(toPart) })),
  );
  if (stream) body.set("stream", true);
  return body;
}

function toPart(part: WirePart): BodyObject {
  const content =
    part.kind === "text"
      ? { type: "text", text: part.text }
      : { type: partType(part.media), source: toSource(part.media) };
  return { ...content, ...part.meta };
}

function partType({ media }: WireMedia): string {
  if (media !== "video") return media === "pdf" ? "document" : media;
  throw new RequestFailure(
    "Video input is not yet supported by Anthropic Claude models. Consider extracting frames from the video as images instead.",
  );
}

function toSource(media: WireMedia): BodyObject {
  return media.source === "url"
    ? { type: "url", url: media.url }
    : { type: "base64", media_type: expectMimeType(media), data: media.data };
}
