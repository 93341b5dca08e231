/**
 * Lines of a trace file as events: ours, those of other BAML runtimes, and those of
 * versions to come.
 *
 * Only `call_id` and `content` must be there. What else is missing gets a default, and
 * what is not known is kept.
 *
 * Invariant: any text is fine. A line that is no event gives undefined; nothing throws.
 */
import type { MapValue, Value } from "../base";
import { callErrorKind, decodeAttempt } from "./attemptDecoder";
import { classicArgs, classicOutcome, isClassicArgs } from "./classicDialect";
import type {
  EventKind,
  FunctionType,
  Outcome,
  RuntimeEvent,
  SpanError,
  TraceReason,
} from "./event";
import { field, isMap } from "./json";
import { parseJson } from "./jsonParser";
import { decodeMeta } from "./metaDecoder";
import { unknownFields } from "./unknownFields";
import { decodeValue } from "./valueDecoder";
import {
  arrayField,
  booleanField,
  mapField,
  numberField,
  plainObject,
  siteField,
  tagsOf,
  textField,
  textsField,
  withoutUndefined,
} from "./wireFields";

export function decodeEvent(line: string): RuntimeEvent | undefined {
  const document = parseJson(line);
  if (!isMap(document)) return undefined;
  const spanId = textField(document, "call_id");
  const content = mapField(document, "content");
  if (spanId === undefined || content === undefined) return undefined;
  const type = textField(content, "type") ?? "";
  const data = field(content, "data") ?? null;
  const writerId = textField(document, "writer_id");
  const callStack = type === "meta" ? [] : callStackOf(document, spanId);
  const unknown = unknownFields(document, content, type, data);
  return withoutUndefined({
    ctx: {
      spanId,
      parentSpanId: callStack[callStack.length - 2] ?? null,
      rootSpanId: callStack[0] ?? spanId,
    },
    callStack,
    eventId: textField(document, "function_event_id") ?? "",
    seq: numberField(document, "seq") ?? -1,
    timestampUs: timestampOf(document),
    event: decodeKind(type, data, spanId, writerId !== undefined),
    writerId,
    unknown,
  });
}

/** The own span comes last, also where a file forgot it. */
function callStackOf(document: MapValue, spanId: string): readonly string[] {
  const stack = textsField(document, "call_stack");
  return stack[stack.length - 1] === spanId ? stack : [...stack, spanId];
}

function timestampOf(document: MapValue): number {
  const us = numberField(document, "timestamp_epoch_us");
  return us ?? (numberField(document, "timestamp_epoch_ms") ?? 0) * 1000;
}

/** `isOurs`: the line names its writer, which no other runtime does. */
function decodeKind(type: string, data: Value, spanId: string, isOurs: boolean): EventKind {
  const known = isMap(data) ? decodeKnownKind(type, data, spanId, isOurs) : undefined;
  return known ?? { kind: "unknown", type, data };
}

function decodeKnownKind(
  type: string,
  data: MapValue,
  spanId: string,
  isOurs: boolean,
): EventKind | undefined {
  switch (type) {
    case "function_start":
      return decodeStart(data);
    case "function_end":
      return decodeEnd(data, isOurs);
    case "intermediate":
      return decodeIntermediate(data, spanId);
    case "meta": {
      const meta = decodeMeta(data);
      return meta && { kind: "meta", meta };
    }
    default:
      return undefined;
  }
}

function decodeStart(data: MapValue): EventKind {
  const written = arrayField(data, "args") ?? [];
  const { args, argNames } = isClassicArgs(written)
    ? classicArgs(written)
    : { args: written.map(decodeValue), argNames: textsField(data, "arg_names") };
  const functionType = textField(data, "function_type");
  const traceReason = textField(data, "trace_reason");
  const host = textField(data, "host");
  const callSite = siteField(data, "call_site");
  const defSite = siteField(data, "def_site");
  const programHash = textField(data, "program_hash");
  return {
    kind: "functionStart",
    start: withoutUndefined({
      name: textField(data, "function_display_name") ?? "",
      args,
      argNames,
      tags: tagsOf(field(data, "tags")),
      isStream: booleanField(data, "is_stream") ?? false,
      functionType: isFunctionType(functionType) ? functionType : undefined,
      host,
      callSite,
      defSite,
      programHash,
      traceReason: isTraceReason(traceReason) ? traceReason : undefined,
    }),
  };
}

function decodeEnd(data: MapValue, isOurs: boolean): EventKind {
  const durationMs = numberField(data, "duration_ms");
  const durationUs = numberField(data, "duration_us") ?? (durationMs ?? Number.NaN) * 1000;
  const waitUs = numberField(data, "wait_us");
  const suppressedChildren = numberField(data, "suppressed_children");
  return {
    kind: "functionEnd",
    end: withoutUndefined({
      name: textField(data, "function_display_name") ?? "",
      outcome: classicOutcome(data) ?? decodeOutcome(data, isOurs),
      durationUs,
      waitUs,
      suppressedChildren,
    }),
  };
}

function decodeOutcome(data: MapValue, isOurs: boolean): Outcome {
  const status = textField(data, "status");
  const result = field(data, "result") ?? null;
  if (status === "error" || status === "cancelled") {
    return { status, error: decodeError(mapField(data, "error"), result, status) };
  }
  // Early traces of the reference wrote this in place of values that it could not copy.
  if (!isOurs && result === "<handle>") {
    return { status: "ok", result: { kind: "opaque", what: "handle" } };
  }
  return { status: "ok", result: decodeValue(result) };
}

function decodeError(
  error: MapValue | undefined,
  result: Value,
  status: "error" | "cancelled",
): SpanError {
  const message =
    (error && textField(error, "message")) ?? (typeof result === "string" ? result : "");
  const otherwise = status === "cancelled" ? "cancelled" : "internal";
  if (error === undefined) return { kind: otherwise, type: "BamlError", message };
  const value = field(error, "value");
  const statusCode = numberField(error, "status_code");
  const stack = textField(error, "stack");
  const details = mapField(error, "details");
  return withoutUndefined({
    kind: callErrorKind(textField(error, "kind")) ?? otherwise,
    type: textField(error, "type") ?? "BamlError",
    message,
    value: value === undefined ? undefined : decodeValue(value),
    statusCode,
    stack,
    details: details && plainObject(details),
  });
}

function decodeIntermediate(data: MapValue, spanId: string): EventKind | undefined {
  const entry = data.entries[0];
  if (entry === undefined || data.entries.length !== 1) return undefined;
  const [key, payload] = entry;
  if (key === "SetTags")
    return isMap(payload) ? { kind: "setTags", tags: tagsOf(payload) } : undefined;
  const llm = decodeAttempt(key, payload, spanId);
  return llm && { kind: "llm", llm };
}

function isFunctionType(type: string | undefined): type is FunctionType {
  return (
    type === "baml_llm" || type === "baml_expr" || type === "baml_builtin" || type === "native"
  );
}

function isTraceReason(reason: string | undefined): reason is TraceReason {
  return reason !== undefined && traceReasons.has(reason);
}

const traceReasons: ReadonlySet<string> = new Set<TraceReason>([
  "root",
  "llm",
  "all",
  "call_site",
  "host",
]);
