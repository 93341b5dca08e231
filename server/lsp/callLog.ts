/**
 * The log of one call as Markdown, for hovers: when, how long, arguments, result or
 * error, the calls below with their times, and for a model its client, model and tokens.
 *
 * Invariant: at most some two thousand characters of values, every cut marked. What a
 * model or a person wrote stands in code spans: it is never read as Markdown.
 */
import { durationText, valuePreview } from "../base";
import { type CallRef, originOf, type Spread, type TraceSpan, Usage } from "../events";
import { type ClientFeatures, clientCommands, commands } from "./protocol";
import { documentUri } from "./traceDocuments";
import {
  ageText,
  codeSpan,
  hintText,
  originWord,
  plainMarkdown,
  spreadText,
  staleWords,
  usageText,
} from "./wording";

export interface CallLogContext {
  readonly client: ClientFeatures;
  readonly nowMs: number;
  /** What the result depends on and has changed since. */
  readonly changes: readonly string[];
  /** The call before, to say what is different. */
  readonly previous?: CallRef | undefined;
  readonly inRun?: Spread;
}

export function callLog(call: CallRef, context: CallLogContext): string {
  const parts = [
    "---",
    headline(call, context),
    ...argumentLines(call.span),
    outcomeLine(call.span),
    attemptLines(call),
    callsBelow(call),
    context.previous && changedLines(context.previous.span, call.span),
    context.inRun && context.inRun.count > 1 ? `In this run: ${spreadText(context.inRun)}` : "",
    links(call, context.client),
  ];
  return parts.filter(Boolean).join("\n\n");
}

/** `**Last call** · 412 ms · 2 min ago · simulated` */
function headline(call: CallRef, context: CallLogContext): string {
  const { span, run, row } = call;
  const facts = [
    "**Last call**",
    span.durationUs === null ? span.status : durationText(span.durationUs),
    span.waitUs ? `${durationText(span.waitUs)} waiting` : "",
    ageText(span.startUs / 1000, context.nowMs),
    originWord(originOf(run.tree, row)),
    staleWords(context.changes, span.name),
  ];
  return facts.filter(Boolean).join(" · ");
}

function argumentLines(span: TraceSpan): string[] {
  const args = span.start?.args ?? [];
  const room = Math.max(80, Math.floor(MAX_ARGUMENTS / Math.max(1, args.length)));
  const lines = args.map((value, at) => {
    const name = span.start?.argNames[at] ?? `argument ${at + 1}`;
    return `${codeSpan(name)} = ${codeSpan(valuePreview(value, room))}`;
  });
  return lines.length > 0 ? [lines.join("  \n")] : [];
}

function outcomeLine(span: TraceSpan): string {
  const outcome = span.end?.outcome;
  if (!outcome) return span.status === "running" ? "Still running" : "Did not finish";
  if (outcome.status === "ok") return `→ ${codeSpan(valuePreview(outcome.result, MAX_RESULT))}`;
  const word = outcome.status === "cancelled" ? "Stopped" : `Failed (${outcome.error.kind})`;
  return `${word}: ${plainMarkdown(cut(outcome.error.message, MAX_ERROR))}`;
}

/** One line for each request to a model that this very span made. */
function attemptLines({ run, row }: CallRef): string {
  return run.tree
    .childrenOf(row)
    .map((child) => run.tree.span(child))
    .filter((span) => span.kind === "attempt")
    .slice(-MAX_LINES)
    .map(attemptLine)
    .join("\n");
}

function attemptLine({ attempt, durationUs, status }: TraceSpan): string {
  const { request, response } = attempt ?? {};
  const model = response?.model ?? modelAsked(request?.params);
  const facts = [
    codeSpan(request?.clientName ?? "?"),
    model && codeSpan(model),
    durationUs === null ? status : durationText(durationUs),
    response?.error
      ? plainMarkdown(cut(response.error.message.split("\n", 1)[0]!, 120))
      : usageText(new Usage(response?.usage), request?.origin ?? "live"),
  ];
  return `- ${facts.filter(Boolean).join(" · ")}`;
}

function modelAsked(params: Readonly<Record<string, unknown>> | undefined): string {
  return typeof params?.["model"] === "string" ? params["model"] : "";
}

function callsBelow({ run, row }: CallRef): string {
  const below = run.tree
    .childrenOf(row)
    .map((child) => run.tree.span(child))
    .filter((span) => span.kind !== "attempt");
  const lines = below.slice(0, MAX_LINES).map((span) => {
    const hint = hintText([span], originOf(run.tree, span.row));
    return `- ${codeSpan(span.name)} ${plainMarkdown(hint)}`;
  });
  if (below.length > MAX_LINES) lines.push(`- … ${below.length - MAX_LINES} more`);
  return lines.join("\n");
}

/** At most three lines on what is different from the call before. */
function changedLines(before: TraceSpan, after: TraceSpan): string {
  const lines: string[] = [];
  const names = after.start?.argNames ?? [];
  for (const [at, value] of (after.start?.args ?? []).entries()) {
    const was = before.start?.args[at];
    const old = was === undefined ? "nothing" : valuePreview(was, MAX_CHANGE);
    const now = valuePreview(value, MAX_CHANGE);
    if (old !== now) lines.push(`${codeSpan(names[at] ?? String(at))} was ${codeSpan(old)}`);
  }
  const [old, now] = [resultText(before), resultText(after)];
  if (old !== now) lines.push(`result was ${codeSpan(old)}`);
  if (lines.length === 0) return "";
  return ["Since the previous call:", ...lines.slice(0, 3).map((line) => `- ${line}`)].join("\n");
}

function resultText({ end, status }: TraceSpan): string {
  if (!end) return status;
  return end.outcome.status === "ok"
    ? valuePreview(end.outcome.result, MAX_CHANGE)
    : end.outcome.error.message.slice(0, MAX_CHANGE);
}

/** Links work only where the client knows the commands. */
function links({ run, span }: CallRef, client: ClientFeatures): string {
  const found: string[] = [];
  if (client.tracePanel) {
    found.push(link("Open trace", commands.openTrace, { runId: run.id, spanId: span.id }));
  }
  if (client.documents) {
    if (span.end?.outcome.status === "ok") {
      const uri = documentUri(run.id, span.id, "result.json");
      found.push(link("Open result", clientCommands.openDocument, uri));
      found.push(link("Copy result", clientCommands.copyDocument, uri));
    }
    if (span.kind === "llm") {
      const uri = documentUri(run.id, span.id, "prompt.md");
      found.push(link("Open prompt", clientCommands.openDocument, uri));
    }
  }
  return found.join(" · ");
}

function link(title: string, command: string, argument: unknown): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

/** Together some two thousand characters: a hover is a glance, the rest is a click away. */
const MAX_ARGUMENTS = 600;
const MAX_RESULT = 700;
const MAX_ERROR = 500;
const MAX_CHANGE = 80;
const MAX_LINES = 8;
