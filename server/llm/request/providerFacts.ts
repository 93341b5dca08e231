/** What each provider is, before any option of a client: names, keys, addresses, habits. */
import type { MediaKind } from "../../base";
import type { MediaMode, ProviderKind, ReplyFormat } from "./client";

export interface ProviderFacts {
  /** The variable that holds the key when no `api_key` is given. */
  readonly keyVariable?: string;
  readonly baseUrl?: string;
  /** Whether the first allowed role is the default, or `user` where it is allowed. */
  readonly defaultRole: "first" | "user";
  readonly replyFormat: ReplyFormat;
  readonly mediaModes: Readonly<Record<MediaKind, MediaMode>>;
}

export type StrategyKind = "fallback" | "round-robin";

const kinds: ReadonlyMap<string, ProviderKind | StrategyKind> = new Map([
  ["openai", "openai"],
  ["baml-openai-chat", "openai"],
  ["openai-generic", "openai-generic"],
  ["openai-responses", "openai-responses"],
  ["azure-openai", "azure-openai"],
  ["baml-azure-chat", "azure-openai"],
  ["ollama", "ollama"],
  ["baml-ollama-chat", "ollama"],
  ["openrouter", "openrouter"],
  ["anthropic", "anthropic"],
  ["baml-anthropic-chat", "anthropic"],
  ["google-ai", "google-ai"],
  ["vertex-ai", "vertex-ai"],
  ["aws-bedrock", "aws-bedrock"],
  ["fallback", "fallback"],
  ["baml-fallback", "fallback"],
  ["round-robin", "round-robin"],
  ["baml-round-robin", "round-robin"],
]);

/** By the provider's name or one of its old names. */
export function providerKind(name: string): ProviderKind | StrategyKind | undefined {
  return kinds.get(name);
}

export function isStrategy(kind: ProviderKind | StrategyKind): kind is StrategyKind {
  return kind === "fallback" || kind === "round-robin";
}

/** Those whose body is OpenAI's, and whose options are. */
export function isOpenAiFamily(kind: ProviderKind): boolean {
  return facts[kind].replyFormat.startsWith("openai");
}

const openAi = {
  defaultRole: "first",
  replyFormat: "openai",
  mediaModes: { image: "send_url", audio: "send_base64", pdf: "send_url", video: "send_url" },
} as const;

export const facts: Readonly<Record<ProviderKind, ProviderFacts>> = {
  openai: { ...openAi, keyVariable: "OPENAI_API_KEY", baseUrl: "https://api.openai.com/v1" },
  "openai-generic": openAi,
  "openai-responses": {
    ...openAi,
    replyFormat: "openai-responses",
    keyVariable: "OPENAI_API_KEY",
    baseUrl: "https://api.openai.com/v1",
  },
  "azure-openai": { ...openAi, keyVariable: "AZURE_OPENAI_API_KEY" },
  ollama: { ...openAi, defaultRole: "user", baseUrl: "http://localhost:11434/v1" },
  openrouter: {
    ...openAi,
    keyVariable: "OPENROUTER_API_KEY",
    baseUrl: "https://openrouter.ai/api/v1",
  },
  anthropic: {
    defaultRole: "user",
    replyFormat: "anthropic",
    keyVariable: "ANTHROPIC_API_KEY",
    baseUrl: "https://api.anthropic.com",
    mediaModes: { image: "send_url", audio: "send_url", pdf: "send_base64", video: "send_url" },
  },
  "google-ai": {
    defaultRole: "user",
    replyFormat: "google",
    keyVariable: "GOOGLE_API_KEY",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    mediaModes: {
      image: "send_base64_unless_google_url",
      audio: "send_url",
      pdf: "send_url",
      video: "send_url",
    },
  },
  "vertex-ai": {
    defaultRole: "user",
    replyFormat: "vertex",
    mediaModes: {
      image: "send_url_add_mime_type",
      audio: "send_url_add_mime_type",
      pdf: "send_url",
      video: "send_url",
    },
  },
  "aws-bedrock": {
    defaultRole: "user",
    replyFormat: "bedrock",
    mediaModes: {
      image: "send_base64",
      audio: "send_base64",
      pdf: "send_base64",
      video: "send_url",
    },
  },
};
