/** Tags of host spans: text to text, and never more than a span may carry (TG7, TG8). */
import type { Tags } from "../events";

export interface CutTags {
  readonly tags: Tags;
  /** Tags that were left out, keys and values that were shortened. */
  readonly cut: number;
}

/** What a JavaScript program sets as tags, as text; `undefined` is no tag. */
export function tagsFrom(given: Readonly<Record<string, unknown>>): Tags {
  const tags: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if (text !== undefined) tags[key] = text;
  }
  return tags;
}

/** `added` over `tags`, within the limits. What is there already has room before what is new. */
export function withTags(tags: Tags, added: Tags): CutTags {
  const merged: Record<string, string> = { ...tags };
  let count = Object.keys(merged).length;
  let cut = 0;
  for (const [givenKey, givenValue] of Object.entries(added)) {
    const key = givenKey.slice(0, MAX_KEY_CHARS);
    const value = givenValue.slice(0, MAX_VALUE_CHARS);
    if (key.length < givenKey.length || value.length < givenValue.length) cut++;
    const isNew = !(key in merged);
    if (isNew && count >= MAX_TAGS) cut++;
    else merged[key] = value;
    if (isNew && count < MAX_TAGS) count++;
  }
  return { tags: merged, cut };
}

const MAX_TAGS = 64;
const MAX_KEY_CHARS = 128;
const MAX_VALUE_CHARS = 1024;
