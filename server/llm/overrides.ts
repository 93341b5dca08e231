/** A call with the clients that it brought along put into its project's. */
import type { ClientSpec, LlmCatalog } from "../base";
import type { LlmCall } from "./llmCall";

export function withOverrides(call: LlmCall): LlmCall {
  const { overrides, functionName } = call;
  if (!overrides) return call;
  const clients = withClients(call.catalog, overrides.clients ?? []);
  const { primary } = overrides;
  const fn = call.catalog.functions[functionName];
  if (primary === undefined || !fn) return { ...call, catalog: { ...call.catalog, clients } };
  const functions = { ...call.catalog.functions, [functionName]: { ...fn, client: primary } };
  return { ...call, catalog: { ...call.catalog, clients, functions } };
}

function withClients({ clients }: LlmCatalog, added: readonly ClientSpec[]): LlmCatalog["clients"] {
  return { ...clients, ...Object.fromEntries(added.map((client) => [client.name, client])) };
}
