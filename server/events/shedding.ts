/**
 * What can be given up of a run's record when there is too much of it, and in which
 * order. Queues and buckets follow the same list.
 */
import type { AttemptRecord } from "../base";
import type { DropClass, RuntimeEvent } from "./event";
import { base64Length, utf8Length } from "./textBytes";

/** The class under which the loss of an event would be counted. */
export function dropClass(event: RuntimeEvent): DropClass {
  const kind = event.event;
  switch (kind.kind) {
    case "functionStart":
      return isOnlyForTraceAll(event) ? "span" : "critical";
    case "functionEnd":
    case "setTags":
    case "meta":
      return "critical";
    case "unknown":
      return "intermediate";
    case "llm":
      return attemptClass(kind.llm);
    default:
      kind satisfies never;
      return "critical";
  }
}

function attemptClass(record: AttemptRecord): DropClass {
  switch (record.kind) {
    case "streamEvent":
      return "sse";
    case "request":
    case "rawRequest":
    case "rawResponse":
      return "intermediate";
    case "response":
      return "critical";
    default:
      record satisfies never;
      return "critical";
  }
}

/** A start that there would not be in the default mode; its whole span may be given up. */
export function isOnlyForTraceAll(event: RuntimeEvent): boolean {
  if (event.event.kind !== "functionStart") return false;
  const { traceReason, functionType } = event.event.start;
  return (traceReason === "all" || traceReason === "call_site") && functionType !== "baml_llm";
}

/** The event with the body of its request or response replaced by its length. */
export function withoutBody(event: RuntimeEvent): RuntimeEvent {
  if (event.event.kind !== "llm") return event;
  const record = event.event.llm;
  if (record.kind !== "rawRequest" && record.kind !== "rawResponse") return event;
  const truncatedBytes = (record.truncatedBytes ?? 0) + byteLength(record);
  return { ...event, event: { kind: "llm", llm: { ...record, body: "", truncatedBytes } } };
}

function byteLength(record: { readonly body: string; readonly encoding?: "base64" }): number {
  return record.encoding === "base64" ? base64Length(record.body) : utf8Length(record.body);
}
