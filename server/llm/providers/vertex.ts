/** Google's Vertex: Gemini models, and Claude where the model or the options say so. */
import type { BodyJson, BodyObject } from "../request/bodyJson";
import type { ResolvedClient } from "../request/client";
import type { DraftInput, RequestDraft } from "../request/draft";
import { RequestFailure } from "../request/failure";
import { expectMimeType, type WireMedia } from "../request/media/resolveMedia";
import { ANTHROPIC_VERSION, anthropicBody } from "./anthropic";
import { geminiBody, geminiQuery, geminiVerb } from "./google";

export function draftVertex(input: DraftInput): RequestDraft {
  const { client, messages, stream } = input;
  const isClaude = client.replyFormat.stream === "anthropic";
  const verb = isClaude ? claudeVerb(stream) : geminiVerb(stream);
  const ownQuery = isClaude ? [] : geminiQuery(stream);
  return {
    url: `${modelsUrl(input, isClaude ? "anthropic" : "google")}/${client.model}:${verb}`,
    query: [...ownQuery, ...client.endpoint.query],
    body: isClaude
      ? anthropicBody(claudeParams(client), messages, stream)
      : geminiBody(client.params, messages, toMediaPart),
  };
}

function claudeVerb(stream: boolean): string {
  return stream ? "streamRawPredict" : "rawPredict";
}

function claudeParams(client: ResolvedClient): ReadonlyMap<string, BodyJson> {
  const version = client.settings.get("anthropic_version") ?? ANTHROPIC_VERSION;
  return new Map(client.params).set("anthropic_version", version);
}

function modelsUrl({ client, env, googleProject }: DraftInput, publisher: string): string {
  const { baseUrl } = client.endpoint;
  if (baseUrl !== undefined) return baseUrl;
  const location = String(client.settings.get("location"));
  const host = location === "global" ? "" : `${location}-`;
  const given = client.settings.get("project_id");
  const project = given ?? googleProject ?? env["GOOGLE_CLOUD_PROJECT"];
  if (typeof project !== "string") {
    throw new RequestFailure(
      "options.project_id is required for vertex-ai clients with a location",
    );
  }
  return `https://${host}aiplatform.googleapis.com/v1/projects/${project}/locations/${location}/publishers/${publisher}/models`;
}

function toMediaPart(media: WireMedia): BodyObject {
  if (media.source === "base64") {
    return { inlineData: { data: media.data, mimeType: expectMimeType(media) } };
  }
  const isUntypedVideo = media.media === "video" && media.mimeType === undefined;
  const mimeType = isUntypedVideo ? "video/mp4" : expectMimeType(media);
  return { fileData: { fileUri: media.url, mimeType } };
}
