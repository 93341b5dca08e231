/** What is sent: the prompt as this client is asked it, and the request that carries it. */
import type { ChatMessage } from "../../base";
import type { LlmCall, LlmWorld } from "../llmCall";
import { renderPrompt } from "../prompt/renderPrompt";
import type { ResolvedClient } from "../request/client";
import type { TransportRequest } from "../transport/transport";

export type Prepared =
  | {
      readonly prompt: readonly ChatMessage[];
      readonly request: TransportRequest;
      readonly isStreamed: boolean;
    }
  /** Nothing can be sent to this client. */
  | { readonly error: string };

export async function prepare(
  _world: LlmWorld,
  call: LlmCall,
  client: ResolvedClient,
): Promise<Prepared> {
  const { catalog, functionName, args } = call;
  const rendered = renderPrompt(catalog, { functionName, args, client });
  if ("error" in rendered) return rendered;
  return { error: "requests cannot be built yet" };
}
