/** Clients that a host program defines for its calls. */
import type { ClientSpec, ConfigValue } from "../base";
import type { CallOptions } from "../engine";

export class ClientRegistry {
  readonly #clients = new Map<string, ClientSpec>();
  #primary: string | undefined;

  /** Defines a client, or puts it in the place of the project's of that name. */
  addLlmClient(
    name: string,
    provider: string,
    options: Readonly<Record<string, unknown>> = {},
    retryPolicy?: string | null,
  ): void {
    this.#clients.set(name, {
      name,
      provider,
      options: Object.entries(options)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, configValue(value)] as const),
      folder: "",
      ...(retryPolicy && { retryPolicy }),
    });
  }

  /** The client that LLM functions use, whatever they name. */
  setPrimary(name: string): void {
    this.#primary = name;
  }

  /** As the engine takes it. `client` wins over the primary one. */
  overrides(client?: string | null): NonNullable<CallOptions["clients"]> {
    const primary = client ?? this.#primary;
    return { clients: [...this.#clients.values()], ...(primary && { primary }) };
  }
}

function configValue(value: unknown): ConfigValue {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "boolean":
    case "string":
      return value;
    case "bigint":
      return { kind: "int", value };
    case "number":
      return Number.isSafeInteger(value) ? { kind: "int", value } : { kind: "float", value };
    case "object":
      if (Array.isArray(value)) return { kind: "array", items: value.map(configValue) };
      return {
        kind: "map",
        entries: Object.entries(value).map(([key, item]) => [key, configValue(item)] as const),
      };
    default:
      throw new TypeError(`a client's option cannot be a ${typeof value}`);
  }
}
