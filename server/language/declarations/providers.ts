/** The providers of models: their names, and what each asks of its options (appendix A.1). */
import { similarNames } from "../names/similarNames";

export interface Provider {
  readonly isStrategy: boolean;
  /** Options that must be there. */
  readonly required: readonly string[];
  /** The only options there may be; undefined where the others go into the request. */
  readonly only?: readonly string[];
}

const ordinary: Provider = { isStrategy: false, required: [] };

const bedrockOptions = [
  ...["model", "model_id", "region", "access_key_id", "secret_access_key", "session_token"],
  ...["profile", "endpoint_url", "inference_configuration", "additional_model_request_fields"],
  ...["allowed_roles", "default_role", "remap_roles", "allowed_role_metadata"],
  ...["supports_streaming", "finish_reason_allow_list", "finish_reason_deny_list"],
  ...["media_url_handler", "http", "headers", "client_response_type"],
];

const providers: Readonly<Record<string, Provider>> = {
  openai: ordinary,
  "openai-responses": ordinary,
  // Not in the appendix, but the released language knows it.
  "openai-transcriptions": ordinary,
  "openai-generic": { isStrategy: false, required: ["base_url"] },
  "azure-openai": ordinary,
  ollama: ordinary,
  openrouter: ordinary,
  anthropic: ordinary,
  "google-ai": ordinary,
  "vertex-ai": { isStrategy: false, required: ["model"] },
  "aws-bedrock": { isStrategy: false, required: [], only: bedrockOptions },
  fallback: { isStrategy: true, required: [], only: ["strategy", "http"] },
  "round-robin": { isStrategy: true, required: [], only: ["strategy", "start", "http"] },
};

export const providerNames: readonly string[] = Object.keys(providers);

const legacyNames: Readonly<Record<string, string>> = {
  "baml-openai-chat": "openai",
  "baml-azure-chat": "azure-openai",
  "baml-ollama-chat": "ollama",
  "baml-anthropic-chat": "anthropic",
  "baml-fallback": "fallback",
  "baml-round-robin": "round-robin",
};

/** The name that a provider goes by today. */
export function providerName(written: string): string {
  return Object.hasOwn(legacyNames, written) ? legacyNames[written]! : written;
}

export function providerNamed(written: string): Provider | undefined {
  const name = providerName(written);
  return Object.hasOwn(providers, name) ? providers[name] : undefined;
}

export function similarProviders(written: string): readonly string[] {
  return similarNames(written, Object.keys(providers));
}

/** True for `openai/gpt-4o`: a known provider before the first slash, a model behind it. */
export function isShorthand(text: string): boolean {
  const slash = text.indexOf("/");
  const provider = slash > 0 ? providerNamed(text.slice(0, slash)) : undefined;
  return provider !== undefined && !provider.isStrategy && slash < text.length - 1;
}
