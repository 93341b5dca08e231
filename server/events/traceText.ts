/**
 * A trace as a text document: to read, search, fold and compare, where there is no panel
 * or where text serves better. Values and prompts stand in it in full, up to a limit.
 *
 * Invariant: the same trace gives the same text. Without times, so does its replay.
 */
import { type ChatMessage, counted, sizeText, type Value, valueJson } from "../base";
import { spanFacts, tokensText, type WordOptions } from "./spanWords";
import { tokenTotals } from "./tokenTotals";
import type { TraceSpan } from "./traceSpan";
import type { TraceTree } from "./traceTree";
import { rowsInOrder } from "./traceWalk";

export interface TraceTextOptions {
  /** False for comparing: leaves out times, origins and what was lost. Default true. */
  readonly withTimes?: boolean;
  /** Of one value or text; what is left out is said. Default 20,000. */
  readonly maxChars?: number;
  /** Only this row and what is below it. */
  readonly row?: number;
}

export function traceText(tree: TraceTree, options: TraceTextOptions = {}): string {
  const { withTimes = true, maxChars = DEFAULT_CHARS, row: root } = options;
  const style = { withTimes, maxChars };
  const lines = withTimes ? headLines(tree, root) : [];
  for (const { row, level } of rowsInOrder(tree, root)) {
    const span = tree.span(row);
    const indent = "  ".repeat(level);
    const offset = withTimes ? `${offsetText(tree, row, root)} ` : "";
    lines.push(`${indent}${offset}${spanFacts(span, style)}`);
    for (const line of bodyLines(span, style)) lines.push(`${indent}    ${line}`);
  }
  return `${lines.join("\n")}\n`;
}

interface Style extends WordOptions {
  readonly maxChars: number;
}

function headLines(tree: TraceTree, root: number | undefined): string[] {
  const first = root ?? tree.roots[0];
  if (first === undefined) return ["no spans were recorded"];
  const started = new Date(tree.span(first).startUs / 1000).toISOString();
  const spans = tree.count - tree.attemptRows.length;
  const dropped = Object.values(tree.dropped).reduce((sum, count) => sum + count, 0);
  const totals = tokenTotals(tree, root).map(({ origin, attempts, usage }) => {
    const facts = [
      counted(attempts, "request"),
      tokensText(usage),
      origin === "live" ? "" : origin,
    ];
    return facts.filter(Boolean).join(" · ");
  });
  const losses = dropped === 0 ? [] : [`${counted(dropped, "event")} dropped`];
  return [`started ${started}`, [counted(spans, "span"), ...totals, ...losses].join("\n"), ""];
}

/** `+1.234 ms`, from the start of the first span: fixed digits, so that columns can be compared. */
function offsetText(tree: TraceTree, row: number, root: number | undefined): string {
  const { start } = tree.columns;
  const originUs = start[root ?? tree.roots[0] ?? 0]!;
  return `+${((start[row]! - originUs) / 1000).toFixed(3)} ms`;
}

function bodyLines(span: TraceSpan, style: Style): string[] {
  if (span.attempt !== undefined) return attemptLines(span, style);
  const { args = [], argNames = [] } = span.start ?? {};
  const outcome = span.end?.outcome;
  const site = span.callSite;
  return [
    ...(site ? [`called from ${site.uri}:${site.range[0] + 1}:${site.range[1] + 1}`] : []),
    ...Object.entries(span.tags).map(([key, value]) => `tag ${key} = ${value}`),
    ...args.flatMap((value, at) => labelled(argNames[at] ?? `argument ${at + 1}`, value, style)),
    ...(outcome?.status === "ok" ? labelled("result", outcome.result, style) : []),
    ...(outcome && outcome.status !== "ok"
      ? [`${outcome.error.type}:`, ...quotedLines(outcome.error.message, style)]
      : []),
    ...(span.start === undefined ? ["its start was not recorded"] : []),
  ];
}

function attemptLines(span: TraceSpan, style: Style): string[] {
  const { request, response } = span.attempt ?? {};
  const reply = response?.text;
  const delay = request?.retryDelayMs ?? 0;
  return [
    ...(delay > 0 ? [`after a delay of ${delay} ms`] : []),
    ...(request?.prompt ?? []).flatMap((message) => [
      `${message.role}:`,
      ...quotedLines(messageText(message), style),
    ]),
    ...(reply === undefined ? [] : ["reply:", ...quotedLines(reply, style)]),
    ...(response?.error
      ? [`error ${response.error.kind}:`, ...quotedLines(response.error.message, style)]
      : []),
  ];
}

function messageText({ parts }: ChatMessage): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      const { media, source, content } = part.media;
      return source === "base64"
        ? `<${media}, ${sizeText(content.length)}>`
        : `<${media} ${content}>`;
    })
    .join("\n");
}

/** A short value stands beside its name, a long one below it. */
function labelled(name: string, value: Value, style: Style): string[] {
  const lines = limited(valueJson(value), style.maxChars).split("\n");
  return [`${name} = ${lines[0]}`, ...lines.slice(1)];
}

function quotedLines(text: string, style: Style): string[] {
  return limited(text, style.maxChars)
    .split(/\r\n|\r|\n/)
    .map((line) => `| ${line}`);
}

function limited(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars)}\n… ${counted(text.length - maxChars, "character")} more`;
}

const DEFAULT_CHARS = 20_000;
