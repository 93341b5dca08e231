/**
 * The words of the editor: how a call reads on a lens, beside a call and in a hover.
 *
 * Sentence case, facts apart by ` · `, no emoji. Nothing is said that no span has shown,
 * and what was not measured says where it came from.
 *
 * Invariant: pure. Durations, counts and previews are spelled by `base`.
 */
import { counted, countText, durationText, valuePreview } from "../base";
import {
  type CallRef,
  originOf,
  type RunOrigin,
  type Spread,
  spanKinds,
  type TraceSpan,
  type Usage,
} from "../events";

/** `412 ms · 2 calls · → "…" · simulated` */
export function lensText(call: CallRef, changes: readonly string[]): string {
  const { run, row, span } = call;
  const facts = [
    outcomeFacts(span, llmCallsBelow(call)),
    originWord(originOf(run.tree, row)),
    staleWords(changes, span.name),
  ];
  return facts.flat().filter(Boolean).join(" · ");
}

/**
 * `180 ms · simulated · → "…"`, beside the call expression. Where the answer came from
 * stands before the answer, which is the part that editors cut.
 */
export function hintText(calls: readonly TraceSpan[], origin: RunOrigin): string {
  const last = calls.at(-1)!;
  const times = calls.length > 1 ? ` ×${countText(calls.length)}` : "";
  const source = originWord(origin);
  const room = MAX_HINT - MAX_TIME - times.length - (source && ` · ${source}`).length;
  const [time = "", ...rest] = outcomeFacts(last, 0, room).filter(Boolean);
  return [`${time}${times}`, source, ...rest].filter(Boolean).join(" · ");
}

export function runTitle(name: string, call: CallRef): string {
  return `${name} · ${lensText(call, [])}`;
}

/** What came of a call, in at most three facts. */
function outcomeFacts(span: TraceSpan, llmCalls: number, maxPreview = MAX_LENS): string[] {
  const outcome = span.end?.outcome;
  const time = span.durationUs === null ? "" : durationText(span.durationUs);
  if (span.status === "running") return ["running"];
  if (span.status === "unfinished" || !outcome) return ["did not finish"];
  switch (outcome.status) {
    case "ok":
      return [
        time,
        llmCalls > 0 ? counted(llmCalls, "call") : "",
        `→ ${valuePreview(outcome.result, maxPreview)}`,
      ];
    case "cancelled":
      return [`stopped after ${time}`];
    case "error":
      return [`failed after ${time}`, firstLine(outcome.error.message, maxPreview)];
    default:
      return outcome satisfies never;
  }
}

/** Empty for what is plainly measured: live answers, and runs without any. */
export function originWord(origin: RunOrigin): string {
  switch (origin) {
    case "none":
    case "live":
      return "";
    case "mixed":
      return "partly simulated";
    default:
      return origin;
  }
}

export function staleWords(changes: readonly string[], name: string): string {
  const [first] = changes;
  if (first === undefined) return "";
  return first === name ? "before edit" : `before edit of ${first}`;
}

/** LLM functions that were called below a span, at any depth. */
function llmCallsBelow({ run, row }: CallRef): number {
  const { kind } = run.tree.columns;
  let count = 0;
  const open = [...run.tree.childrenOf(row)];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (spanKinds[kind[at]!] === "llm") count++;
    open.push(...run.tree.childrenOf(at));
  }
  return count;
}

/** `ran 3 times · 12 ms to 40 ms, median 20 ms · 1 failed` */
export function spreadText(spread: Spread): string {
  const { count, errors, minUs, medianUs, maxUs } = spread;
  const facts = [`ran ${counted(count, "time")}`];
  if (minUs !== null && maxUs !== null) {
    const median = medianUs === null ? "" : `, median ${durationText(medianUs)}`;
    facts.push(`${durationText(minUs)} to ${durationText(maxUs)}${median}`);
  }
  if (errors > 0) facts.push(`${countText(errors)} failed`);
  return facts.join(" · ");
}

/** `41 tokens in, 3 out, reported by the provider`; unknown is said to be unknown. */
export function usageText(usage: Usage, origin: RunOrigin): string {
  const known = [
    part(usage.inputTokens, "in"),
    part(usage.outputTokens, "out"),
    part(usage.cachedInputTokens, "cached"),
    part(usage.reasoningTokens, "reasoning"),
  ].filter(Boolean);
  if (known.length === 0) return "tokens unknown";
  const source = originWord(origin) || "reported by the provider";
  return `tokens: ${known.join(", ")} (${source})`;
}

function part(count: number | null, word: string): string {
  return count === null ? "" : `${countText(count)} ${word}`;
}

/** `just now`, `12 s ago`, `3 min ago`, `2 h ago`, `5 d ago` */
export function ageText(startedMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - startedMs) / 1000));
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** Text as a Markdown code span, whatever it holds. */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((ticks) => ticks[0].length));
  const fence = "`".repeat(longest + 1);
  const gap = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  return `${fence}${gap}${line}${gap}${fence}`;
}

/** Text of a person or a model as Markdown that shows just that text. */
export function plainMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~&$]/g, "\\$&").replace(/\r?\n/g, "  \n");
}

function firstLine(text: string, max: number): string {
  const line = text.split(/\r?\n/, 1)[0]!;
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}

/** A lens shares its line with others. */
const MAX_LENS = 60;
/** VS Code cuts a hint at 43 characters, of which the time and the arrow take some. */
const MAX_HINT = 42;
const MAX_TIME = 12;
