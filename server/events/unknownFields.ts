/**
 * Which fields of a line this version knows. The others are kept with the event, so that
 * writing it again loses nothing that a later version, or another runtime, had to say.
 */
import type { MapValue, Value } from "../base";
import type { UnknownFields } from "./event";
import { isMap } from "./json";

/** Fields that we have no place for. Of records that are kept whole, none are listed. */
export function unknownFields(
  document: MapValue,
  content: MapValue,
  type: string,
  data: Value,
): UnknownFields | undefined {
  const fields = {
    ...fieldsBeside(envelopeFields, document, "envelope"),
    ...fieldsBeside(contentFields, content, "content"),
    ...fieldsBeside(dataFields[type], data, "data"),
    ...(type === "intermediate" && isMap(data) ? unknownRecordFields(data) : {}),
  };
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function unknownRecordFields({ entries }: MapValue): UnknownFields {
  const [entry] = entries;
  return entry === undefined ? {} : fieldsBeside(recordFields[entry[0]], entry[1], "record");
}

function fieldsBeside(
  known: ReadonlySet<string> | undefined,
  object: Value,
  name: keyof UnknownFields,
): UnknownFields {
  if (known === undefined || !isMap(object)) return {};
  if (object.entries.every(([key]) => known.has(key))) return {};
  return { [name]: object.entries.filter(([key]) => !known.has(key)) };
}

const envelopeFields: ReadonlySet<string> = new Set([
  "call_id",
  "call_stack",
  "content",
  "function_event_id",
  "seq",
  "timestamp_epoch_ms",
  "timestamp_epoch_us",
  "writer_id",
]);

const contentFields: ReadonlySet<string> = new Set(["data", "type"]);

/** Ends of the classic dialect have fields of their own, which become outcome. */
const dataFields: Readonly<Record<string, ReadonlySet<string>>> = {
  function_start: new Set([
    "arg_names",
    "args",
    "call_site",
    "def_site",
    "function_display_name",
    "function_type",
    "host",
    "is_stream",
    "program_hash",
    "tags",
    "trace_reason",
  ]),
  function_end: new Set([
    "Error",
    "Success",
    "duration_ms",
    "duration_us",
    "error",
    "function_display_name",
    "result",
    "status",
    "suppressed_children",
    "wait_us",
  ]),
};

const recordFields: Readonly<Record<string, ReadonlySet<string>>> = {
  LLMRequest: new Set([
    "attempt",
    "client_name",
    "client_provider",
    "client_stack",
    "http_request_id",
    "origin",
    "params",
    "prompt",
    "retry_delay_ms",
  ]),
  RawLLMRequest: new Set(["body", "client_details", "headers", "http_request_id", "method", "url"]),
  RawLLMResponseStream: new Set(["event", "http_request_id"]),
  RawLLMResponse: new Set(["body", "client_details", "headers", "http_request_id", "status"]),
  LLMResponse: new Set([
    "client_stack",
    "duration_ms",
    "duration_us",
    "error_kind",
    "error_message",
    "finish_reason",
    "http_request_id",
    "model",
    "raw_text_output",
    "selected",
    "status",
    "status_code",
    "time_to_first_token_ms",
    "usage",
  ]),
};
