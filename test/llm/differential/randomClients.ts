/** Random clients of every provider, as BAML text, and random prompts for them. */
import fc from "fast-check";

export interface RandomClient {
  readonly provider: string;
  readonly text: string;
}

const word = fc.constantFrom(
  "a",
  "x-1",
  "model/with slash",
  "é b",
  "gpt-4o",
  "o1",
  "o1-mini",
  "claude-3",
);
const quoted = word.map((value) => `"${value}"`);
const scalar = fc.oneof(
  quoted,
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.constantFrom("0.5", "1.0", "true", "false", "null"),
);

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    scalar,
    fc.array(scalar, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom("a", "b_c", '"50256"'), tie("value")), {
        selector: ([key]) => key,
        maxLength: 2,
      })
      .map((entries) => `{\n${entries.map(([key, member]) => `${key} ${member}`).join("\n")}\n}`),
  ),
}));

const textMap = (names: readonly string[]) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), quoted), {
      selector: ([name]) => name.toLowerCase(),
      minLength: 1,
      maxLength: 3,
    })
    .map((entries) => `{\n${entries.map(([name, text]) => `"${name}" ${text}`).join("\n")}\n}`);

/** Options that all providers know but Bedrock, which takes no headers. */
const common: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ["temperature", fc.constantFrom("0", "0.2", "1.0", "2")],
  ["max_tokens", fc.constantFrom("5", "4096", "null")],
  ["stop", fc.constantFrom('["END"]', '"x"', "[]")],
  ["foo_bar", value],
  ["nested", value],
  ["headers", textMap(["X-One", "x-two", "Accept", "Authorization", "anthropic-version"])],
];

const roles: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  [
    "allowed_roles",
    fc.constantFrom(
      '["user", "system"]',
      '["user", "assistant", "developer"]',
      '["system", "user", "assistant"]',
    ),
  ],
  ["default_role", fc.constant('"user"')],
  ["remap_roles", fc.constantFrom('{\nuser "human"\n}', '{\nuser "system"\n}')],
  ["allowed_role_metadata", fc.constantFrom('"all"', '"none"', '["cache_control"]')],
  ["supports_streaming", fc.constantFrom("true", "false")],
];

const query: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ["query_params", textMap(["trace", "a b", "é"])],
];

const model = ["model", quoted] as const;
const key = ["api_key", fc.constantFrom('"key"', '""')] as const;

interface ProviderOptions {
  readonly required: readonly (readonly [string, fc.Arbitrary<string>])[];
  readonly optional: readonly (readonly [string, fc.Arbitrary<string>])[];
}

const base = [
  "base_url",
  fc.constantFrom('"https://proxy.example.com/v1/"', '"http://localhost:1234"'),
] as const;
const openAi: ProviderOptions = {
  required: [model, key],
  optional: [base, ...common, ...roles, ...query],
};

const providers: Readonly<Record<string, ProviderOptions>> = {
  openai: openAi,
  "openai-generic": { required: [model, base], optional: [key, ...common, ...roles, ...query] },
  "openai-responses": openAi,
  "azure-openai": {
    required: [
      ["resource_name", fc.constant('"res"')],
      ["deployment_id", fc.constant('"dep"')],
      key,
    ],
    optional: [
      ["api_version", fc.constant('"2024-06-01"')],
      ["max_completion_tokens", fc.constant("7")],
      model,
      ...common,
      ...roles,
      ...query,
    ],
  },
  ollama: { required: [model], optional: [base, key, ...common, ...roles, ...query] },
  openrouter: openAi,
  anthropic: { required: [model, key], optional: [base, ...common, ...roles] },
  "google-ai": { required: [model, key], optional: [base, ...common, ...roles] },
  "vertex-ai": {
    required: [
      model,
      ["location", fc.constantFrom('"us-central1"', '"global"')],
      ["project_id", fc.constant('"proj"')],
      ["query_params", fc.constantFrom('{\nkey "k"\n}', '{\nkey "k"\ntrace "a b"\n}')],
    ],
    optional: [["anthropic_version", fc.constant('"v1"')], ...common, ...roles],
  },
  "aws-bedrock": {
    required: [["region", fc.constant('"us-east-1"')], model],
    optional: [
      [
        "inference_configuration",
        fc.constantFrom(
          "{\nmax_tokens 5\n}",
          "{\ntemperature 0.9\ntop_p 0.1\n}",
          '{\nstop_sequences ["a"]\n}',
          "{\ntemperature 1\n}",
        ),
      ],
      [
        "additional_model_request_fields",
        fc.constantFrom("{\ntop_k 5\n}", "{\na 1.0\nb {\nc [1, 2.5]\n}\n}"),
      ],
      ...roles,
    ],
  },
};

export const randomClient: fc.Arbitrary<RandomClient> = fc
  .constantFrom(...Object.keys(providers))
  .chain((provider) => {
    const { required, optional } = providers[provider]!;
    const given = required.map(([name, text]) => text.map((each) => `${name} ${each}`));
    const perhaps = optional.map(([name, text]) =>
      fc.option(
        text.map((each) => `${name} ${each}`),
        { freq: 1 },
      ),
    );
    return fc.tuple(fc.tuple(...given), fc.tuple(...perhaps)).map(([all, some]) => {
      const lines = [...all, ...some.filter((line) => line !== null)];
      return {
        provider,
        text: `client<llm> C {\nprovider ${provider}\noptions {\n${lines.join("\n")}\n}\n}`,
      };
    });
  });

const piece = fc.oneof(
  fc.constantFrom(
    "text",
    " ",
    "\n\n",
    "two words",
    "{{ q }}",
    "{{ img }}",
    "{{ doc }}",
    "{{ imgs }}",
  ),
  fc
    .constantFrom("user", "system", "assistant", "developer", "wizard")
    .map((role) => `{{ _.role("${role}") }}`),
  fc.constantFrom(
    '{{ _.role("user", cache_control={"type": "ephemeral"}) }}',
    '{{ _.role("system", cache_control={"type": "ephemeral"}, other=1) }}',
    '{{ _.role("user", __baml_allow_dupe_role__=true) }}',
    '{{ _.chat(role="assistant") }}',
    "{{ ctx.client.name }} {{ ctx.client.provider }} {{ ctx.client.default_role }}",
  ),
);

export const randomPrompt: fc.Arbitrary<string> = fc
  .array(piece, { minLength: 1, maxLength: 7 })
  .map((pieces) => pieces.join(""));

export const PROMPT_ARGUMENTS = {
  q: "hi",
  img: { url: "https://ex.com/a.png", media_type: "image/png" },
  doc: { base64: "aGk=", media_type: "application/pdf" },
  imgs: [
    { base64: "aGk=", media_type: "image/png" },
    { base64: "aGk=", media_type: "image/webp" },
  ],
};
