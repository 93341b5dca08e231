/**
 * `baml.llm`: what programs may ask of LLM functions and clients by hand.
 *
 * Calling an LLM function runs its whole orchestration in `llm`; the pieces of that
 * orchestration which the standard library declares, attempts, plans and primitive
 * clients, are not values here, and asking for them fails with a message that says so.
 */
import {
  type ClientSpec,
  callFailure,
  float,
  type InstanceValue,
  isTagged,
  type LlmCatalog,
  type LlmFunction,
  type RetryPolicySpec,
  type Value,
} from "../base";
import type { SysopPath } from "../bytecode";
import { firstTurn, strategyKind, strategyMembers } from "./clientStrategy";
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
  "baml.llm.render_prompt": notAvailable,
  "baml.llm.build_request": notAvailable,
  "baml.llm.get_jinja_template": notAvailable,
  "baml.llm.resolve_client": notAvailable,
  "baml.llm.build_attempt": notAvailable,
  "baml.llm.build_plan": notAvailable,
  "baml.llm.build_primitive_client": notAvailable,
  "baml.llm.make_client": notAvailable,
  "baml.llm.render_template": notAvailable,
  "baml.llm.PrimitiveClient.render_prompt": notAvailable,
  "baml.llm.PrimitiveClient.specialize_prompt": notAvailable,
  "baml.llm.PrimitiveClient.build_request": notAvailable,
  "baml.llm.PrimitiveClient.parse": notAvailable,
};

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

/** `above` are the clients that lead here: a client never contains itself twice. */
function clientValue(catalog: LlmCatalog, name: string, above: readonly string[]): InstanceValue {
  const client = Object.hasOwn(catalog.clients, name) ? catalog.clients[name] : undefined;
  const members = above.includes(name) ? [] : strategyMembers(client);
  const retry = client?.retryPolicy ? catalog.retryPolicies[client.retryPolicy] : undefined;
  return {
    kind: "instance",
    className: "baml.llm.Client",
    fields: [
      ["name", name],
      [
        "client_type",
        { kind: "variant", enumName: "baml.llm.ClientType", name: clientType(client) },
      ],
      ["sub_clients", members.map((member) => clientValue(catalog, member, [...above, name]))],
      ["retry", retry ? retryValue(retry) : null],
    ],
  };
}

function retryValue(policy: RetryPolicySpec): InstanceValue {
  return {
    kind: "instance",
    className: "baml.llm.RetryPolicy",
    fields: [
      ["max_retries", policy.maxRetries],
      ["initial_delay_ms", policy.delayMs],
      ["multiplier", float(policy.multiplier)],
      ["max_delay_ms", policy.maxDelayMs],
    ],
  };
}

function clientType(client: ClientSpec | undefined): string {
  const names = { fallback: "Fallback", "round-robin": "RoundRobin" };
  const kind = strategyKind(client);
  return kind ? names[kind] : "Primitive";
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
