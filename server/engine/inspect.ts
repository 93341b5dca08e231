/**
 * Looking at an LLM function without running it: the prompt it would send, the request
 * that would carry it, and what a reply would come to.
 *
 * Invariant: nothing is sent.
 */
import {
  type CallFailure,
  type ChatMessage,
  callFailure,
  type LlmFunction,
  type Value,
} from "../base";
import type { Program } from "../bytecode";
import { parseReply, previewCall, type TransportRequest, toJsonText } from "../llm";

export type Inspected<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly failure: CallFailure };

export interface AskedPreview {
  readonly function: string;
  /** By parameter name, as values. */
  readonly args: ReadonlyMap<string, Value>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isStream?: boolean;
  /** A file that a client or a medium names, relative to the project's root. */
  readonly readFile?: (path: string) => Promise<Uint8Array>;
}

export interface RequestPreview {
  readonly clientName: string;
  readonly prompt: readonly ChatMessage[];
  /** Secrets included: whoever shows it takes them out. */
  readonly request: TransportRequest;
}

/** What the first client of the function would be asked. */
export async function requestPreviewOf(
  program: Program,
  asked: AskedPreview,
): Promise<Inspected<RequestPreview>> {
  const { args, env, isStream = false, readFile } = asked;
  const preview = await previewCall({
    catalog: program.catalog,
    functionName: asked.function,
    args: Object.fromEntries(args),
    env,
    stream: isStream,
    ...(readFile && { readFile }),
  });
  if ("error" in preview) return { ok: false, failure: callFailure(preview.kind, preview.error) };
  return { ok: true, ...preview };
}

/** What a reply of the model would come to. */
export function parsedReplyOf(
  program: Program,
  functionName: string,
  reply: { readonly raw: string; readonly isPartial: boolean },
): Inspected<{ readonly value: Value }> {
  const found = functionOf(program, functionName);
  if (!found) return notFound(functionName);
  const { shapes } = program.catalog;
  const parsed = parseReply(reply.raw, found.returns, shapes, { done: !reply.isPartial });
  if (parsed.ok) return { ok: true, value: parsed.value };
  const failure = callFailure("validation", parsed.message, { details: { rawOutput: reply.raw } });
  return { ok: false, failure };
}

/** A parsed reply as JSON, with the results of its checks around checked values. */
export function replyJson(value: Value): string {
  return toJsonText(value);
}

function functionOf(program: Program, name: string): LlmFunction | undefined {
  const { functions } = program.catalog;
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

function notFound(name: string): { readonly ok: false; readonly failure: CallFailure } {
  const failure = callFailure("function_not_found", `Function not found: ${name}`);
  return { ok: false, failure };
}
