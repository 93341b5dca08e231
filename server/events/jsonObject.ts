/**
 * JSON objects put together from texts, with fields that a file had beyond ours.
 */
import type { SourceSpan, Value } from "../base";
import { isMap, jsonText, quoted } from "./json";
import { parseJson } from "./jsonParser";

/** A key and its JSON; without JSON the field is left out. Keys need no escapes. */
export type JsonField = readonly [key: string, json: string | undefined];

/** The fields in the order given, which is the ascending one. */
export function jsonObject(fields: readonly JsonField[]): string {
  let text = "";
  for (const [key, json] of fields) {
    if (json === undefined) continue;
    text += text === "" ? `"${key}":${json}` : `,"${key}":${json}`;
  }
  return `{${text}}`;
}

/** The object with these fields among its own, in ascending order. Own fields win. */
export function withFields(
  object: string,
  fields: readonly (readonly [string, Value])[] | undefined,
): string {
  if (fields === undefined || fields.length === 0) return object;
  const document = parseJson(object);
  if (!isMap(document)) return object;
  const merged = new Map([...fields, ...document.entries]);
  const ascending = [...merged].sort(([left], [right]) => (left < right ? -1 : 1));
  return jsonText({ kind: "map", entries: ascending });
}

export function siteText(site: SourceSpan): string {
  return `{"range":[${site.range.join(",")}],"uri":${quoted(site.uri)}}`;
}

/**
 * Plain JavaScript data as JSON, as it stands in options and details. What JSON has no
 * form for is left out of objects and null elsewhere.
 */
export function plainJson(data: unknown, text: (value: string) => string, depth = 0): string {
  if (typeof data === "string") return text(data);
  if (typeof data === "number") return Number.isFinite(data) ? String(data) : "null";
  if (typeof data === "boolean" || typeof data === "bigint") return String(data);
  if (typeof data !== "object" || data === null || depth > MAX_DEPTH) return "null";
  if (Array.isArray(data)) {
    return `[${data.map((item) => plainJson(item, text, depth + 1)).join(",")}]`;
  }
  const fields = Object.entries(data)
    .filter(([, item]) => item !== undefined && typeof item !== "function")
    .map(([key, item]) => `${quoted(key)}:${plainJson(item, text, depth + 1)}`);
  return `{${fields.join(",")}}`;
}

/** A cycle must come to an end. */
const MAX_DEPTH = 64;
