/**
 * Read-only documents behind `spanlens:` URIs: a whole trace as text, a whole value, a
 * prompt, a reply, a request. What the panel and hovers show a beginning of is here to
 * be read, searched, compared and copied.
 */

import type { ChatMessage, ChatPart, Value } from "../base";
import { valueJson } from "../base";
import {
  type Attempt,
  isSecretName,
  REDACTED,
  type Run,
  type TraceSpan,
  traceText,
  urlWithoutSecrets,
} from "../events";
import type { DocumentText } from "./protocol";

/** The parts of a span that can be opened, by the last piece of their URI. */
export type SpanPart =
  | "result.json"
  | "error.txt"
  | "prompt.md"
  | "reply.txt"
  | "request.http"
  | "response.txt"
  | `argument-${number}.json`;

export function documentUri(runId: string, spanId: string, part: SpanPart): string {
  return `spanlens:/run/${encodeURIComponent(runId)}/span/${encodeURIComponent(spanId)}/${part}`;
}

export function traceUri(runId: string): string {
  return `spanlens:/run/${encodeURIComponent(runId)}/trace.txt`;
}

/** Undefined when the run is gone, or has no such part. Secrets are masked by whoever sends it. */
export function documentText(
  uri: string,
  runOf: (runId: string) => Run | undefined,
): DocumentText | undefined {
  const [, kind, runId, , spanId, part] = uri
    .replace(/^spanlens:/, "")
    .split("/")
    .map(decoded);
  const run = kind === "run" && runId !== undefined ? runOf(runId) : undefined;
  if (!run) return undefined;
  if (uri.endsWith("/trace.txt")) return { text: traceText(run.tree), languageId: "plaintext" };
  const row = spanId === undefined ? undefined : run.tree.rowOf(spanId);
  if (row === undefined || part === undefined) return undefined;
  const text = partText(run.tree.span(row), part, run);
  return text === undefined ? undefined : { text, languageId: languageOf(part) };
}

/** Clients escape as they like, and may send anything. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // What is not well-formed is taken as it stands, and names nothing.
    return segment;
  }
}

function partText(span: TraceSpan, part: string, run: Run): string | undefined {
  const outcome = span.end?.outcome;
  const argument = /^argument-(\d+)\.json$/.exec(part);
  if (argument) return jsonOf(span.start?.args[Number(argument[1])]);
  switch (part) {
    case "result.json":
      return outcome?.status === "ok" ? valueJson(outcome.result) : undefined;
    case "error.txt":
      return outcome && outcome.status !== "ok" ? outcome.error.message : undefined;
    case "prompt.md":
      return promptText(lastAttempt(span, run)?.request?.prompt);
    case "reply.txt":
      return lastAttempt(span, run)?.response?.text;
    case "request.http":
      return requestText(lastAttempt(span, run));
    case "response.txt":
      return lastAttempt(span, run)?.rawResponse?.body;
    default:
      return undefined;
  }
}

/** The attempt itself, or the last one below an LLM function. */
function lastAttempt(span: TraceSpan, run: Run): Attempt | undefined {
  if (span.attempt) return span.attempt;
  return run.tree
    .childrenOf(span.row)
    .map((row) => run.tree.span(row).attempt)
    .filter((attempt) => attempt !== undefined)
    .at(-1);
}

export function promptText(messages: readonly ChatMessage[] | undefined): string | undefined {
  return messages
    ?.map(({ role, parts }) => `## ${role}\n\n${parts.map(chatPartText).join("\n\n")}\n`)
    .join("\n");
}

export function chatPartText(part: ChatPart): string {
  if (part.kind === "text") return part.text;
  const { media, source, content } = part.media;
  return source === "base64" ? `<${media}, ${content.length} characters>` : `<${media} ${content}>`;
}

/** As it went over the wire; header values that sound secret are left out. */
export function requestText(attempt: Attempt | undefined): string | undefined {
  const request = attempt?.rawRequest;
  if (!request) return undefined;
  const headers = Object.entries(request.headers).map(
    ([name, value]) => `${name}: ${isSecretName(name) ? REDACTED : value}`,
  );
  const line = `${request.method} ${urlWithoutSecrets(request.url)}`;
  return [line, ...headers, "", request.body, ""].join("\n");
}

function jsonOf(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : valueJson(value);
}

function languageOf(part: string): string {
  if (part.endsWith(".json")) return "json";
  if (part.endsWith(".md")) return "markdown";
  return part.endsWith(".http") ? "http" : "plaintext";
}
