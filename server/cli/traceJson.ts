/**
 * A trace as nested JSON, spans within spans: what `run --json` and `trace --format json`
 * print. Times are microseconds; secrets are replaced.
 */
import type { Value } from "../base";
import type { Redactor, TraceSpan, TraceTree } from "../events";
import { compactJson, objectText } from "./jsonText";
import { errorJson } from "./runError";

/** The root spans, in the order in which they began. */
export function traceJson(tree: TraceTree, redactor: Redactor): string {
  return redactor.text(spansText(tree, tree.roots));
}

function spansText(tree: TraceTree, rows: readonly number[]): string {
  return `[${rows.map((row) => spanText(tree, tree.span(row))).join(",")}]`;
}

function spanText(tree: TraceTree, span: TraceSpan): string {
  const children = tree.childrenOf(span.row);
  const attempts = children.filter((row) => tree.placeOf(row).isAttempt);
  const spans = children.filter((row) => !tree.placeOf(row).isAttempt);
  return objectText({
    id: JSON.stringify(span.id),
    name: JSON.stringify(span.name),
    kind: JSON.stringify(span.kind),
    status: JSON.stringify(span.status),
    startUs: String(span.startUs),
    durationUs: String(span.durationUs),
    waitUs: span.waitUs === null ? undefined : String(span.waitUs),
    ...(span.attempt ? attemptMembers(span.attempt) : functionMembers(span)),
    attempts: attempts.length > 0 ? spansText(tree, attempts) : undefined,
    children: span.attempt ? undefined : spansText(tree, spans),
  });
}

function functionMembers({ start, end, tags, callSite, defSite }: TraceSpan) {
  const outcome = end?.outcome;
  return {
    args: start && valuesText(start.args),
    argNames: start && JSON.stringify(start.argNames),
    tags: JSON.stringify(tags),
    result: outcome?.status === "ok" ? compactJson(outcome.result) : undefined,
    error: outcome && outcome.status !== "ok" ? errorJson(outcome.error) : undefined,
    callSite: callSite && JSON.stringify(callSite),
    defSite: defSite && JSON.stringify(defSite),
    suppressedChildren: end?.suppressedChildren ? String(end.suppressedChildren) : undefined,
  };
}

function attemptMembers({ request, response }: NonNullable<TraceSpan["attempt"]>) {
  const { provider, attempt, origin, prompt } = request ?? {};
  const { model, finishReason, usage, text, error, selected } = response ?? {};
  const members = {
    provider,
    attempt,
    origin,
    prompt,
    model,
    finishReason,
    usage,
    text,
    error,
    selected,
  };
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, JSON.stringify(member)]),
  );
}

function valuesText(values: readonly Value[]): string {
  return `[${values.map(compactJson).join(",")}]`;
}
