import assert from "node:assert/strict";
import { type Cost, costOf, type ModelPrice, type TokenUsage, totalCosts } from "../../server/base";

describe("costOf", () => {
  const prices: readonly ModelPrice[] = [
    price("openai", "mini-*", { input: 2, cachedInput: 1, output: 8 }),
    price("openai", "mini-2", { input: 99, cachedInput: 99, output: 99 }),
    price("anthropic", "claude-*", { input: 3, cachedInput: 0.3, output: 15 }),
    price("openai", "a.b", { input: 1, cachedInput: 1, output: 1 }),
  ];

  it("takes cached tokens out of the input tokens that hold them", () => {
    check("openai", "mini-2", { inputTokens: 1_000_000, cachedInputTokens: 250_000 }, 1.75);
    check("openai", "mini-2", { inputTokens: 10, outputTokens: 1_000_000 }, 8.00002);
  });

  it("adds cached tokens to input tokens that are counted without them", () => {
    check("anthropic", "claude-x", { inputTokens: 1_000_000, cachedInputTokens: 1_000_000 }, 3.3);
  });

  it("is none without a price, or without counts", () => {
    check("openai", "other", { inputTokens: 5 }, undefined);
    check("azure-openai", "mini-2", { inputTokens: 5 }, undefined);
    check("openai", "mini-2", {}, undefined);
    check("openai", "axb", { inputTokens: 5 }, undefined);
  });

  function check(
    provider: string,
    model: string,
    counts: Partial<TokenUsage>,
    amount: number | undefined,
  ): void {
    const cost = costOf({ provider, model, usage: usage(counts) }, prices);
    assert.deepEqual(cost, amount === undefined ? undefined : { amount, currency: "EUR" });
  }
});

describe("totalCosts", () => {
  it("sums each currency by itself", () => {
    const costs: readonly Cost[] = [
      { amount: 1, currency: "EUR" },
      { amount: 2, currency: "USD" },
      { amount: 3, currency: "EUR" },
    ];
    assert.deepEqual(totalCosts(costs), [
      { amount: 4, currency: "EUR" },
      { amount: 2, currency: "USD" },
    ]);
  });
});

function price(
  provider: string,
  model: string,
  rates: Pick<ModelPrice, "input" | "cachedInput" | "output">,
): ModelPrice {
  return { provider, model, currency: "EUR", ...rates };
}

function usage(counts: Partial<TokenUsage>): TokenUsage {
  return {
    inputTokens: null,
    outputTokens: null,
    cachedInputTokens: null,
    totalTokens: null,
    cacheCreationInputTokens: null,
    reasoningTokens: null,
    ...counts,
  };
}
