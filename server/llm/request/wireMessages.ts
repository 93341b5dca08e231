/**
 * Messages as a provider takes them: system messages where it allows them, media ready
 * to be sent, metadata that the client lets through.
 */
import type { ChatMessage, ChatPart } from "../../base";
import type { BodyJson, BodyObject } from "./bodyJson";
import type { ProviderKind, ResolvedClient } from "./client";
import { type MediaWorld, resolveMedia, type WireMedia } from "./media/resolveMedia";

export interface WireMessage {
  readonly role: string;
  readonly parts: readonly WirePart[];
}

export type WirePart = (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "media"; readonly media: WireMedia }
) & {
  /** What goes into the body. */
  readonly meta: BodyObject;
  /** Whether there was any metadata, let through or not. */
  readonly hadMeta: boolean;
};

export async function toWireMessages(
  messages: readonly ChatMessage[],
  client: ResolvedClient,
  world: MediaWorld,
): Promise<readonly WireMessage[]> {
  const placed = takesOneSystemMessage(client.kind) ? withOneSystem(messages) : messages;
  return Promise.all(
    placed.map(async ({ role, parts }) => ({
      role,
      parts: await Promise.all(parts.map((part) => toWirePart(part, client, world))),
    })),
  );
}

async function toWirePart(
  part: ChatPart,
  client: ResolvedClient,
  world: MediaWorld,
): Promise<WirePart> {
  const about = {
    meta: keptMeta(part.meta, client.roleMetadata),
    hadMeta: part.meta !== undefined,
  };
  if (part.kind === "text") return { kind: "text", text: part.text, ...about };
  const mode = client.mediaModes[part.media.media];
  return { kind: "media", media: await resolveMedia(part.media, mode, world), ...about };
}

function keptMeta(meta: ChatPart["meta"], allowed: ResolvedClient["roleMetadata"]): BodyObject {
  if (!meta || allowed === "none") return {};
  const entries = Object.entries(meta) as [string, BodyJson][];
  return Object.fromEntries(
    entries.filter(([name]) => allowed === "all" || allowed.includes(name)),
  );
}

function takesOneSystemMessage(kind: ProviderKind): boolean {
  return (
    kind === "anthropic" || kind === "google-ai" || kind === "vertex-ai" || kind === "aws-bedrock"
  );
}

/**
 * Only the first message can be a system message, and not the only one: all others
 * become user messages, which are not merged again.
 */
function withOneSystem(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return messages.map((message, index) => {
    const staysSystem = index === 0 && messages.length > 1;
    return message.role === "system" && !staysSystem ? { ...message, role: "user" } : message;
  });
}

/** The first message's parts, when it is a system message, and the others. */
export function splitSystem(messages: readonly WireMessage[]): {
  readonly system: readonly WirePart[] | undefined;
  readonly others: readonly WireMessage[];
} {
  const [first, ...rest] = messages;
  if (first?.role !== "system") return { system: undefined, others: messages };
  return { system: first.parts, others: rest };
}
