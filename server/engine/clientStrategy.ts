/** Clients that ask other clients: which they are, and whom they ask. */
import type { ClientSpec } from "../base";

export type StrategyKind = "fallback" | "round-robin";

/** Undefined for a client that is asked itself. */
export function strategyKind(client: ClientSpec | undefined): StrategyKind | undefined {
  switch (client?.provider) {
    case "fallback":
    case "baml-fallback":
      return "fallback";
    case "round-robin":
    case "baml-round-robin":
      return "round-robin";
    default:
      return undefined;
  }
}

/** Names of clients, and shorthands, in their order. */
export function strategyMembers(client: ClientSpec | undefined): readonly string[] {
  if (!client || !strategyKind(client)) return [];
  const strategy = optionOf(client, "strategy");
  if (typeof strategy !== "object" || strategy?.kind !== "array") return [];
  return strategy.items.filter((item) => typeof item === "string");
}

/** Whose turn is first in a round-robin. */
export function firstTurn(client: ClientSpec): number {
  const start = optionOf(client, "start");
  return typeof start === "object" && start?.kind === "int" ? Number(start.value) : 0;
}

/** Of a repeated key the last value counts. */
function optionOf(client: ClientSpec, key: string) {
  return client.options.findLast(([name]) => name === key)?.[1];
}
