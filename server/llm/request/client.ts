/**
 * A client that is ready to be asked: its options with the environment filled in, its
 * provider's defaults beside them.
 *
 * Invariant: types only. It may hold secrets, so it is never recorded as a whole.
 */
import type { MediaKind } from "../../base";
import type { BodyJson } from "./bodyJson";

export type ClientResolution =
  | { readonly kind: "primitive"; readonly client: ResolvedClient }
  | { readonly kind: "strategy"; readonly strategy: ResolvedStrategy }
  | { readonly kind: "error"; readonly message: string };

/** A client that is asked itself. */
export interface ResolvedClient {
  /** As declared; for a shorthand, its whole text. */
  readonly name: string;
  /** As written. */
  readonly provider: string;
  readonly kind: ProviderKind;
  readonly retryPolicy?: string;
  readonly model?: string;
  readonly roles: ClientRoles;
  /** Which metadata of `_.role(…)` reaches the body. */
  readonly roleMetadata: "all" | "none" | readonly string[];
  /** False: a streamed call is made as one plain call. */
  readonly supportsStreaming: boolean;
  readonly finishReasons?: FinishReasonFilter;
  readonly replyFormat: { readonly plain: ReplyFormat; readonly stream: ReplyFormat };
  readonly mediaModes: Readonly<Record<MediaKind, MediaMode>>;
  readonly timeouts: ClientTimeouts;
  readonly endpoint: Endpoint;
  /** Options of the provider that do not go into the body as they are. */
  readonly settings: ReadonlyMap<string, BodyJson>;
  /** Options that go into the body, in source order. */
  readonly params: ReadonlyMap<string, BodyJson>;
}

export type ProviderKind =
  | "openai"
  | "openai-generic"
  | "openai-responses"
  | "azure-openai"
  | "ollama"
  | "openrouter"
  | "anthropic"
  | "google-ai"
  | "vertex-ai"
  | "aws-bedrock";

export interface ClientRoles {
  readonly allowed: readonly string[];
  readonly default: string;
  /** From an allowed role to the word that is sent. */
  readonly remap: ReadonlyMap<string, string>;
}

/** Reasons are compared without regard to case; no reason at all is always allowed. */
export interface FinishReasonFilter {
  readonly list: "allow" | "deny";
  readonly reasons: readonly string[];
}

/** Whose way of answering a reply follows. */
export type ReplyFormat =
  | "openai"
  | "openai-responses"
  | "anthropic"
  | "google"
  | "vertex"
  | "bedrock";

/** What is done with a URL of a medium before it is sent. */
export type MediaMode =
  | "send_url"
  | "send_base64"
  | "send_url_add_mime_type"
  | "send_base64_unless_google_url";

/** 0 is no limit. */
export interface ClientTimeouts {
  readonly connectMs: number;
  /** The whole request, the body and streams included. */
  readonly requestMs: number;
  readonly firstTokenMs: number;
  /** Between two events of a stream. */
  readonly idleMs: number;
}

export interface Endpoint {
  /** Without its last slash; missing where the provider works it out. */
  readonly baseUrl?: string;
  /** Missing when none is needed; an empty one is sent. */
  readonly apiKey?: string;
  /** As written, in source order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly query: readonly (readonly [string, string])[];
}

/** A client that asks others. */
export interface ResolvedStrategy {
  readonly name: string;
  readonly provider: string;
  readonly kind: "fallback" | "round-robin";
  readonly retryPolicy?: string;
  /** Names of clients, and shorthands. */
  readonly members: readonly string[];
  /** Whose turn is first in a round-robin. */
  readonly start: number;
  /** Over all attempts; 0 is no limit. */
  readonly totalTimeoutMs: number;
}
