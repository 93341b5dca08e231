/** What `llm` needs of a project: shapes, LLM functions, clients, policies, template strings. */
import type {
  ClassShape,
  ClientSpec,
  EnumShape,
  LlmCatalog,
  LlmFunction,
  RetryPolicySpec,
  Shape,
} from "../base";
import type { LinkedItem } from "./linkedItem";

export function catalogOf(items: readonly LinkedItem[]): LlmCatalog {
  const classes: Record<string, ClassShape> = {};
  const enums: Record<string, EnumShape> = {};
  const aliases: Record<string, Shape> = {};
  const functions: Record<string, LlmFunction> = {};
  const clients: Record<string, ClientSpec> = {};
  const retryPolicies: Record<string, RetryPolicySpec> = {};
  for (const { path, compiled } of items) {
    const { name } = compiled;
    for (const llm of compiled.llmFunctions) functions[llm.name] = llm;
    if (compiled.class) classes[name] = compiled.class;
    if (compiled.enum) enums[name] = compiled.enum;
    if (compiled.recursiveAlias) aliases[name] = compiled.recursiveAlias;
    if (compiled.client) clients[name] = { ...compiled.client, folder: folderOf(path) };
    if (compiled.retryPolicy) retryPolicies[name] = compiled.retryPolicy;
  }
  const templateStrings = items.flatMap(({ compiled }) => compiled.templateString ?? []);
  return {
    shapes: { classes, enums, aliases },
    functions,
    clients,
    retryPolicies,
    templateStrings,
  };
}

/** Empty for a file that stands in the root. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
