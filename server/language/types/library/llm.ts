/** `baml.llm` (6.9): the orchestration of model calls, as programs can reach it. */
import {
  floatType,
  functionType,
  intType,
  listType,
  mapType,
  metaType,
  namedType,
  optionalType,
  stringType,
  typeVariable,
  unknownType,
} from "../type";
import {
  type Builtin,
  type BuiltinClass,
  type BuiltinEnum,
  builtin,
  field,
  methodsOf,
} from "./builtin";

const args = mapType(stringType, unknownType);
const anything = typeVariable("T");
const fn = typeVariable("F");
const request = namedType("baml.http.Request");
const promptAst = namedType("baml.llm.PromptAst");
const client = namedType("baml.llm.Client");
const primitiveClient = namedType("baml.llm.PrimitiveClient");

export const llmEnums: readonly BuiltinEnum[] = [
  {
    name: "baml.llm.ClientType",
    variants: ["Primitive", "Fallback", "RoundRobin"],
    documentation: "How a client finds its model.",
  },
];

export const llmClasses: readonly BuiltinClass[] = [
  {
    name: "baml.llm.RetryPolicy",
    fields: [
      field("max_retries", intType),
      field("initial_delay_ms", intType),
      field("multiplier", floatType),
      field("max_delay_ms", intType),
    ],
    isConstructible: true,
    documentation: "When and how often a failed attempt is repeated.",
  },
  {
    name: "baml.llm.Client",
    fields: [
      field("name", stringType),
      field("client_type", namedType("baml.llm.ClientType")),
      field("sub_clients", listType(client)),
      field("retry", optionalType(namedType("baml.llm.RetryPolicy"))),
    ],
    isConstructible: true,
    documentation: "A client of the project.",
  },
  {
    name: "baml.llm.PrimitiveClient",
    fields: [
      field("name", stringType),
      field("provider", stringType),
      field("default_role", stringType),
      field("allowed_roles", listType(stringType)),
      field("options", args),
    ],
    isConstructible: true,
    documentation: "A client that speaks to one provider.",
  },
  {
    name: "baml.llm.PromptAst",
    fields: [],
    isConstructible: false,
    documentation: "A rendered prompt.",
  },
];

const primitive = methodsOf("baml.llm.PrimitiveClient", primitiveClient);

export const llmFunctions: readonly Builtin[] = [
  primitive(
    "render_prompt",
    { template: stringType, args, type: metaType },
    promptAst,
    "Renders a template for this client.",
  ),
  primitive(
    "specialize_prompt",
    { prompt: promptAst },
    promptAst,
    "The prompt in the form the provider wants.",
  ),
  primitive("build_request", { prompt: promptAst }, request, "The request that would be sent."),
  primitive(
    "parse",
    { body: stringType, type: metaType },
    anything,
    "A value of the type, from a reply.",
  ),
  builtin("baml.llm.render_prompt", { function: fn, args }, promptAst, "The prompt of a function."),
  builtin("baml.llm.build_request", { function: fn, args }, request, "The request of a function."),
  builtin(
    "baml.llm.call_llm_function",
    { function: fn, args },
    unknownType,
    "Calls an LLM function by value.",
  ),
  builtin("baml.llm.get_client", { function: fn }, client, "The client of a function."),
  builtin(
    "baml.llm.get_jinja_template",
    { function: fn },
    stringType,
    "The prompt of a function, as written.",
  ),
  builtin("baml.llm.get_return_type", { function: fn }, metaType, "The return type of a function."),
  builtin(
    "baml.llm.resolve_client",
    { name: stringType },
    functionType([], primitiveClient),
    "A function that makes the client of that name.",
  ),
  builtin(
    "baml.llm.round_robin_next",
    { name: stringType },
    intType,
    "The turn of a round-robin client, which it takes.",
  ),
  builtin(
    "baml.llm.round_robin_peek",
    { name: stringType },
    intType,
    "The turn of a round-robin client, which it leaves.",
  ),
  builtin("baml.llm.build_attempt", { client }, unknownType, "The next attempt of a client."),
  builtin("baml.llm.build_plan", { client }, unknownType, "The attempts of a client, in order."),
  builtin(
    "baml.llm.build_primitive_client",
    {
      name: stringType,
      provider: stringType,
      default_role: stringType,
      allowed_roles: listType(stringType),
      options: args,
    },
    primitiveClient,
    "A client that speaks to one provider.",
  ),
];
