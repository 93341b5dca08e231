/**
 * The GenAI conventions of OpenTelemetry: what an attempt is in their words.
 *
 * They are in development and change. All names of attributes stand in this file, as of
 * the version that `SCHEMA_URL` names.
 */

import type { ChatMessage, TokenUsage } from "../base";
import type { Attempt, Redactor } from "../events";
import { type AttributeValue, double } from "./otlpValues";

export const SCHEMA_URL = "https://opentelemetry.io/schemas/1.42.0";

export interface GenAiContext {
  readonly redactor: Redactor;
  /** Writes prompts and replies too. */
  readonly captureContent: boolean;
  /** Whether the LLM function returned something other than text; undefined when unknown. */
  readonly isJson: boolean | undefined;
}

type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

export function genAiAttributes(attempt: Attempt, context: GenAiContext): Attributes {
  const { request, response } = attempt;
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": request && providerName(request.provider),
    ...requestAttributes(request?.params ?? {}),
    "gen_ai.response.model": response?.model,
    "gen_ai.response.id": responseId(attempt),
    "gen_ai.response.finish_reasons": response?.finishReason ? [response.finishReason] : undefined,
    ...usageAttributes(response?.usage, request?.provider ?? ""),
    "gen_ai.response.time_to_first_chunk": double(seconds(response?.timeToFirstTokenMs)),
    "gen_ai.output.type":
      context.isJson === undefined ? undefined : context.isJson ? "json" : "text",
    ...(context.captureContent ? contentAttributes(attempt, context.redactor) : {}),
    ...transportAttributes(attempt),
  };
}

/** What the attempt asked for, or got if it did not say. */
export function modelOf({ request, response }: Attempt): string | undefined {
  return textOption(request?.params ?? {}, ["model", "modelId"]) ?? response?.model;
}

/** The model's maker in the words of the conventions; other names stay what they are. */
export function providerName(provider: string): string {
  return providerNames[provider.replace(/^baml-/, "")] ?? provider;
}

function requestAttributes(params: Readonly<Record<string, unknown>>): Attributes {
  const count = numberOption(params, ["n", "candidateCount"]);
  return {
    "gen_ai.request.model": textOption(params, ["model", "modelId"]),
    "gen_ai.request.temperature": double(numberOption(params, ["temperature"])),
    "gen_ai.request.top_p": double(numberOption(params, ["top_p", "topP"])),
    "gen_ai.request.max_tokens": numberOption(params, maxTokensNames),
    "gen_ai.request.stop_sequences": textsOption(params, [
      "stop",
      "stop_sequences",
      "stopSequences",
    ]),
    "gen_ai.request.seed": numberOption(params, ["seed"]),
    "gen_ai.request.frequency_penalty": double(
      numberOption(params, ["frequency_penalty", "frequencyPenalty"]),
    ),
    "gen_ai.request.presence_penalty": double(
      numberOption(params, ["presence_penalty", "presencePenalty"]),
    ),
    "gen_ai.request.choice.count": count === 1 ? undefined : count,
  };
}

/** Input includes what came from a cache, which Anthropic counts apart. */
function usageAttributes(usage: TokenUsage | undefined, provider: string): Attributes {
  if (usage === undefined) return {};
  const { inputTokens, cachedInputTokens, cacheCreationInputTokens } = usage;
  const isApart = providerName(provider) === "anthropic";
  const cached = isApart ? (cachedInputTokens ?? 0) + (cacheCreationInputTokens ?? 0) : 0;
  return {
    "gen_ai.usage.input_tokens": inputTokens === null ? undefined : inputTokens + cached,
    "gen_ai.usage.output_tokens": usage.outputTokens ?? undefined,
    "gen_ai.usage.cache_read.input_tokens": cachedInputTokens ?? undefined,
    "gen_ai.usage.cache_creation.input_tokens": cacheCreationInputTokens ?? undefined,
    "gen_ai.usage.reasoning.output_tokens": usage.reasoningTokens ?? undefined,
  };
}

function contentAttributes({ request, response }: Attempt, redactor: Redactor): Attributes {
  const messages = request?.prompt ?? [];
  const isSystem = ({ role }: ChatMessage): boolean => role === "system" || role === "developer";
  const instructions = messages.filter(isSystem).flatMap((message) => partsOf(message, redactor));
  const input = messages
    .filter((message) => !isSystem(message))
    .map((message) => ({ role: message.role, parts: partsOf(message, redactor) }));
  const output = response?.text === undefined ? undefined : [outputMessage(response, redactor)];
  return {
    "gen_ai.system_instructions":
      instructions.length > 0 ? JSON.stringify(instructions) : undefined,
    "gen_ai.input.messages": input.length > 0 ? JSON.stringify(input) : undefined,
    "gen_ai.output.messages": output && JSON.stringify(output),
  };
}

function outputMessage(
  response: { readonly text?: string; readonly finishReason?: string },
  redactor: Redactor,
): object {
  return {
    role: "assistant",
    parts: [{ type: "text", content: redactor.text(response.text ?? "") }],
    finish_reason: response.finishReason,
  };
}

/** Media are named, not written. */
function partsOf(message: ChatMessage, redactor: Redactor): object[] {
  return message.parts.map((part) =>
    part.kind === "text"
      ? { type: "text", content: redactor.text(part.text) }
      : { type: part.media.media, mime_type: part.media.mimeType },
  );
}

function transportAttributes(attempt: Attempt): Attributes {
  const { request, rawRequest, rawResponse, response } = attempt;
  const url = rawRequest && URL.canParse(rawRequest.url) ? new URL(rawRequest.url) : undefined;
  const status = rawResponse?.status ?? response?.error?.statusCode;
  const { error } = response ?? {};
  return {
    "server.address": url?.hostname,
    "server.port": url && Number(url.port || (url.protocol === "http:" ? 80 : 443)),
    "http.request.method": rawRequest?.method,
    "http.response.status_code": status,
    "http.request.resend_count": request && request.attempt > 0 ? request.attempt : undefined,
    "error.type": error && String(error.statusCode ?? error.kind),
  };
}

/** What the provider calls the answer, where the recorded body still says so. */
function responseId({ rawResponse, streamEvents }: Attempt): string | undefined {
  const text = rawResponse?.body || streamEvents[0]?.record.data;
  if (text === undefined) return undefined;
  try {
    const body: unknown = JSON.parse(text);
    return textOption(Object(body), ["id", "responseId"]);
  } catch {
    // Cut off, or no JSON: the answer has no name.
    return undefined;
  }
}

/** Options stand at the top, or in the group that Google and Bedrock put them in. */
function option(params: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  const groups = optionGroups.map((group) => params[group]).filter((group) => group !== undefined);
  for (const holder of [params, ...groups]) {
    for (const name of names) {
      const value: unknown = Object(holder)[name];
      if (value !== undefined && value !== null) return value;
    }
  }
  return undefined;
}

function textOption(
  params: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string | undefined {
  const value = option(params, names);
  return typeof value === "string" ? value : undefined;
}

function numberOption(
  params: Readonly<Record<string, unknown>>,
  names: readonly string[],
): number | undefined {
  const value = option(params, names);
  return typeof value === "number" ? value : undefined;
}

function textsOption(
  params: Readonly<Record<string, unknown>>,
  names: readonly string[],
): readonly string[] | undefined {
  const value = option(params, names);
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.map(String) : undefined;
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}

const providerNames: Readonly<Record<string, string>> = {
  openai: "openai",
  "openai-chat": "openai",
  "openai-responses": "openai",
  "openai-generic": "openai",
  ollama: "openai",
  openrouter: "openai",
  "azure-openai": "azure.ai.openai",
  "azure-openai-chat": "azure.ai.openai",
  anthropic: "anthropic",
  "anthropic-chat": "anthropic",
  "google-ai": "gcp.gemini",
  "vertex-ai": "gcp.vertex_ai",
  "aws-bedrock": "aws.bedrock",
};

const maxTokensNames = [
  "max_tokens",
  "max_completion_tokens",
  "max_output_tokens",
  "maxTokens",
  "maxOutputTokens",
];
const optionGroups = [
  "generationConfig",
  "generation_config",
  "inferenceConfig",
  "inference_configuration",
];
