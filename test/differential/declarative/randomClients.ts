/** Random clients of every provider, and retry policies. */
import type { Chance } from "./chance";
import { block, raw } from "./layout";

export interface Clients {
  readonly items: readonly (readonly string[])[];
  readonly names: readonly string[];
}

export function clientItems(chance: Chance): Clients {
  const plain = chance.some(["GPT4", "Claude_3", "Local", "C"], 1);
  const composite = chance.some(["Fast", "Either"]);
  const policies = chance.some(["Patient", "Once2"]);
  const items = [
    ...policies.map((name) => policyItem(chance, name)),
    ...plain.map((name) => plainClient(chance, name, policies)),
    ...composite.map((name) => compositeClient(chance, name, { plain, policies })),
  ];
  return { items, names: [...plain, ...composite] };
}

function policyItem(chance: Chance, name: string): readonly string[] {
  const strategy = chance.pick<readonly string[]>([
    [raw("type constant_delay"), "delay_ms 100"],
    [raw("type constant_delay")],
    [raw("type exponential_backoff"), "delay_ms 200", "multiplier 1.5", "max_delay_ms 10000"],
    [raw("type exponential_backoff")],
  ]);
  const isPlain = chance.oneIn(3);
  const body = isPlain ? [] : block(chance, "strategy", strategy);
  return block(chance, `retry_policy ${name}`, [`max_retries ${chance.int(0, 5)}`, ...body]);
}

function plainClient(chance: Chance, name: string, policies: readonly string[]): readonly string[] {
  const [provider, needed, allowed] = chance.pick(providers);
  const common = takesAnything.has(provider) ? [...commonOptions, ...anyOptions] : [];
  const own = chance.some([...allowed, ...common]).map((option) => option(chance));
  const options = [...needed.map((option) => option(chance)), ...own].flat();
  const isBare = needed.length === 0 && chance.oneIn(4);
  return block(chance, `client<llm> ${name}`, [
    `provider ${chance.pick([provider, `"${provider}"`])}`,
    ...(policies.length > 0 && chance.oneIn(3) ? [`retry_policy ${chance.pick(policies)}`] : []),
    ...(isBare ? [] : block(chance, "options", options)),
  ]);
}

interface Parts {
  readonly plain: readonly string[];
  readonly policies: readonly string[];
}

function compositeClient(chance: Chance, name: string, parts: Parts): readonly string[] {
  const provider = chance.pick(["fallback", "round-robin", "baml-fallback", "baml-round-robin"]);
  const members = [...chance.some(parts.plain, 1), ...(chance.oneIn(3) ? ['"openai/gpt-4o"'] : [])];
  const strategy = chance.pick<readonly string[]>([
    [`strategy [${members.join(", ")}]`],
    [raw("strategy ["), ...members.map((member) => raw(`  ${member}`)), raw("]")],
    [raw("strategy ["), ...members.map((member) => raw(`  ${member},`)), raw("]")],
  ]);
  const start = provider.endsWith("round-robin") && chance.oneIn(2) ? ["start 1"] : [];
  const http = chance.oneIn(4) ? block(chance, "http", ["total_timeout_ms 5000"]) : [];
  const { policies } = parts;
  return block(chance, `client<llm> ${name}`, [
    `provider ${provider}`,
    ...(policies.length > 0 && chance.oneIn(3) ? [`retry_policy ${chance.pick(policies)}`] : []),
    ...block(chance, "options", [...strategy, ...start, ...http]),
  ]);
}

type Option = (chance: Chance) => readonly string[];

/** One of some spellings, each a line or a block. */
function option(...spellings: readonly (string | readonly string[])[]): Option {
  return (chance) => [chance.pick(spellings)].flat();
}

const model = option("model gpt-4o", 'model "gpt-4o"', "model gpt-3.5-turbo", "model env.MODEL");
const baseUrl = option('base_url "http://localhost:1234/v1"', "base_url env.BASE_URL");

type Provider = readonly [name: string, needed: readonly Option[], allowed: readonly Option[]];

const providers: readonly Provider[] = [
  ["openai", [], [model, baseUrl]],
  ["openai-responses", [], [model, baseUrl]],
  ["openai-generic", [baseUrl], [model]],
  ["ollama", [], [model, baseUrl]],
  ["openrouter", [], [model, baseUrl]],
  ["anthropic", [], [model, baseUrl, option("max_tokens 1024")]],
  ["google-ai", [], [model, baseUrl]],
  ["azure-openai", [baseUrl], [model, option('api_version "2024-02-01"')]],
  [
    "azure-openai",
    [option('resource_name "r"'), option("deployment_id d")],
    [option('api_version "2024-02-01"')],
  ],
  [
    "vertex-ai",
    [model, option("location us-central1", 'location "us-east5"')],
    [
      option("project_id my-project"),
      option("credentials env.CREDENTIALS", [
        "credentials {",
        raw('  type "service_account"'),
        "}",
      ]),
      option('anthropic_version "vertex-2023-10-16"'),
    ],
  ],
  [
    "aws-bedrock",
    [option('model "meta.llama3-8b-instruct-v1:0"', "model_id us.x.y-v1:0")],
    [
      option('region "us-east-1"'),
      option("access_key_id env.KEY_ID"),
      option(["inference_configuration {", raw("  max_tokens 100"), raw("  temperature 0.5"), "}"]),
      option(["additional_model_request_fields {", raw("  top_k 5"), "}"]),
    ],
  ],
];

const takesAnything: ReadonlySet<string> = new Set([
  "openai",
  "openai-responses",
  "openai-generic",
  "ollama",
  "openrouter",
  "anthropic",
  "google-ai",
]);

const commonOptions: readonly Option[] = [
  option("api_key env.API_KEY", 'api_key "sk-1"', 'api_key ""'),
  option(["headers {", raw('  "X-One" "1"'), raw("  Authorization env.TOKEN"), "}"]),
  option('allowed_roles ["user", "assistant", "system"]', 'allowed_roles ["user" , "other"]'),
  option('allowed_role_metadata ["cache_control"]', 'allowed_role_metadata "all"'),
  option("supports_streaming false", "supports_streaming true"),
  option('finish_reason_allow_list ["stop"]', 'finish_reason_allow_list ["stop", "length"]'),
  option("client_response_type openai", 'client_response_type "anthropic"'),
  option(["http {", raw("  connect_timeout_ms 100"), raw("  request_timeout_ms 0"), "}"]),
  option(["media_url_handler {", raw('  image "send_base64"'), raw('  pdf "send_url"'), "}"]),
];

const anyOptions: readonly Option[] = [
  option("temperature 0.5", "temperature 0", "temperature -1"),
  option('stop ["a", "b"]', "stop []"),
  option(["reasoning {", raw('  effort "high"'), "}"]),
  option([
    raw("tools ["),
    raw("  {"),
    raw('    type "web_search"'),
    raw("    n 5"),
    raw("  },"),
    raw("  { a b }"),
    raw("]"),
  ]),
  option('quoted #"a "b" c"#', 'quoted "a \\"b\\" c"'),
  option("flag true", "flag null", "flag word-with-dash", "flag ../a/b"),
  option('"quoted key" 1'),
  option("two 1, three 3"),
];
