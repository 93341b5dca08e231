/**
 * Names that stand outside expressions: the client of an LLM function, the functions of a
 * test, the retry policy and the strategy of a client. A name in quotes is noted as well;
 * where it is `provider/model`, it is no name.
 */
import type { ConfigBlockView, ConfigValueView } from "../syntax/views/config";
import type { FunctionView, ItemView } from "../syntax/views/declarations";
import type { Meaning } from "./checkedItem";
import type { Checking } from "./checking";

export function recordConfigReferences(c: Checking, view: ItemView): void {
  switch (view.kind) {
    case "function":
      recordClient(c, view);
      break;
    case "class":
      for (const method of view.methods) recordClient(c, method);
      break;
    case "test":
      recordWords(c, view.block?.item("functions")?.value, functionNamed);
      break;
    case "client":
      recordWords(c, view.block?.item("retry_policy")?.value, retryPolicyNamed);
      recordWords(c, strategyOf(view.block), clientNamed);
      break;
  }
}

function recordClient(c: Checking, view: FunctionView): void {
  const { value, valueToken: token } = view.llmBody?.client ?? {};
  const meaning = value === undefined ? undefined : clientNamed(c, value);
  if (token && meaning) c.recordMeaning(token, meaning);
}

function strategyOf(block: ConfigBlockView | undefined): ConfigValueView | undefined {
  const options = block?.item("options")?.value;
  return options?.kind === "configBlock" ? options.item("strategy")?.value : undefined;
}

type Find = (c: Checking, name: string) => Meaning | undefined;

function recordWords(c: Checking, value: ConfigValueView | undefined, find: Find): void {
  if (value?.kind === "configArray") {
    for (const element of value.elements) recordWords(c, element, find);
  } else if (value?.kind === "configWord") {
    const meaning = find(c, value.text);
    if (meaning) c.recordMeaning(value.token, meaning);
  } else if (value?.kind === "literal" && value.string) {
    const meaning = find(c, value.string.value);
    if (meaning) c.recordMeaning(value.string.token, meaning);
  }
}

function functionNamed(c: Checking, name: string): Meaning | undefined {
  const declared = c.environment.valueNamed(name);
  if (declared?.kind === "constant") return undefined;
  return declared && { kind: declared.kind, name };
}

function clientNamed(c: Checking, name: string): Meaning | undefined {
  return c.environment.namesOf("clients").includes(name) ? { kind: "client", name } : undefined;
}

function retryPolicyNamed(c: Checking, name: string): Meaning | undefined {
  const isKnown = c.environment.namesOf("retryPolicies").includes(name);
  return isKnown ? { kind: "retryPolicy", name } : undefined;
}
