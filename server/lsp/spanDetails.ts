/**
 * All that a panel shows of one span, fetched when it is selected. Texts come as a
 * beginning and the URI of the whole.
 */
import { valueJson } from "../base";
import { type Attempt, originOf, type Run, selfUs, type TraceSpan } from "../events";
import { locationOfSpan } from "./places";
import type { AttemptDetails, NamedText, ShownText, SpanDetails } from "./protocol";
import { chatPartText, documentUri, requestText, type SpanPart } from "./traceDocuments";

/** `root` is the URI that the paths of the run's project count from. */
export function spanDetails(run: Run, row: number, root: string | undefined): SpanDetails {
  const span = run.tree.span(row);
  const outcome = span.end?.outcome;
  const place = (site: TraceSpan["callSite"]) =>
    site && root !== undefined ? locationOfSpan(root, site) : undefined;
  return {
    runId: run.id,
    spanId: span.id,
    row,
    name: span.name,
    kind: span.kind,
    status: span.status,
    origin: originOf(run.tree, row),
    startedMs: span.startUs / 1000,
    durationUs: span.durationUs,
    selfUs: selfUs(run.tree, row),
    waitUs: span.waitUs,
    callSite: place(span.callSite),
    definition: place(span.defSite),
    args: argumentsOf(run, span),
    result:
      outcome?.status === "ok"
        ? shown(valueJson(outcome.result), run, span.id, "result.json")
        : undefined,
    error: outcome && outcome.status !== "ok" ? errorOf(outcome.error) : undefined,
    tags: span.tags,
    suppressedChildren: span.end?.suppressedChildren ?? 0,
    attempts: attemptsOf(run, span).map((attempt) => attemptDetails(run, attempt)),
  };
}

function argumentsOf(run: Run, span: TraceSpan): NamedText[] {
  return (span.start?.args ?? []).map((value, at) => ({
    name: span.start?.argNames[at] ?? `argument ${at + 1}`,
    ...shown(valueJson(value), run, span.id, `argument-${at}.json`),
  }));
}

function errorOf({ kind, message, stack }: { kind: string; message: string; stack?: string }) {
  return { kind, message, ...(stack !== undefined && { stack }) };
}

/** Of the attempt that is selected, or of all below the LLM function that is. */
function attemptsOf(run: Run, span: TraceSpan): Attempt[] {
  if (span.attempt) return [span.attempt];
  return run.tree.childrenOf(span.row).flatMap((row) => run.tree.span(row).attempt ?? []);
}

function attemptDetails(run: Run, attempt: Attempt): AttemptDetails {
  const { request, response, rawResponse } = attempt;
  const status = response?.status ?? "running";
  const part = (text: string | undefined, name: SpanPart) =>
    text === undefined ? undefined : shown(text, run, attempt.id, name);
  return {
    attemptId: attempt.id,
    client: request?.clientName ?? "",
    provider: request?.provider ?? "",
    model: response?.model ?? modelAsked(request?.params),
    origin: request?.origin ?? "live",
    status,
    selected: response?.selected ?? false,
    durationUs: response?.durationUs ?? null,
    timeToFirstTokenMs: response?.timeToFirstTokenMs,
    finishReason: response?.finishReason,
    usage: {
      input: response?.usage?.inputTokens ?? null,
      output: response?.usage?.outputTokens ?? null,
      cached: response?.usage?.cachedInputTokens ?? null,
      reasoning: response?.usage?.reasoningTokens ?? null,
    },
    prompt: (request?.prompt ?? []).map(({ role, parts }) => ({
      role,
      content: shown(parts.map(chatPartText).join("\n"), run, attempt.id, "prompt.md"),
    })),
    reply: part(response?.text, "reply.txt"),
    request: part(requestText(attempt), "request.http"),
    response: part(rawResponse?.body, "response.txt"),
    error: response?.error?.message,
  };
}

function modelAsked(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const model = params?.["model"];
  return typeof model === "string" ? model : undefined;
}

function shown(text: string, run: Run, id: string, part: SpanPart): ShownText {
  const head = text.slice(0, MAX_SHOWN);
  return {
    text: head,
    omitted: text.length - head.length,
    document: documentUri(run.id, id, part),
  };
}

/** More than a panel shows at once; the rest is a click away. */
const MAX_SHOWN = 4000;
