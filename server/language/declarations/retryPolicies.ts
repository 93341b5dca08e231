/** Retry policies (V122, appendix A.5). */
import type { Diagnostic } from "../diagnostics";
import type { ConfigBlockView } from "../syntax/views/config";
import type { RetryPolicyView } from "../syntax/views/declarations";
import { configInt, configRange, configText, keyRange } from "./configText";
import { error, listed } from "./faults";

export function retryPolicyDiagnostics(view: RetryPolicyView): Diagnostic[] {
  const { block, name } = view;
  if (!block || !name) return [];
  const found = unknownKeys(block, policyKeys, "a retry policy");
  const retries = block.item("max_retries");
  if (!retries) {
    found.push(
      error("V122", name.range, `retry policy \`${name.text}\` is missing \`max_retries\``, {
        hint: "Add `max_retries 2` for three attempts in all.",
      }),
    );
  } else if (retries.value && !((configInt(retries.value) ?? -1) >= 0)) {
    const message = "`max_retries` must be a whole number of at least 0";
    found.push(error("V122", configRange(retries.value), message));
  }
  const strategy = block.item("strategy");
  if (strategy?.value?.kind === "configBlock") found.push(...strategyDiagnostics(strategy.value));
  else if (strategy?.value) {
    found.push(error("V122", configRange(strategy.value), "`strategy` must be a block"));
  }
  return found;
}

function strategyDiagnostics(block: ConfigBlockView): Diagnostic[] {
  const type = block.item("type");
  const kind = configText(type?.value);
  if (type?.value && kind !== "constant_delay" && kind !== "exponential_backoff") {
    return [
      error("V122", configRange(type.value), `unknown retry strategy \`${kind ?? ""}\``, {
        hint: "Write `constant_delay` or `exponential_backoff`.",
      }),
    ];
  }
  const isConstant = kind !== "exponential_backoff";
  // Beside a type other keys are let pass, as in the released language.
  const found = type ? [] : unknownKeys(block, strategyKeys, "a retry strategy");
  for (const key of isConstant ? ["multiplier", "max_delay_ms"] : []) {
    const item = block.item(key);
    if (!item) continue;
    found.push(
      error("V122", keyRange(item), `\`${key}\` does not go with \`constant_delay\``, {
        hint: "Write `type exponential_backoff`, or take it out.",
      }),
    );
  }
  for (const item of block.items) {
    const isNumber = item.value?.kind === "configNumber";
    if (item.value && item.key !== "type" && strategyKeys.includes(item.key ?? "") && !isNumber) {
      found.push(error("V122", configRange(item.value), `\`${item.key}\` must be a number`));
    }
  }
  return found;
}

function unknownKeys(block: ConfigBlockView, known: readonly string[], what: string): Diagnostic[] {
  return block.items
    .filter(({ key }) => key !== undefined && !known.includes(key))
    .map((item) =>
      error("V122", keyRange(item), `unknown property \`${item.key}\` in ${what}`, {
        hint: `Valid are ${listed(known)}.`,
      }),
    );
}

export const policyKeys = [
  "max_retries",
  "strategy",
  "options",
  // The flat form of the newer dialect.
  "initial_delay_ms",
  "delay_ms",
  "multiplier",
  "max_delay_ms",
];
export const strategyKeys = ["type", "delay_ms", "multiplier", "max_delay_ms"];
