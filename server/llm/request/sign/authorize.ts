/**
 * Puts credentials into a request that is about to be sent: a signature for Amazon, a
 * token for Google. All other requests carry their key already.
 *
 * Invariant: secrets are read for each request anew.
 */
import type { Transport, TransportRequest } from "../../transport/transport";
import type { BuiltRequest } from "../buildRequest";
import type { ResolvedClient } from "../client";
import { RequestFailure } from "../failure";
import type { Environment } from "../optionValue";
import { signForAws } from "./awsSignature";
import type { GoogleTokens } from "./googleTokens";

export interface AuthorizeWorld {
  readonly transport: Transport;
  /** Milliseconds since 1970: signatures carry the time of day. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Lives as long as the engine. */
  readonly googleTokens: GoogleTokens;
  /** A file of the user's account, such as `~/.aws/credentials`; rejects when there is none. */
  readonly readHostFile?: (path: string) => Promise<string>;
}

export async function authorize(
  request: TransportRequest,
  client: ResolvedClient,
  env: Environment,
  world: AuthorizeWorld,
): Promise<BuiltRequest> {
  try {
    return { request: await authorized(request, client, env, world) };
  } catch (error) {
    if (error instanceof RequestFailure) return { error: error.message };
    throw error;
  }
}

async function authorized(
  request: TransportRequest,
  client: ResolvedClient,
  env: Environment,
  world: AuthorizeWorld,
): Promise<TransportRequest> {
  if (client.kind === "aws-bedrock") {
    return signForAws(request, client, env, world);
  }
  if (client.kind === "vertex-ai" && !client.endpoint.query.some(([name]) => name === "key")) {
    const token = await world.googleTokens.tokenFor(client, env, world);
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
  }
  return request;
}
