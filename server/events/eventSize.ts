/**
 * Estimates how much memory an event holds on to, so that queues and buckets can be
 * bounded in bytes. An estimate: it is cheap, and errs on the large side.
 */
import type { AttemptRecord, Value } from "../base";
import type { EventKind, RuntimeEvent, SpanError, Tags } from "./event";

export function estimatedBytes(event: RuntimeEvent): number {
  return ENVELOPE_BYTES + event.callStack.length * POINTER_BYTES + kindBytes(event.event);
}

/** The part of it that is the body of a request or response. */
export function bodyBytes(event: RuntimeEvent): number {
  if (event.event.kind !== "llm") return 0;
  const record = event.event.llm;
  return record.kind === "rawRequest" || record.kind === "rawResponse"
    ? record.body.length * CHAR_BYTES
    : 0;
}

function kindBytes(event: EventKind): number {
  switch (event.kind) {
    case "functionStart":
      return valueBytes(event.start.args, 0) + tagBytes(event.start.tags);
    case "functionEnd":
      return event.end.outcome.status === "ok"
        ? valueBytes(event.end.outcome.result, 0)
        : errorBytes(event.end.outcome.error);
    case "setTags":
      return tagBytes(event.tags);
    case "llm":
      return attemptBytes(event.llm);
    case "meta":
      return event.meta.kind === "callSiteStats" ? event.meta.sites.length * STATS_BYTES : 0;
    case "unknown":
      return valueBytes(event.data, 0);
    default:
      event satisfies never;
      return 0;
  }
}

export function valueBytes(value: Value, depth: number): number {
  if (typeof value === "string") return SCALAR_BYTES + value.length * CHAR_BYTES;
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return SCALAR_BYTES;
  if (isArray(value)) {
    let total = SCALAR_BYTES;
    for (const item of value) total += valueBytes(item, depth + 1);
    return total;
  }
  switch (value.kind) {
    case "map":
      return entryBytes(value.entries, depth);
    case "instance":
      return entryBytes(value.fields, depth);
    case "checked":
      return SCALAR_BYTES + valueBytes(value.value, depth + 1);
    case "media":
      return SCALAR_BYTES + value.content.length * CHAR_BYTES;
    case "truncated":
      return SCALAR_BYTES + (value.head?.length ?? 0) * CHAR_BYTES;
    default:
      return SCALAR_BYTES;
  }
}

function entryBytes(entries: readonly (readonly [string, Value])[], depth: number): number {
  let total = SCALAR_BYTES;
  for (const [key, value] of entries) {
    total += SCALAR_BYTES + key.length * CHAR_BYTES + valueBytes(value, depth + 1);
  }
  return total;
}

function attemptBytes(record: AttemptRecord): number {
  switch (record.kind) {
    case "request": {
      let total = 0;
      for (const message of record.prompt) {
        for (const part of message.parts) {
          total += (part.kind === "text" ? part.text : part.media.content).length * CHAR_BYTES;
        }
      }
      return total + Object.keys(record.params).length * SCALAR_BYTES;
    }
    case "rawRequest":
    case "rawResponse":
      return (
        record.body.length * CHAR_BYTES + Object.keys(record.headers).length * SCALAR_BYTES * 2
      );
    case "streamEvent":
      return record.data.length * CHAR_BYTES;
    case "response":
      return (record.text?.length ?? 0) * CHAR_BYTES;
    default:
      record satisfies never;
      return 0;
  }
}

function errorBytes(error: SpanError): number {
  const text = error.message.length + (error.stack?.length ?? 0);
  const value = error.value === undefined ? 0 : valueBytes(error.value, 0);
  return SCALAR_BYTES + text * CHAR_BYTES + value + detailBytes(error.details);
}

function detailBytes(details: SpanError["details"]): number {
  let total = 0;
  for (const detail of Object.values(details ?? {})) {
    total += SCALAR_BYTES + (typeof detail === "string" ? detail.length * CHAR_BYTES : 0);
  }
  return total;
}

function tagBytes(tags: Tags): number {
  let total = 0;
  for (const key in tags) total += SCALAR_BYTES + (key.length + tags[key]!.length) * CHAR_BYTES;
  return total;
}

const isArray = (value: object): value is readonly Value[] => Array.isArray(value);

/** The event, its place (shared, counted once for each event) and its two ids. */
const ENVELOPE_BYTES = 400;
const POINTER_BYTES = 8;
const SCALAR_BYTES = 24;
/** Most text is Latin-1 in memory; some is two bytes a unit. */
const CHAR_BYTES = 1;
const STATS_BYTES = 400;
/** Deeper values are cut by the encoder anyway; a cycle must not hang the estimate. */
const MAX_DEPTH = 64;
