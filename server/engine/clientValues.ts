/**
 * Clients as values of the standard library: `baml.llm.Client` and `PrimitiveClient`.
 *
 * Invariant: no secret is in them. What stands under a key that sounds secret is left out,
 * and variables stay names.
 */
import {
  type ClientSpec,
  type ConfigValue,
  callFailure,
  float,
  type InstanceValue,
  type LlmCatalog,
  map,
  type RetryPolicySpec,
  type Value,
} from "../base";
import { isSecretName } from "../events";
import { strategyKind, strategyMembers } from "./clientStrategy";

/** `above` are the clients that lead here: a client never contains itself twice. */
export function clientValue(
  catalog: LlmCatalog,
  name: string,
  above: readonly string[],
): InstanceValue {
  const client = Object.hasOwn(catalog.clients, name) ? catalog.clients[name] : undefined;
  const members = above.includes(name) ? [] : strategyMembers(client);
  const retry = client?.retryPolicy ? catalog.retryPolicies[client.retryPolicy] : undefined;
  return {
    kind: "instance",
    className: "baml.llm.Client",
    fields: [
      ["name", name],
      [
        "client_type",
        { kind: "variant", enumName: "baml.llm.ClientType", name: clientType(client) },
      ],
      ["sub_clients", members.map((member) => clientValue(catalog, member, [...above, name]))],
      ["retry", retry ? retryValue(retry) : null],
    ],
  };
}

function retryValue(policy: RetryPolicySpec): InstanceValue {
  return {
    kind: "instance",
    className: "baml.llm.RetryPolicy",
    fields: [
      ["max_retries", policy.maxRetries],
      ["initial_delay_ms", policy.delayMs],
      ["multiplier", float(policy.multiplier)],
      ["max_delay_ms", policy.maxDelayMs],
    ],
  };
}

function clientType(client: ClientSpec | undefined): string {
  const names = { fallback: "Fallback", "round-robin": "RoundRobin" };
  const kind = strategyKind(client);
  return kind ? names[kind] : "Primitive";
}

/** A client that is asked itself, as the program declares it. */
export function primitiveClient(catalog: LlmCatalog, name: string): InstanceValue {
  const client = catalog.clients[name];
  if (!client || strategyKind(client)) {
    throw callFailure("runtime", `\`${name}\` is no client that is asked itself`);
  }
  const options = new Map(client.options);
  const roles = options.get("allowed_roles");
  const allowed = isArrayOption(roles)
    ? roles.items.filter((role) => typeof role === "string")
    : [];
  const given = options.get("default_role");
  const defaultRole = typeof given === "string" ? given : (allowed[0] ?? "user");
  const plain = client.options.filter(([key]) => !isSecretName(key));
  return {
    kind: "instance",
    className: "baml.llm.PrimitiveClient",
    fields: [
      ["name", name],
      ["provider", client.provider],
      ["default_role", defaultRole],
      ["allowed_roles", allowed.length > 0 ? allowed : ["system", "user", "assistant"]],
      ["options", map(plain.map(([key, value]) => [key, optionValue(value)]))],
    ],
  };
}

function isArrayOption(
  value: ConfigValue | undefined,
): value is Extract<ConfigValue, { kind: "array" }> {
  return typeof value === "object" && value?.kind === "array";
}

/** Variables stay names: a program reads them from its environment. */
function optionValue(value: ConfigValue): Value {
  if (typeof value !== "object" || value === null) return value;
  switch (value.kind) {
    case "int":
      return value.value;
    case "float":
      return float(value.value);
    case "env":
      return `env.${value.name}`;
    case "concat":
      return value.parts.map((part) => String(optionValue(part))).join("");
    case "array":
      return value.items.map(optionValue);
    case "map":
      return map(value.entries.map(([key, item]) => [key, optionValue(item)]));
    default:
      return value satisfies never;
  }
}
