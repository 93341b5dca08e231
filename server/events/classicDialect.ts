/**
 * What trace lines of the classic BAML runtime say in other words: arguments come with
 * their names and types, ends are `Success` or `Error`, durations are left to the reader.
 *
 * Best effort: names, arguments, status, error and tree.
 */
import type { MapValue, Value } from "../base";
import type { Outcome } from "./event";
import { field, isArray, isMap, jsonText } from "./json";
import { decodeValue } from "./valueDecoder";
import { mapField, textField } from "./wireFields";

/** True for `[[name, {metadata, value}], …]`. An empty list says nothing of its dialect. */
export function isClassicArgs(args: readonly Value[]): boolean {
  return (
    args.length > 0 &&
    args.every(
      (pair) =>
        isArray(pair) && pair.length === 2 && typeof pair[0] === "string" && isTyped(pair[1]),
    )
  );
}

export function classicArgs(args: readonly Value[]): {
  readonly argNames: readonly string[];
  readonly args: readonly Value[];
} {
  const pairs = args as readonly (readonly [string, Value])[];
  return {
    argNames: pairs.map(([name]) => name),
    args: pairs.map(([, value]) => classicValue(value)),
  };
}

/** Undefined when the end is not in this dialect. */
export function classicOutcome(end: MapValue): Outcome | undefined {
  const success = mapField(end, "Success");
  if (success !== undefined) {
    return { status: "ok", result: classicValue(field(success, "result") ?? null) };
  }
  const failure = mapField(end, "Error");
  return failure === undefined ? undefined : classicError(field(failure, "error") ?? null);
}

function classicError(error: Value): Outcome {
  const type = (isMap(error) && textField(error, "type")) || "BamlError";
  const data = isMap(error) ? field(error, "data") : error;
  const message = messageOf(data ?? null) ?? type;
  if (/cancel|abort/i.test(type)) {
    return { status: "cancelled", error: { kind: "cancelled", type, message } };
  }
  return { status: "error", error: { kind: "runtime", type, message } };
}

function messageOf(data: Value): string | undefined {
  if (typeof data === "string") return data;
  if (isMap(data)) return textField(data, "message") ?? jsonText(data);
  return data === null ? undefined : jsonText(data);
}

/** A value without the types that stand around it and around each of its parts. */
function classicValue(value: Value): Value {
  if (!isTyped(value)) return decodeValue(value);
  const metadata = field(value, "metadata") ?? null;
  const content = field(value, "value") ?? null;
  if (!isMap(content)) return isArray(content) ? content.map(classicValue) : content;
  const type = textField(content, "type");
  if (type === undefined) return classicMap(content.entries);
  return classicContent(type, content, metadata);
}

function classicContent(type: string, content: MapValue, metadata: Value): Value {
  const data = field(content, "data") ?? null;
  switch (type) {
    case "null":
      return null;
    case "list":
      return isArray(data) ? data.map(classicValue) : data;
    case "map":
      return isMap(data) ? classicMap(data.entries) : data;
    case "class": {
      const fields = isMap(data) ? data.entries : [];
      const className = typeName(metadata) ?? "";
      return { kind: "instance", className, fields: classicMap(fields).entries };
    }
    case "enum": {
      const name = isMap(data) ? textField(data, "value") : undefined;
      return { kind: "variant", enumName: typeName(metadata) ?? "", name: name ?? "" };
    }
    case "media":
      return { kind: "opaque", what: "handle", label: "media" };
    default:
      return decodeValue(data);
  }
}

function classicMap(entries: readonly (readonly [string, Value])[]): MapValue {
  return { kind: "map", entries: entries.map(([key, item]) => [key, classicValue(item)]) };
}

/** The name of a class or enum, wherever the description of the type has it. */
function typeName(metadata: Value): string | undefined {
  if (!isMap(metadata)) return undefined;
  const name = textField(metadata, "name");
  if (name !== undefined) return name;
  for (const [, part] of metadata.entries) {
    const inner = typeName(part);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function isTyped(value: Value | undefined): value is MapValue {
  return (
    isMap(value) &&
    value.entries.length === 2 &&
    field(value, "metadata") !== undefined &&
    field(value, "value") !== undefined
  );
}
