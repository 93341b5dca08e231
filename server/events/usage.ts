/**
 * Token counts, as providers report them. What was not reported is null, which is not
 * the same as 0 and is never estimated.
 */
import type { TokenUsage } from "../base";

export class Usage implements TokenUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly totalTokens: number | null;
  readonly cacheCreationInputTokens: number | null;
  readonly reasoningTokens: number | null;

  constructor(counts: Partial<TokenUsage> = {}) {
    this.inputTokens = counts.inputTokens ?? null;
    this.outputTokens = counts.outputTokens ?? null;
    this.cachedInputTokens = counts.cachedInputTokens ?? null;
    this.totalTokens = counts.totalTokens ?? null;
    this.cacheCreationInputTokens = counts.cacheCreationInputTokens ?? null;
    this.reasoningTokens = counts.reasoningTokens ?? null;
  }

  toString(): string {
    return (
      `Usage(input_tokens=${this.inputTokens}, output_tokens=${this.outputTokens}, ` +
      `cached_input_tokens=${this.cachedInputTokens})`
    );
  }
}

/** Field by field; a field that nobody reported stays null. */
export function summedUsage(usages: Iterable<TokenUsage>): Usage {
  let total: TokenUsage = new Usage();
  for (const usage of usages) {
    total = {
      inputTokens: sum(total.inputTokens, usage.inputTokens),
      outputTokens: sum(total.outputTokens, usage.outputTokens),
      cachedInputTokens: sum(total.cachedInputTokens, usage.cachedInputTokens),
      totalTokens: sum(total.totalTokens, usage.totalTokens),
      cacheCreationInputTokens: sum(total.cacheCreationInputTokens, usage.cacheCreationInputTokens),
      reasoningTokens: sum(total.reasoningTokens, usage.reasoningTokens),
    };
  }
  return new Usage(total);
}

function sum(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return left + right;
}
