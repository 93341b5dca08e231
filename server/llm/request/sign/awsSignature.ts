/** Signs requests to Amazon Bedrock (Signature Version 4). */
import { AwsV4Signer } from "aws4fetch";
import { bedrockRegion } from "../../providers/bedrock";
import type { TransportRequest } from "../../transport/transport";
import type { ResolvedClient } from "../client";
import type { Environment } from "../optionValue";
import type { AuthorizeWorld } from "./authorize";
import { findAwsCredentials } from "./awsCredentials";

export async function signForAws(
  request: TransportRequest,
  client: ResolvedClient,
  env: Environment,
  world: Pick<AuthorizeWorld, "now" | "readHostFile">,
): Promise<TransportRequest> {
  const credentials = await findAwsCredentials(client, env, world.readHostFile);
  const signer = new AwsV4Signer({
    ...request,
    ...credentials,
    url: atEndpoint(request.url, client),
    service: "bedrock",
    region: bedrockRegion(client, env),
    datetime: new Date(world.now()).toISOString().replace(/[-:]|\.\d{3}/g, ""),
    allHeaders: false,
  });
  const { method, url, headers } = await signer.sign();
  return { method, url: url.href, headers: Object.fromEntries(headers), body: request.body };
}

/** `endpoint_url` stands for the scheme and the host. */
function atEndpoint(address: string, client: ResolvedClient): string {
  const endpoint = client.settings.get("endpoint_url");
  if (typeof endpoint !== "string" || endpoint === "") return address;
  return endpoint.replace(/\/$/, "") + new URL(address).pathname;
}
