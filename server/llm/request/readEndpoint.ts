/** Where a client's requests go, and the key that goes with them. */
import type { Endpoint, ProviderKind } from "./client";
import type { OptionReader } from "./optionReader";
import { type VariableLookup, variable } from "./optionValue";
import { facts, isOpenAiFamily } from "./providerFacts";

export function readEndpoint(
  options: OptionReader,
  kind: ProviderKind,
  variables: VariableLookup,
): Endpoint {
  if (kind === "aws-bedrock") return { headers: [], query: [] };
  const baseUrl = options.takeText("base_url") ?? usualBaseUrl(options, kind);
  const headers = options.takeTextMap("headers") ?? [];
  const hasQuery = isOpenAiFamily(kind) || kind === "vertex-ai";
  const query = hasQuery ? readQuery(options, kind) : [];
  const apiKey = readApiKey(options, kind, headers, variables);
  return {
    ...(baseUrl !== undefined && { baseUrl: baseUrl.replace(/\/$/, "") }),
    ...(apiKey !== undefined && { apiKey }),
    headers,
    query,
  };
}

function usualBaseUrl(options: OptionReader, kind: ProviderKind): string | undefined {
  if (kind !== "azure-openai") return facts[kind].baseUrl;
  const resource = options.takeText("resource_name");
  const deployment = options.takeText("deployment_id");
  if (resource === undefined || deployment === undefined) return undefined;
  return `https://${resource}.openai.azure.com/openai/deployments/${deployment}`;
}

/** Azure's version is a query parameter, unless the parameters are given as a whole. */
function readQuery(options: OptionReader, kind: ProviderKind): Endpoint["query"] {
  const query = options.takeTextMap("query_params");
  if (query || kind !== "azure-openai") return query ?? [];
  const version = options.takeText("api_version");
  return version === undefined ? [] : [["api-version", version]];
}

/** Vertex has no key of this kind. A header that says who calls stands in for a usual key. */
function readApiKey(
  options: OptionReader,
  kind: ProviderKind,
  headers: Endpoint["headers"],
  variables: VariableLookup,
): string | undefined {
  if (kind === "vertex-ai") return undefined;
  const given = options.takeText("api_key");
  const { keyVariable } = facts[kind];
  if (given !== undefined || keyVariable === undefined) return given;
  const isSaidOtherwise = headers.some(([name]) => KEY_HEADERS.includes(name.toLowerCase()));
  const isSet = variables.env[keyVariable] !== undefined;
  return isSaidOtherwise && !isSet ? undefined : variable(keyVariable, variables);
}

const KEY_HEADERS = ["authorization", "api-key", "x-api-key", "x-goog-api-key"];
