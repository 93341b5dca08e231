/** What `llm` needs of a project: shapes, LLM functions, clients, policies, template strings. */
import type { ClientSpec, LlmCatalog, LlmFunction, RetryPolicySpec } from "../base";
import { clientSpec, retryPolicySpec } from "./clients";
import type { Declarations } from "./declarations";
import type { LinkedItem } from "./linkedItem";
import { shapesOf } from "./types";

export function catalogOf(items: readonly LinkedItem[], declarations: Declarations): LlmCatalog {
  const functions: Record<string, LlmFunction> = {};
  const clients: Record<string, ClientSpec> = {};
  const retryPolicies: Record<string, RetryPolicySpec> = {};
  for (const { view, name, path, compiled } of items) {
    for (const llm of compiled.llmFunctions) functions[llm.name] = llm;
    if (view.kind === "client") clients[name] = clientSpec(view, path);
    else if (view.kind === "retryPolicy") retryPolicies[name] = retryPolicySpec(view);
  }
  return {
    shapes: shapesOf(declarations),
    functions,
    clients,
    retryPolicies,
    templateStrings: items.flatMap(({ compiled }) => compiled.templateString ?? []),
  };
}
