/**
 * Which environment variables a live run of a function would lack: so that it can be
 * refused before any call, or go to the simulated model.
 *
 * Invariant: names, never values. A strategy lacks something only when each of its
 * members does, since one that is complete can answer.
 */
import { type ClientSpec, type ConfigValue, callFailure, type LlmCatalog } from "../base";
import { type Program, reachable } from "../bytecode";
import { strategyMembers } from "./clientStrategy";

type Env = Readonly<Record<string, string | undefined>>;

/** In the order in which they are met; each once. An empty value is none. */
export function missingVariables(
  program: Program,
  functionName: string,
  env: Env,
): readonly string[] {
  const { catalog } = program;
  const clients = reachable(program, functionName).functions.flatMap((name) =>
    Object.hasOwn(catalog.functions, name) ? [catalog.functions[name]!.client] : [],
  );
  const missing = clients.flatMap((client) => missingFor(client, { catalog, env }, []));
  return [...new Set(missing)];
}

/** Refuses a live run that could not ask its models. Throws a `CallFailure`. */
export function checkVariables(program: Program, functionName: string, env: Env): void {
  const missing = missingVariables(program, functionName, env);
  if (missing.length === 0) return;
  const names = missing.map((name) => `\`${name}\``).join(", ");
  const message = `the environment lacks ${names}, which the model's client needs`;
  throw callFailure("runtime", message, { details: { missingVariables: missing } });
}

interface Search {
  readonly catalog: LlmCatalog;
  readonly env: Env;
}

/** `above` are the strategies that lead here: a cycle lacks nothing of its own. */
function missingFor(name: string, search: Search, above: readonly string[]): readonly string[] {
  const { catalog, env } = search;
  if (above.includes(name)) return [];
  const client = Object.hasOwn(catalog.clients, name) ? catalog.clients[name] : undefined;
  const required = client ? requiredBy(client) : keyVariable(name.split("/")[0]!, []);
  const own = required.filter((variable) => !env[variable]);
  const ofMembers = strategyMembers(client).map((member) =>
    missingFor(member, search, [...above, name]),
  );
  const canAnswer = ofMembers.length === 0 || ofMembers.some((missing) => missing.length === 0);
  return canAnswer ? own : [...own, ...ofMembers.flat()];
}

/** What its options name, and the key that its provider takes where none is given. */
function requiredBy({ provider, options }: ClientSpec): readonly string[] {
  const named = options.flatMap(([, value]) => variablesIn(value));
  return [...named, ...keyVariable(provider, options)];
}

function keyVariable(provider: string, options: ClientSpec["options"]): readonly string[] {
  const variable = keyVariables[provider.replace(/^baml-|-chat$/g, "")];
  const isGiven = options.some(([key]) => key === "api_key");
  return variable === undefined || isGiven ? [] : [variable];
}

function variablesIn(value: ConfigValue): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  switch (value.kind) {
    case "env":
      return [value.name];
    case "concat":
      return value.parts.flatMap(variablesIn);
    case "array":
      return value.items.flatMap(variablesIn);
    case "map":
      return value.entries.flatMap(([, item]) => variablesIn(item));
    case "int":
    case "float":
      return [];
    default:
      return value satisfies never;
  }
}

/** By provider, as language A.1 lists them. */
const keyVariables: Readonly<Record<string, string>> = {
  openai: "OPENAI_API_KEY",
  "openai-responses": "OPENAI_API_KEY",
  azure: "AZURE_OPENAI_API_KEY",
  "azure-openai": "AZURE_OPENAI_API_KEY",
  openrouter: "OPENROUTER_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  "google-ai": "GOOGLE_API_KEY",
};
