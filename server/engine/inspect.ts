/**
 * Looking at an LLM function without running it: the prompt it would send, the request
 * that would carry it, and what a reply would come to.
 *
 * Invariant: nothing is sent.
 */
import { type CallFailure, callFailure, type LlmFunction, type Value } from "../base";
import type { Program } from "../bytecode";
import { parseReply, toJsonText } from "../llm";

export type Inspected<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly failure: CallFailure };

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
