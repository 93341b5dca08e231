/** Builds the request of a function for tests, from BAML text to address, headers and body. */
import assert from "node:assert/strict";
import type { LlmCatalog } from "../../../server/base";
import { checkArguments } from "../../../server/llm/arguments/checkArguments";
import { valueFromHost } from "../../../server/llm/arguments/hostValue";
import { renderPrompt } from "../../../server/llm/prompt/renderPrompt";
import { buildRequest, type RequestWorld } from "../../../server/llm/request/buildRequest";
import type { ResolvedClient } from "../../../server/llm/request/client";
import { resolveClient } from "../../../server/llm/request/resolveClient";
import { catalogOf } from "../declared";

export interface RequestQuestion {
  readonly files: Readonly<Record<string, string>>;
  readonly function: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stream?: boolean;
}

export type RequestAnswer =
  | {
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    }
  | { readonly error: string };

export async function builtRequest(
  question: RequestQuestion,
  world: RequestWorld = {},
): Promise<RequestAnswer> {
  const { env = {}, stream = false } = question;
  const files = Object.entries(question.files).map(([name, text]) => `//- ${name}\n${text}`);
  const catalog = catalogOf(files.join("\n"));
  const fn = catalog.functions[question.function];
  assert(fn, `there is no function ${question.function}`);
  const given = Object.entries(question.args).map(
    ([name, json]) => [name, valueFromHost(json)] as const,
  );
  const checked = checkArguments(fn.params, Object.fromEntries(given), catalog.shapes);
  if (checked.kind === "error") return { error: checked.message };
  const client = firstClient(catalog, fn.client, env);
  if ("error" in client) return client;
  const call = { functionName: fn.name, args: checked.args, client };
  const rendered = renderPrompt(catalog, call);
  if ("error" in rendered) return rendered;
  const input = { messages: rendered.messages, client, stream, env };
  const built = await buildRequest(input, world);
  return "error" in built ? built : { ...built.request, body: JSON.parse(built.request.body) };
}

/** The client that a strategy asks first. */
function firstClient(
  catalog: LlmCatalog,
  name: string,
  env: Readonly<Record<string, string>>,
): ResolvedClient | { readonly error: string } {
  const resolution = resolveClient(catalog, name, env);
  if (resolution.kind === "error") return { error: resolution.message };
  if (resolution.kind === "primitive") return resolution.client;
  const { members, start } = resolution.strategy;
  return firstClient(catalog, members[start % members.length]!, env);
}
