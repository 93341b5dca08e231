/**
 * Makes messages of rendered text: parts it at its marks, gives every message a role the
 * client knows, and joins neighbours of one role.
 */
import type { ChatMessage, ChatPart } from "../../base";
import type { ClientRoles } from "../request/client";
import type { RoleMark, Segment } from "./markers";
import { trimmed } from "./template/texts";

/** Text without any mark is one message of the default role, and stays as it is. */
export function toMessages(segments: readonly Segment[], roles: ClientRoles): ChatMessage[] {
  const [only] = segments;
  if (segments.length === 1 && only?.kind === "text") {
    return [{ role: wireRole(roles.default, roles), parts: [only] }];
  }
  return merged(draftsOf(segments), roles);
}

interface Draft {
  readonly mark?: RoleMark;
  readonly parts: ChatPart[];
}

function draftsOf(segments: readonly Segment[]): readonly Draft[] {
  const drafts: Draft[] = [{ parts: [] }];
  for (const segment of segments) {
    if (segment.kind === "role") drafts.push({ mark: segment, parts: [] });
    else addPart(drafts.at(-1)!, segment);
  }
  return drafts.filter((draft) => draft.parts.length > 0);
}

function addPart({ mark, parts }: Draft, segment: Exclude<Segment, RoleMark>): void {
  const meta = mark?.meta && { meta: mark.meta };
  if (segment.kind === "media") {
    parts.push({ ...segment, ...meta });
    return;
  }
  const text = trimmed(segment.text, undefined);
  if (text !== "") parts.push({ kind: "text", text, ...meta });
}

function merged(drafts: readonly Draft[], roles: ClientRoles): ChatMessage[] {
  const messages: { role: string; parts: ChatPart[] }[] = [];
  for (const { mark, parts } of drafts) {
    const role = wireRole(mark?.role ?? roles.default, roles);
    const last = messages.at(-1);
    if (last?.role === role && !mark?.allowsDuplicate) last.parts.push(...parts);
    else messages.push({ role, parts });
  }
  return messages;
}

/** What is sent for a role of the prompt. */
function wireRole(role: string, roles: ClientRoles): string {
  const allowed = roles.allowed.includes(role) ? role : roles.default;
  return roles.remap.get(allowed) ?? allowed;
}
