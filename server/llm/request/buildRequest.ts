/**
 * Builds the request that carries a rendered prompt to a provider. Nothing is signed
 * here: see `authorize`.
 *
 * Invariant: reaches the world only for media, through what it is handed.
 */
import type { ChatMessage } from "../../base";
import { draftAnthropic } from "../providers/anthropic";
import { draftBedrock } from "../providers/bedrock";
import { draftGoogle } from "../providers/google";
import { draftOpenAiChat } from "../providers/openAiChat";
import { draftOpenAiResponses } from "../providers/openAiResponses";
import { draftVertex } from "../providers/vertex";
import type { TransportRequest } from "../transport/transport";
import { bodyText } from "./bodyJson";
import type { ProviderKind, ResolvedClient } from "./client";
import type { DraftInput, RequestDraft } from "./draft";
import { RequestFailure } from "./failure";
import type { MediaWorld } from "./media/resolveMedia";
import { findGoogleCredentials } from "./sign/googleCredentials";
import { toWireMessages } from "./wireMessages";

export type BuiltRequest = { readonly request: TransportRequest } | { readonly error: string };

export interface RequestInput {
  readonly messages: readonly ChatMessage[];
  readonly client: ResolvedClient;
  readonly stream: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a request can need of the world before it is signed. */
export interface RequestWorld extends MediaWorld {
  /** A file of the user's account; rejects when there is none. */
  readonly readHostFile?: (path: string) => Promise<string>;
}

export async function buildRequest(
  input: RequestInput,
  world: RequestWorld,
): Promise<BuiltRequest> {
  const { client, stream, env } = input;
  try {
    const messages = await toWireMessages(input.messages, client, world);
    const googleProject = await findGoogleProject(client, env, world);
    const draft = drafters[client.kind]({ client, messages, stream, env, googleProject });
    const request: TransportRequest = {
      method: "POST",
      url: addressOf(draft),
      headers: headersOf(draft, client),
      body: bodyText(draft.body),
    };
    return { request };
  } catch (error) {
    if (error instanceof RequestFailure) return { error: error.message };
    throw error;
  }
}

const drafters: Readonly<Record<ProviderKind, (input: DraftInput) => RequestDraft>> = {
  openai: draftOpenAiChat,
  "openai-generic": draftOpenAiChat,
  "openai-responses": draftOpenAiResponses,
  "azure-openai": draftOpenAiChat,
  ollama: draftOpenAiChat,
  openrouter: draftOpenAiChat,
  anthropic: draftAnthropic,
  "google-ai": draftGoogle,
  "vertex-ai": draftVertex,
  "aws-bedrock": draftBedrock,
};

/** Only an address that is made of a location and names no project asks for it. */
async function findGoogleProject(
  client: ResolvedClient,
  env: RequestInput["env"],
  { readHostFile }: RequestWorld,
): Promise<string | undefined> {
  const isNeeded = client.kind === "vertex-ai" && client.endpoint.baseUrl === undefined;
  if (!isNeeded || client.settings.has("project_id")) return undefined;
  return (await findGoogleCredentials(client, env, readHostFile))?.project_id;
}

function addressOf({ url, query }: RequestDraft): string {
  const separator = query.length === 0 ? "" : url.includes("?") ? "&" : "?";
  const parameters = new URLSearchParams();
  for (const [name, value] of query) parameters.append(name, value);
  const address = `${url}${separator}${parameters}`;
  if (!URL.canParse(address)) throw new RequestFailure(`\`${url}\` is not an address`);
  return new URL(address).href;
}

/** In lower case, as they travel. */
function headersOf(draft: RequestDraft, client: ResolvedClient): Readonly<Record<string, string>> {
  const all = [
    ["content-type", "application/json"] as const,
    ...(draft.usualHeaders ?? []),
    ...client.endpoint.headers,
    ...(draft.ownHeaders ?? []),
  ];
  return Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), value]));
}
