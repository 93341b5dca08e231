/** The short texts of a trace that is read as text: facts about a span, apart by ` · `. */
import { counted, countText, durationText, type TokenUsage, valuePreview } from "../base";
import type { TraceSpan } from "./traceSpan";

export interface WordOptions {
  /** False leaves out what differs from one run to the next of the same program. */
  readonly withTimes: boolean;
}

/** `RankTicket · 405 ms · waited 400 ms · ok`, or of an attempt its client, model and tokens. */
export function spanFacts(span: TraceSpan, options: WordOptions): string {
  const { withTimes } = options;
  const facts = [
    span.name || "unknown",
    ...(span.attempt ? attemptFacts(span, withTimes) : []),
    withTimes && span.durationUs !== null ? durationText(span.durationUs) : "",
    withTimes && span.waitUs ? `waited ${durationText(span.waitUs)}` : "",
    span.status,
    suppressedText(span.end?.suppressedChildren ?? 0),
  ];
  return facts.filter(Boolean).join(" · ");
}

/** `41 tokens in, 3 out`; empty when nothing was reported. */
export function tokensText(usage: TokenUsage | undefined): string {
  if (usage === undefined) return "";
  const counts = [
    usage.inputTokens === null ? "" : `${countText(usage.inputTokens)} in`,
    usage.outputTokens === null ? "" : `${countText(usage.outputTokens)} out`,
    usage.cachedInputTokens ? `${countText(usage.cachedInputTokens)} cached` : "",
    usage.reasoningTokens ? `${countText(usage.reasoningTokens)} reasoning` : "",
  ].filter(Boolean);
  return counts.length === 0 ? "" : `tokens ${counts.join(", ")}`;
}

/** `Total(base: 120, rate: 3.0)`, each argument in its share of the room. */
export function callText(span: TraceSpan, maxChars: number): string {
  const { args = [], argNames = [] } = span.start ?? {};
  const share = Math.max(MIN_SHARE, Math.floor(maxChars / Math.max(1, args.length)));
  const shown = args.slice(0, MAX_ARGS).map((value, at) => {
    const name = argNames[at] === undefined ? "" : `${argNames[at]}: `;
    return `${name}${valuePreview(value, share)}`;
  });
  if (args.length > MAX_ARGS) shown.push(`… ${args.length - MAX_ARGS} more`);
  return `${span.name || "unknown"}(${shown.join(", ")})`;
}

/** `→ "Urgent"`, `failed: no stock`, `cancelled` or what else became of it. */
export function outcomeText(span: TraceSpan, maxChars: number): string {
  const outcome = span.end?.outcome;
  if (outcome === undefined) return span.status;
  if (outcome.status === "ok") return `→ ${valuePreview(outcome.result, maxChars)}`;
  if (outcome.status === "cancelled") return "cancelled";
  return `failed: ${onOneLine(outcome.error.message, maxChars)}`;
}

export function onOneLine(text: string, maxChars: number): string {
  const line = text
    .slice(0, maxChars * 2)
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= maxChars && text.length <= maxChars * 2
    ? line
    : `${line.slice(0, maxChars - 1)}…`;
}

function attemptFacts(span: TraceSpan, withOrigin: boolean): string[] {
  const { request, response } = span.attempt ?? {};
  const origin = request?.origin ?? "live";
  return [
    request === undefined ? "" : request.provider,
    response?.model ?? "",
    tokensText(response?.usage),
    response?.selected ? "selected" : "",
    response?.finishReason ?? "",
    withOrigin && origin !== "live" ? origin : "",
  ];
}

function suppressedText(count: number): string {
  return count === 0 ? "" : `${counted(count, "call")} below not recorded`;
}

const MIN_SHARE = 20;
const MAX_ARGS = 20;
