/** Clients and retry policies, as a program carries them. */
import type { ClientSpec, ConfigValue, RetryPolicySpec } from "../base";
import type { ClientView, RetryPolicyView } from "../language";
import { configEntries, configValue } from "./configValues";

export function clientSpec(view: ClientView): Omit<ClientSpec, "folder"> {
  const options = view.block?.item("options")?.value;
  const retryPolicy = textOf(view, "retry_policy");
  return {
    name: view.name?.text ?? "",
    provider: textOf(view, "provider") ?? "",
    ...(retryPolicy !== undefined && { retryPolicy }),
    options: options?.kind === "configBlock" ? configEntries(options) : [],
  };
}

function textOf(view: ClientView, key: string): string | undefined {
  const value = view.block?.item(key)?.value;
  const text = value && configValue(value);
  return typeof text === "string" ? text : undefined;
}

/**
 * Appendix A.5. The delays stand in `strategy`, or in the flat form beside `max_retries`;
 * a flat policy with a multiplier or a limit grows its delays.
 */
export function retryPolicySpec(view: RetryPolicyView): RetryPolicySpec {
  const settings = view.block ? new Map(configEntries(view.block)) : new Map<string, ConfigValue>();
  const strategy = settings.get("strategy");
  const delays = new Map(isMap(strategy) ? strategy.entries : settings);
  return {
    name: view.name?.text ?? "",
    maxRetries: numberOf(settings, "max_retries") ?? 0,
    strategy: strategyOf(delays, isMap(strategy)),
    delayMs: numberOf(delays, "delay_ms") ?? numberOf(delays, "initial_delay_ms") ?? 200,
    multiplier: numberOf(delays, "multiplier") ?? 1.5,
    maxDelayMs: numberOf(delays, "max_delay_ms") ?? 10_000,
  };
}

function strategyOf(
  delays: ReadonlyMap<string, ConfigValue>,
  isNested: boolean,
): RetryPolicySpec["strategy"] {
  const grows = isNested
    ? delays.get("type") === "exponential_backoff"
    : delays.has("multiplier") || delays.has("max_delay_ms");
  return grows ? "exponential_backoff" : "constant_delay";
}

function isMap(value: ConfigValue | undefined): value is Extract<ConfigValue, { kind: "map" }> {
  return typeof value === "object" && value !== null && value.kind === "map";
}

function numberOf(entries: ReadonlyMap<string, ConfigValue>, key: string): number | undefined {
  const value = entries.get(key);
  return typeof value === "object" &&
    value !== null &&
    (value.kind === "int" || value.kind === "float")
    ? Number(value.value)
    : undefined;
}
