/**
 * Finds a client by its name or shorthand and reads its options.
 *
 * Invariant: asks nobody and reads no files; credentials that are kept elsewhere are
 * looked up when a request is signed.
 */
import type { ClientSpec, LlmCatalog } from "../../base";
import type { ClientResolution, ResolvedStrategy } from "./client";
import { RequestFailure } from "./failure";
import { OptionReader } from "./optionReader";
import { type Environment, optionValue, type VariableLookup } from "./optionValue";
import { isStrategy, providerKind, type StrategyKind } from "./providerFacts";
import { readClient } from "./readClient";

/** Where variables that are not set are blank, as in a run that sends nothing, keys are too. */
export function resolveClient(
  catalog: Pick<LlmCatalog, "clients">,
  name: string,
  env: Environment,
  { missing = "fail" }: { readonly missing?: VariableLookup["missing"] } = {},
): ClientResolution {
  const spec = findClient(catalog, name);
  if (!spec) return { kind: "error", message: `could not find client \`${name}\`` };
  const kind = providerKind(spec.provider);
  if (!kind) return { kind: "error", message: `unknown provider \`${spec.provider}\`` };
  try {
    const variables = { env, missing };
    const values = spec.options.map(
      ([key, value]) => [key, optionValue(value, variables)] as const,
    );
    const options = new OptionReader(values);
    return isStrategy(kind)
      ? { kind: "strategy", strategy: readStrategy(spec, kind, options) }
      : { kind: "primitive", client: readClient(spec, kind, options, variables) };
  } catch (error) {
    if (error instanceof RequestFailure) return { kind: "error", message: error.message };
    throw error;
  }
}

/** A client of the project, or what a shorthand `provider/model` stands for. */
export function findClient(
  catalog: Pick<LlmCatalog, "clients">,
  name: string,
): ClientSpec | undefined {
  if (Object.hasOwn(catalog.clients, name)) return catalog.clients[name];
  const slash = name.indexOf("/");
  if (slash < 0 || !providerKind(name.slice(0, slash))) return undefined;
  return {
    name,
    provider: name.slice(0, slash),
    options: [["model", name.slice(slash + 1)]],
    folder: "",
  };
}

function readStrategy(
  spec: ClientSpec,
  kind: StrategyKind,
  options: OptionReader,
): ResolvedStrategy {
  const members = options.takeTexts("strategy") ?? [];
  if (members.length === 0) throw new RequestFailure("strategy must name at least one client");
  const start = kind === "round-robin" ? options.takeCount("start") : undefined;
  const http = new OptionReader(options.takeMap("http") ?? []);
  const totalTimeoutMs = http.takeCount("total_timeout_ms") ?? 0;
  options.expectEmpty();
  const { name, provider, retryPolicy } = spec;
  return { name, provider, kind, retryPolicy, members, start: start ?? 0, totalTimeoutMs };
}
