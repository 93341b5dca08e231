/** Amazon Bedrock's converse. An `endpoint_url` is put in when the request is signed. */
import { type FloatValue, float } from "../../base";
import type { BodyJson, BodyObject } from "../request/bodyJson";
import type { ResolvedClient } from "../request/client";
import type { DraftInput, RequestDraft } from "../request/draft";
import { RequestFailure } from "../request/failure";
import type { WireMedia } from "../request/media/resolveMedia";
import { splitSystem, type WirePart } from "../request/wireMessages";

export function draftBedrock({ client, messages, stream, env }: DraftInput): RequestDraft {
  const { system, others } = splitSystem(messages);
  const body = new Map<string, BodyJson>();
  body.set(
    "messages",
    others.map(({ role, parts }) => ({ role, content: parts.flatMap(toParts) })),
  );
  if (system) body.set("system", system.flatMap(toSystemParts));
  const inference = inferenceConfig(client);
  if (inference.size > 0) body.set("inferenceConfig", inference);
  const extra = client.settings.get("additional_model_request_fields");
  if (extra instanceof Map && extra.size > 0) body.set("additionalModelRequestFields", extra);
  const host = `bedrock-runtime.${bedrockRegion(client, env)}.amazonaws.com`;
  const verb = stream ? "converse-stream" : "converse";
  return {
    url: `https://${host}/model/${encoded(client.model ?? "")}/${verb}`,
    query: [],
    usualHeaders: [["accept", "application/json"]],
    body,
  };
}

export function bedrockRegion(client: ResolvedClient, env: DraftInput["env"]): string {
  const given = client.settings.get("region");
  const region = given || env["AWS_REGION"] || env["AWS_DEFAULT_REGION"];
  if (typeof region === "string") return region;
  throw new RequestFailure("AWS region is not set: use the option `region` or AWS_REGION");
}

/** As AWS encodes: everything but letters, digits and `-._~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const inferenceNames: ReadonlyMap<string, string> = new Map([
  ["max_tokens", "maxTokens"],
  ["temperature", "temperature"],
  ["top_p", "topP"],
  ["stop_sequences", "stopSequences"],
]);

function inferenceConfig(client: ResolvedClient): ReadonlyMap<string, BodyJson> {
  const given = client.settings.get("inference_configuration");
  const entries = given instanceof Map ? Array.from(given as ReadonlyMap<string, BodyJson>) : [];
  return new Map(
    entries.map(([name, value]) => {
      const wireName = inferenceNames.get(name);
      if (!wireName)
        throw new RequestFailure(`Unsupported property: inference_configuration.${name}`);
      const isShare = name === "temperature" || name === "top_p";
      return [wireName, isShare ? asSmallFloat(value) : value];
    }),
  );
}

/** AWS takes floats of 32 bits. */
function asSmallFloat(value: BodyJson): BodyJson {
  const number = isFloat(value) ? value.value : value;
  return typeof number === "number" ? float(Math.fround(number)) : value;
}

function isFloat(value: BodyJson): value is FloatValue {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "float";
}

function toSystemParts(part: WirePart): readonly BodyObject[] {
  if (part.kind === "text") return toParts(part);
  throw new RequestFailure("AWS Bedrock takes nothing but text in a system message");
}

/** Of all metadata, only that a cache may end here has a place. */
function toParts(part: WirePart): readonly BodyObject[] {
  const content = toPart(part);
  return "cache_control" in part.meta ? [content, { cachePoint: { type: "default" } }] : [content];
}

function toPart(part: WirePart): BodyObject {
  if (part.kind === "text") return { text: part.text };
  const { media } = part;
  const format = media.mimeType?.split("/")[1];
  const content = { format, source: toSource(media) };
  return media.media === "pdf"
    ? { document: { ...content, name: "document" } }
    : { [media.media]: content };
}

function toSource(media: WireMedia): BodyObject {
  if (media.source === "base64") return { bytes: media.data };
  if (media.url.startsWith("s3://")) return { s3Location: { uri: media.url } };
  throw new RequestFailure(`AWS Bedrock requires s3:// URIs, but got: ${media.url}`);
}
