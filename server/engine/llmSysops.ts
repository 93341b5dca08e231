/**
 * `baml.llm`: what programs may ask of LLM functions, clients and template strings by hand.
 *
 * Calling an LLM function runs its whole orchestration in `llm`; the pieces of that
 * orchestration which the standard library declares, attempts and plans, are not values
 * here, and asking for them fails with a message that says so.
 */
import {
  type ChatMessage,
  callFailure,
  isTagged,
  type LlmCatalog,
  type LlmFunction,
  map,
  type Value,
} from "../base";
import type { SysopPath } from "../bytecode";
import { previewCall, renderTemplateString } from "../llm";
import { firstTurn, strategyKind, strategyMembers } from "./clientStrategy";
import { clientValue, primitiveClient } from "./clientValues";
import { shapeText } from "./shapeText";
import { type Sysop, type SysopContext, textArgument } from "./sysopContext";

type LlmPath = Extract<SysopPath, `baml.llm.${string}`>;

const notAvailable: Sysop = () => {
  throw callFailure("runtime", "this part of `baml.llm` cannot be called by hand");
};

export const llmSysops: Readonly<Record<LlmPath, Sysop>> = {
  "baml.llm.call_llm_function": (context, [fn, args]) =>
    context.callModel(expectLlmFunction(context.catalog, fn).name, argumentsOf(args)),
  "baml.llm.get_client": ({ catalog }, [fn]) =>
    clientValue(catalog, expectLlmFunction(catalog, fn).client, []),
  "baml.llm.get_return_type": ({ catalog }, [fn]) => ({
    kind: "opaque",
    what: "type",
    label: shapeText(expectLlmFunction(catalog, fn).returns),
  }),
  "baml.llm.round_robin_next": (context, [name]) => roundRobinTurn(context, name, "take"),
  "baml.llm.round_robin_peek": (context, [name]) => roundRobinTurn(context, name, "peek"),
  "baml.llm.render_prompt": renderPrompt,
  "baml.llm.build_request": buildRequest,
  "baml.llm.get_jinja_template": notAvailable,
  "baml.llm.resolve_client": notAvailable,
  "baml.llm.build_attempt": notAvailable,
  "baml.llm.build_plan": notAvailable,
  "baml.llm.build_primitive_client": notAvailable,
  "baml.llm.make_client": ({ catalog }, [name]) => primitiveClient(catalog, textArgument(name)),
  "baml.llm.render_template": renderTemplate,
  "baml.llm.PrimitiveClient.render_prompt": notAvailable,
  "baml.llm.PrimitiveClient.specialize_prompt": notAvailable,
  "baml.llm.PrimitiveClient.build_request": notAvailable,
  "baml.llm.PrimitiveClient.parse": notAvailable,
};

/** The prompt of the function's first client, as an opaque value. */
async function renderPrompt(context: SysopContext, args: readonly Value[]): Promise<Value> {
  const { prompt } = await previewOf(context, args);
  return { kind: "opaque", what: "promptAst", label: promptText(prompt) };
}

async function buildRequest(context: SysopContext, args: readonly Value[]): Promise<Value> {
  const { method, url, headers, body } = (await previewOf(context, args)).request;
  return {
    kind: "instance",
    className: "baml.http.Request",
    fields: [
      ["method", method],
      ["url", url],
      ["headers", map(Object.entries(headers))],
      ["body", body],
    ],
  };
}

async function previewOf({ call, catalog, world }: SysopContext, [fn, args]: readonly Value[]) {
  const { readFile } = world.llm;
  const preview = await previewCall({
    catalog,
    functionName: expectLlmFunction(catalog, fn).name,
    args: argumentsOf(args),
    env: call.env,
    stream: false,
    ...(readFile && { readFile }),
  });
  if ("error" in preview) throw callFailure("runtime", preview.error);
  return preview;
}

/** What a display of the value shows: each message behind its role. */
function promptText(prompt: readonly ChatMessage[]): string {
  return prompt
    .map(({ role, parts }) => {
      const texts = parts.map((part) =>
        part.kind === "text" ? part.text : `<${part.media.media}>`,
      );
      return `[${role}] ${texts.join("")}`;
    })
    .join("\n");
}

function renderTemplate({ catalog }: SysopContext, [name, args]: readonly Value[]): Value {
  const rendered = renderTemplateString(catalog, textArgument(name), argumentsOf(args));
  if ("error" in rendered) throw callFailure("runtime", rendered.error);
  return rendered.text;
}

/** Named by a function value or by its name. */
function expectLlmFunction(catalog: LlmCatalog, value: Value | undefined): LlmFunction {
  const name = typeof value === "string" ? value : functionLabel(value);
  const found =
    name !== undefined && Object.hasOwn(catalog.functions, name)
      ? catalog.functions[name]
      : undefined;
  if (found) return found;
  throw callFailure("runtime", `\`${name ?? "the value"}\` is no LLM function`);
}

function functionLabel(value: Value | undefined): string | undefined {
  if (value === undefined || !isTagged(value)) return undefined;
  return value.kind === "opaque" && value.what === "function" ? value.label : undefined;
}

function argumentsOf(value: Value | undefined): Readonly<Record<string, Value>> {
  if (value === undefined || !isTagged(value) || value.kind !== "map") {
    throw callFailure("runtime", "the arguments are a map from parameter to value");
  }
  return Object.fromEntries(value.entries);
}

function roundRobinTurn(
  { catalog, world }: SysopContext,
  name: Value | undefined,
  turn: "take" | "peek",
): Value {
  const client = catalog.clients[textArgument(name)];
  if (!client || strategyKind(client) !== "round-robin") {
    throw callFailure("runtime", `\`${textArgument(name)}\` is no round-robin client`);
  }
  const members = strategyMembers(client).length;
  return world.llm.roundRobin[turn](client.name, members, firstTurn(client));
}
