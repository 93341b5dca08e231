/**
 * Values as JSON: instances and maps as objects, enum values as their names, checked values
 * with their checks beside them.
 */
import { type CheckResult, isTagged, type MediaValue, unreachable, type Value } from "../../base";

export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** An int beyond 2^53 stays a bigint; `toJsonText` writes it exactly. */
export function toJson(value: Value): Json {
  if (!isTagged(value)) return isList(value) ? value.map(toJson) : value;
  switch (value.kind) {
    case "float":
      return value.value;
    case "map":
      return objectFrom(value.entries);
    case "instance":
      return objectFrom(value.fields);
    case "variant":
      return value.name;
    case "checked":
      return { value: toJson(value.value), checks: checksJson(value.checks) };
    case "media":
      return mediaJson(value);
    case "opaque":
      return value.label ?? value.what;
    case "truncated":
      return value.head ?? null;
    default:
      return unreachable(value, "value");
  }
}

/** Of two checks with one name the last one stays. */
function checksJson(checks: readonly CheckResult[]): JsonObject {
  const status = (passed: boolean) => (passed ? "succeeded" : "failed");
  return fromEntries(
    checks.map(({ name, expression, passed }) => [
      name,
      { name, expression, status: status(passed) },
    ]),
  );
}

function objectFrom(entries: readonly (readonly [string, Value])[]): JsonObject {
  return fromEntries(entries.map(([key, value]) => [key, toJson(value)]));
}

/** Without a prototype's setters: `__proto__` is a key like any other. */
function fromEntries(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}

/** As a host would hand it in. */
function mediaJson({ source, content, mimeType }: MediaValue): JsonObject {
  return { [source]: content, ...(mimeType !== undefined && { media_type: mimeType }) };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** JSON text, with ints of any size written out in full, and keys in their order. */
export function toJsonText(value: Value): string {
  if (!isTagged(value)) {
    if (isList(value)) return `[${value.map(toJsonText).join(",")}]`;
    return typeof value === "bigint" ? String(value) : JSON.stringify(value);
  }
  switch (value.kind) {
    case "map":
      return objectText(value.entries);
    case "instance":
      return objectText(value.fields);
    case "checked": {
      const checks = JSON.stringify(checksJson(value.checks));
      return `{"value":${toJsonText(value.value)},"checks":${checks}}`;
    }
    default:
      return JSON.stringify(toJson(value));
  }
}

function objectText(entries: readonly (readonly [string, Value])[]): string {
  const texts = entries.map(([key, value]) => `${JSON.stringify(key)}:${toJsonText(value)}`);
  return `{${texts.join(",")}}`;
}
