/** How long is waited after each round of a retry policy. */
import type { LlmCatalog, RetryPolicySpec } from "../../base";

/** One entry a round; after the last one the policy has nothing to say: undefined. */
export function* retryDelays(
  policies: LlmCatalog["retryPolicies"],
  name: string | undefined,
): Generator<number | undefined> {
  const isKnown = name !== undefined && Object.hasOwn(policies, name);
  if (isKnown) yield* delaysOf(policies[name]!);
  yield undefined;
}

/**
 * A delay grows before it is waited for the first time: 200 ms and a multiplier of 1.5 wait
 * 300 ms, then 450 ms. There is no jitter. The released language does it so.
 */
function* delaysOf(policy: RetryPolicySpec): Generator<number> {
  let delayMs = policy.delayMs;
  for (let retry = 0; retry < policy.maxRetries; retry++) {
    if (policy.strategy === "exponential_backoff") {
      delayMs = Math.min(policy.maxDelayMs, Math.trunc(delayMs * policy.multiplier));
    }
    yield delayMs;
  }
}
