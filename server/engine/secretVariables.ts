/**
 * Which variables of a call's environment hold secrets: those that clients take keys from.
 * Their values are kept out of everything that leaves the process.
 */
import type { ConfigValue, LlmCatalog } from "../base";
import { isSecretName, type Redactor } from "../events";

/** Tells a redactor of the secrets of calls, each once. */
export class SecretGuard {
  readonly #redactor: Redactor;
  readonly #known = new Map<string, string>();

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /** To be called before the first event that could hold one. */
  guard(catalog: LlmCatalog, env: Readonly<Record<string, string>>): void {
    const fresh = Object.entries(secretsOf(catalog, env)).filter(
      ([name, value]) => this.#known.get(name) !== value,
    );
    if (fresh.length === 0) return;
    for (const [name, value] of fresh) this.#known.set(name, value);
    this.#redactor.addSecrets(Object.fromEntries(fresh));
  }
}

function secretsOf(
  catalog: LlmCatalog,
  env: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const named = new Set(
    Object.values(catalog.clients).flatMap(({ options }) => options.flatMap(variablesOfSecret)),
  );
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => named.has(name) || KEY_OF_A_PROVIDER.test(name)),
  );
}

/** What stands, at any depth, under a key that sounds secret: `api_key`, `headers.authorization`. */
function variablesOfSecret([key, value]: readonly [string, ConfigValue]): readonly string[] {
  if (isSecretName(key)) return variablesIn(value);
  if (typeof value !== "object" || value?.kind !== "map") return [];
  return value.entries.flatMap(variablesOfSecret);
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

/** Taken by default where a client names none: `OPENAI_API_KEY`, `AWS_SECRET_ACCESS_KEY`. */
const KEY_OF_A_PROVIDER = /(^|_)(API_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/;
