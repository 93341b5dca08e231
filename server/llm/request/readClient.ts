/** Reads the options of a client that is asked itself: what each of them means, and its default. */
import type { ClientSpec, MediaKind } from "../../base";
import type { BodyJson } from "./bodyJson";
import type {
  ClientTimeouts,
  FinishReasonFilter,
  MediaMode,
  ProviderKind,
  ReplyFormat,
  ResolvedClient,
} from "./client";
import { RequestFailure } from "./failure";
import { OptionReader } from "./optionReader";
import type { VariableLookup } from "./optionValue";
import { facts, isOpenAiFamily } from "./providerFacts";
import { readEndpoint } from "./readEndpoint";
import { isOldReasoningModel, readRoles } from "./roles";

export function readClient(
  spec: ClientSpec,
  kind: ProviderKind,
  options: OptionReader,
  variables: VariableLookup,
): ResolvedClient {
  const model = modelOf(options);
  const replyFormat = readReplyFormat(options, kind, model);
  const endpoint = readEndpoint(options, kind, variables);
  const client = {
    name: spec.name,
    provider: spec.provider,
    kind,
    retryPolicy: spec.retryPolicy,
    model,
    roles: readRoles(options, kind, model),
    roleMetadata: readRoleMetadata(options, kind),
    supportsStreaming: readSupportsStreaming(options, kind, model),
    finishReasons: readFinishReasons(options),
    replyFormat,
    mediaModes: readMediaModes(options, kind),
    timeouts: readTimeouts(options),
    endpoint,
    settings: readSettings(options, kind),
  };
  expectRequired(client);
  if (kind === "aws-bedrock") options.expectEmpty();
  return { ...client, params: options.rest };
}

function modelOf(options: OptionReader): string | undefined {
  const model = options.peek("model") ?? options.peek("model_id");
  return typeof model === "string" ? model : undefined;
}

function readReplyFormat(
  options: OptionReader,
  kind: ProviderKind,
  model: string | undefined,
): ResolvedClient["replyFormat"] {
  const isClaude = kind === "vertex-ai" && isClaudeOnVertex(options, model);
  const stream = isClaude ? "anthropic" : facts[kind].replyFormat;
  if (!isOpenAiFamily(kind)) return { plain: stream, stream };
  const plain = options.takeWord<ReplyFormat>("client_response_type", REPLY_FORMATS);
  return { plain: plain ?? stream, stream };
}

const REPLY_FORMATS: readonly ReplyFormat[] = [
  "openai",
  "openai-responses",
  "anthropic",
  "google",
  "vertex",
];

function isClaudeOnVertex(options: OptionReader, model: string | undefined): boolean {
  return options.has("anthropic_version") || (model?.startsWith("claude") ?? false);
}

/** Bedrock makes points of a cache of it, wherever the prompt says so. */
function readRoleMetadata(
  options: OptionReader,
  kind: ProviderKind,
): ResolvedClient["roleMetadata"] {
  const given = options.peek("allowed_role_metadata");
  if (given === "all" || given === "none") {
    options.take("allowed_role_metadata");
    return given;
  }
  const usual = kind === "aws-bedrock" ? ["cache_control"] : "none";
  return options.takeTexts("allowed_role_metadata") ?? usual;
}

function readSupportsStreaming(
  options: OptionReader,
  kind: ProviderKind,
  model: string | undefined,
): boolean {
  const isStreaming = !(isOpenAiFamily(kind) && isOldReasoningModel(model));
  return options.takeBool("supports_streaming") ?? isStreaming;
}

function readFinishReasons(options: OptionReader): FinishReasonFilter | undefined {
  const allow = options.takeTexts("finish_reason_allow_list");
  const deny = options.takeTexts("finish_reason_deny_list");
  if (allow && deny) {
    const names = "finish_reason_allow_list and finish_reason_deny_list";
    throw new RequestFailure(`${names} cannot be used together`);
  }
  if (allow) return { list: "allow", reasons: allow };
  return deny && { list: "deny", reasons: deny };
}

const MEDIA_MODES: readonly MediaMode[] = [
  "send_url",
  "send_base64",
  "send_url_add_mime_type",
  "send_base64_unless_google_url",
];

function readMediaModes(
  options: OptionReader,
  kind: ProviderKind,
): Readonly<Record<MediaKind, MediaMode>> {
  const given = new OptionReader(options.takeMap("media_url_handler") ?? []);
  const usual = facts[kind].mediaModes;
  const mode = (media: MediaKind) => given.takeWord(media, MEDIA_MODES) ?? usual[media];
  return { image: mode("image"), audio: mode("audio"), pdf: mode("pdf"), video: mode("video") };
}

function readTimeouts(options: OptionReader): ClientTimeouts {
  const http = new OptionReader(options.takeMap("http") ?? []);
  return {
    connectMs: http.takeCount("connect_timeout_ms") ?? 10_000,
    requestMs: http.takeCount("request_timeout_ms") ?? 300_000,
    firstTokenMs: http.takeCount("time_to_first_token_timeout_ms") ?? 0,
    idleMs: http.takeCount("idle_timeout_ms") ?? 0,
  };
}

/** Options that a provider turns into something else than a member of the body. */
function readSettings(options: OptionReader, kind: ProviderKind): ReadonlyMap<string, BodyJson> {
  const names = settingNames[kind] ?? [];
  return new Map(
    names.flatMap((name) => {
      const value = options.take(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

const settingNames: Readonly<Partial<Record<ProviderKind, readonly string[]>>> = {
  "google-ai": ["model"],
  "vertex-ai": [
    "model",
    "location",
    "project_id",
    "credentials",
    "credentials_content",
    "anthropic_version",
  ],
  "aws-bedrock": [
    "model",
    "model_id",
    "region",
    "endpoint_url",
    "profile",
    "access_key_id",
    "secret_access_key",
    "session_token",
    "inference_configuration",
    "additional_model_request_fields",
  ],
};

function expectRequired(
  client: Pick<ResolvedClient, "kind" | "model" | "endpoint" | "settings">,
): void {
  const { kind, model, endpoint, settings } = client;
  const needsModel = kind === "google-ai" || kind === "vertex-ai" || kind === "aws-bedrock";
  if (needsModel && model === undefined) throw new RequestFailure("model must be provided");
  if (kind === "openai-generic" && endpoint.baseUrl === undefined) {
    throw new RequestFailure("Missing required property: base_url");
  }
  if (kind === "azure-openai" && endpoint.baseUrl === undefined) {
    throw new RequestFailure("base_url, or resource_name and deployment_id, must be provided");
  }
  if (kind === "vertex-ai" && endpoint.baseUrl === undefined && !settings.has("location")) {
    throw new RequestFailure("location or base_url must be provided");
  }
}
