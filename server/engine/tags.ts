/** The tags of a call: those of the host's spans around it, and its own over them. */
import type { Tags } from "../events";

export function inheritedTags(host: Tags | undefined, own: Tags | undefined): Tags {
  const tags = { ...host, ...own };
  const entries = Object.entries(tags);
  if (entries.length <= MAX_TAGS && entries.every(fits)) return tags;
  return Object.fromEntries(
    entries
      .slice(0, MAX_TAGS)
      .map(([key, value]) => [key.slice(0, MAX_KEY_CHARS), value.slice(0, MAX_VALUE_CHARS)]),
  );
}

function fits([key, value]: readonly [string, string]): boolean {
  return key.length <= MAX_KEY_CHARS && value.length <= MAX_VALUE_CHARS;
}

const MAX_TAGS = 64;
const MAX_KEY_CHARS = 128;
const MAX_VALUE_CHARS = 1024;
