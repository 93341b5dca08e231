/**
 * What calls cost, by prices that the user gives: a provider reports tokens, never money.
 *
 * Invariant: no price is built in, and nothing is estimated. A model without a price, or a
 * call without counts, has no cost.
 */
import type { TokenUsage } from "./attempt";

export interface ModelPrice {
  readonly provider: string;
  /** The model's name; `*` stands for any characters. */
  readonly model: string;
  /** Each for a million tokens. */
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
  /** ISO 4217, such as `EUR`. */
  readonly currency: string;
}

export interface Cost {
  readonly amount: number;
  readonly currency: string;
}

export interface PricedAttempt {
  readonly provider: string;
  readonly model: string;
  readonly usage: TokenUsage;
}

/** The first price that fits counts. Undefined where there is none, or nothing was counted. */
export function costOf(attempt: PricedAttempt, prices: readonly ModelPrice[]): Cost | undefined {
  const { provider, model, usage } = attempt;
  const price = prices.find((one) => one.provider === provider && fits(one.model, model));
  const { inputTokens, outputTokens } = usage;
  if (!price || (inputTokens === null && outputTokens === null)) return undefined;
  const cached = usage.cachedInputTokens ?? 0;
  const input = inputTokens ?? 0;
  const uncached = countsCachedApart(attempt) ? input : Math.max(0, input - cached);
  const millionths =
    uncached * price.input + cached * price.cachedInput + (outputTokens ?? 0) * price.output;
  return { amount: millionths / 1_000_000, currency: price.currency };
}

/** Sums by currency: money of two currencies is no sum. */
export function totalCosts(costs: Iterable<Cost>): readonly Cost[] {
  const totals = new Map<string, number>();
  for (const { amount, currency } of costs) {
    totals.set(currency, (totals.get(currency) ?? 0) + amount);
  }
  return Array.from(totals, ([currency, amount]) => ({ amount, currency }));
}

/** With most providers cached tokens are among the input tokens; Anthropic's models count them apart. */
function countsCachedApart({ provider, model }: PricedAttempt): boolean {
  return /anthropic/.test(provider) || /bedrock/.test(provider) || model.startsWith("claude");
}

function fits(pattern: string, model: string): boolean {
  const literal = pattern.split("*").map((text) => text.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`).test(model);
}
