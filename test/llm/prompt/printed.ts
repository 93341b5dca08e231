/** Renders the prompt of a function `F` for tests. */
import assert from "node:assert/strict";
import type { ChatMessage, LlmCatalog } from "../../../server/base";
import { checkArguments } from "../../../server/llm/arguments/checkArguments";
import { valueFromHost } from "../../../server/llm/arguments/hostValue";
import { renderPrompt } from "../../../server/llm/prompt/renderPrompt";
import type { ResolvedClient } from "../../../server/llm/request/client";
import { resolveClient } from "../../../server/llm/request/resolveClient";

export type HostArguments = Readonly<Record<string, unknown>>;

export function rendered(
  catalog: LlmCatalog,
  args: HostArguments = {},
): { readonly messages: readonly ChatMessage[] } | { readonly error: string } {
  const { params } = catalog.functions["F"]!;
  const given = Object.entries(args).map(([name, json]) => [name, valueFromHost(json)] as const);
  const checked = checkArguments(params, Object.fromEntries(given), catalog.shapes);
  if (checked.kind === "error") return { error: checked.message };
  return renderPrompt(catalog, {
    functionName: "F",
    args: checked.args,
    client: clientOf(catalog),
  });
}

/** The text of a prompt without roles. */
export function printed(catalog: LlmCatalog, args?: HostArguments): string {
  const result = rendered(catalog, args);
  assert("messages" in result, "error" in result ? result.error : "");
  const [message] = result.messages;
  const [part] = message?.parts ?? [];
  assert(part?.kind === "text");
  return part.text;
}

function clientOf(catalog: LlmCatalog): ResolvedClient {
  const resolution = resolveClient(catalog, catalog.functions["F"]!.client, {});
  assert(resolution.kind === "primitive");
  return resolution.client;
}
