/** Which variables a call of a function needs and does not find. */
import type { LlmCatalog } from "../../base";
import { type Environment, variablesIn } from "./optionValue";
import { facts, isStrategy, providerKind } from "./providerFacts";
import { findClient } from "./resolveClient";

/**
 * Names in the order in which they are met, each once. A variable that is empty, or still
 * holds the text of an example, counts as missing.
 */
export function missingVariables(
  catalog: LlmCatalog,
  functionName: string,
  env: Environment,
): readonly string[] {
  const client = catalog.functions[functionName]?.client;
  if (client === undefined) return [];
  const needed = neededVariables(catalog, client, new Set());
  return [...new Set(needed)].filter((name) => !isFilledIn(env[name]));
}

/** Of a client and, when it asks others, of all of them. */
function neededVariables(catalog: LlmCatalog, name: string, seen: Set<string>): readonly string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const spec = findClient(catalog, name);
  const kind = spec && providerKind(spec.provider);
  if (!spec || !kind) return [];
  const written = spec.options.flatMap(([, value]) => variablesIn(value));
  if (isStrategy(kind)) {
    const members = spec.options.find(([key]) => key === "strategy")?.[1];
    const items = typeof members === "object" && members?.kind === "array" ? members.items : [];
    const names = items.filter((item) => typeof item === "string");
    return [...written, ...names.flatMap((member) => neededVariables(catalog, member, seen))];
  }
  const { keyVariable } = facts[kind];
  const hasKey = spec.options.some(([key]) => key === "api_key" || key === "headers");
  return keyVariable === undefined || hasKey ? written : [...written, keyVariable];
}

/** What people leave in an example's place. */
const PLACEHOLDER = /^(?:your[-_ ].*|<.*>|\.\.\.|x{3,}|changeme|replace[-_ ]?me|todo|sk-\.\.\.)$/i;

function isFilledIn(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== "" && !PLACEHOLDER.test(value.trim());
}
