/** OpenAI's responses. */
import type { BodyJson, BodyObject } from "../request/bodyJson";
import type { DraftInput, RequestDraft } from "../request/draft";
import { RequestFailure } from "../request/failure";
import { expectMimeType, type WireMedia } from "../request/media/resolveMedia";
import type { WireMessage, WirePart } from "../request/wireMessages";
import { keyHeaders, toUrl } from "./openAiChat";

export function draftOpenAiResponses({ client, messages, stream }: DraftInput): RequestDraft {
  const body = new Map<string, BodyJson>(client.params);
  body.set("input", messages.map(toMessage));
  if (stream) body.set("stream", true);
  return {
    url: `${client.endpoint.baseUrl}/responses`,
    query: client.endpoint.query,
    ...keyHeaders(client),
    body,
  };
}

function toMessage({ role, parts }: WireMessage): BodyObject {
  return { role, content: parts.map((part) => ({ ...toPart(part, role), ...part.meta })) };
}

/** What the assistant said is output. */
function toPart(part: WirePart, role: string): BodyObject {
  const isOutput = role === "assistant";
  if (part.kind === "text") {
    return { type: isOutput ? "output_text" : "input_text", text: part.text };
  }
  if (isOutput) throw new RequestFailure("media cannot stand in a message of the assistant");
  return toMediaPart(part.media);
}

function toMediaPart(media: WireMedia): BodyObject {
  switch (media.media) {
    case "image":
      return { type: "input_image", detail: "auto", image_url: toUrl(media) };
    case "audio": {
      if (media.source === "url") {
        throw new RequestFailure("audio must be base64 encoded for the Responses API");
      }
      const format = expectMimeType(media).replace(/^audio\//, "");
      return { type: "input_audio", input_audio: { data: media.data, format } };
    }
    case "pdf":
      return media.source === "url"
        ? { type: "input_file", file_url: media.url, filename: "document.pdf" }
        : { type: "input_file", file_data: toUrl(media), filename: "document.pdf" };
    case "video":
      throw new RequestFailure("video is not yet supported by OpenAI's Responses API");
  }
}
