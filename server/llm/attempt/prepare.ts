/**
 * What is sent: the prompt as this client is asked it, and the request that carries it.
 *
 * Signing comes last, and apart, so that what would be sent can be shown without a key.
 */
import type { ChatMessage } from "../../base";
import type { LlmCall, LlmWorld } from "../llmCall";
import { renderPrompt } from "../prompt/renderPrompt";
import { buildRequest } from "../request/buildRequest";
import type { ResolvedClient } from "../request/client";
import { download } from "../request/media/download";
import type { MediaWorld } from "../request/media/resolveMedia";
import { authorize } from "../request/sign/authorize";
import { TransportError, type TransportRequest } from "../transport/transport";

export type Prepared =
  | {
      readonly prompt: readonly ChatMessage[];
      readonly request: TransportRequest;
      readonly isStreamed: boolean;
    }
  /** Nothing can be sent to this client. */
  | { readonly error: string };

export async function prepare(
  world: LlmWorld,
  call: LlmCall,
  { client, signal }: { readonly client: ResolvedClient; readonly signal: AbortSignal },
): Promise<Prepared> {
  const { catalog, functionName, args, env, tags = {} } = call;
  const rendered = renderPrompt(catalog, { functionName, args, client, tags });
  if ("error" in rendered) return rendered;
  const { messages } = rendered;
  const stream = call.stream && client.supportsStreaming;
  try {
    const media = mediaWorld(world, client, signal);
    const built = await buildRequest({ messages, client, stream, env }, media);
    if ("error" in built) return built;
    return { prompt: messages, request: built.request, isStreamed: stream };
  } catch (error) {
    // A medium that was to be downloaded broke off in the middle.
    if (error instanceof TransportError) return { error: error.message };
    throw error;
  }
}

/** Where media come from that a client wants as bytes. */
function mediaWorld(world: LlmWorld, client: ResolvedClient, signal: AbortSignal): MediaWorld {
  const options = { signal, connectTimeoutMs: client.timeouts.connectMs };
  return {
    ...(world.readFile && { readFile: world.readFile }),
    download: (url) => download(world.transport, url, options),
  };
}

/** The same, ready to be sent. */
export async function prepareSigned(
  world: LlmWorld,
  call: LlmCall,
  { client, signal }: { readonly client: ResolvedClient; readonly signal: AbortSignal },
): Promise<Prepared> {
  const prepared = await prepare(world, call, { client, signal });
  if ("error" in prepared) return prepared;
  try {
    const outcome = await authorize(prepared.request, client, call.env, { ...world, signal });
    return "error" in outcome ? outcome : { ...prepared, request: outcome.request };
  } catch (error) {
    // A token that was to be fetched broke off in the middle.
    if (error instanceof TransportError) return { error: error.message };
    throw error;
  }
}
