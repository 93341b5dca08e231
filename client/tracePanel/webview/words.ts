/**
 * The page's words for what a trace is made of. Durations and counts come from the one
 * file that spells them for all of Spanlens.
 */
import { countText, durationText } from "../../../server/base/wording";
import type { AttemptDetails, RunOrigin, SpanKind, SpanStatus } from "../messages";

export const statusWords: Readonly<Record<SpanStatus, string>> = {
  running: "running",
  ok: "succeeded",
  error: "failed",
  cancelled: "stopped",
  unfinished: "never ended",
};

export const kindWords: Readonly<Record<SpanKind, string>> = {
  function: "function",
  llm: "LLM function",
  attempt: "model request",
  builtin: "builtin",
  host: "host function",
};

/** Said only where answers did not come from a live model. */
export function originWord(origin: RunOrigin | "live"): string | undefined {
  switch (origin) {
    case "none":
    case "live":
      return undefined;
    case "simulated":
    case "replayed":
      return origin;
    case "mixed":
      return "partly simulated or replayed";
    default:
      return origin satisfies never;
  }
}

/** Unknown stays unknown: `null` is never shown as a number. */
export function usageText(usage: AttemptDetails["usage"]): string {
  const parts: [string, number | null][] = [
    ["input", usage.input],
    ["output", usage.output],
    ["cached", usage.cached],
    ["reasoning", usage.reasoning],
  ];
  return parts
    .filter(([name, count]) => count !== null || name === "input" || name === "output")
    .map(([name, count]) => `${name} ${count === null ? "unknown" : countText(count)}`)
    .join(" · ");
}

/** Where the numbers of tokens come from. */
export function usageOrigin(origin: AttemptDetails["origin"]): string {
  return origin === "live" ? "reported by the provider" : origin;
}

export function optionalDuration(us: number | null): string {
  return us === null ? "not known yet" : durationText(us);
}

/** A time on the ruler, with as many digits as tell it from the next one. */
export function tickText(us: number, stepUs: number): string {
  if (us >= 60_000_000) return durationText(us);
  const [unit, name] = us >= 1_000_000 ? [1_000_000, "s"] : us >= 1000 ? [1000, "ms"] : [1, "µs"];
  const digits = Math.max(0, Math.ceil(-Math.log10(stepUs / unit) - 1e-9));
  return us === 0 ? "0" : `${(us / unit).toFixed(digits)} ${name}`;
}
