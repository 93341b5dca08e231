/**
 * Values of a program as a JavaScript program gets them: objects for classes and maps,
 * names for enum values, numbers for ints and floats alike.
 *
 * What has no form of its own comes as an `OpaqueResult`; a collector comes back as the
 * very object that was handed in.
 */
import { isTagged, type MediaValue, type OpaqueValue, unreachable, type Value } from "../base";
import { collectorOf } from "../engine";

/** Something of a program that stays inside: a prompt, a type, an open file. */
export interface OpaqueResult {
  readonly kind: "opaque";
  readonly what: OpaqueValue["what"];
  readonly label: string | null;
}

export function hostResult(value: Value): unknown {
  if (isList(value)) return value.map(hostResult);
  if (!isTagged(value)) return value;
  switch (value.kind) {
    case "float":
      return value.value;
    case "map":
      return objectOf(value.entries);
    case "instance":
      return objectOf(value.fields);
    case "variant":
      return value.name;
    case "media":
      return mediaObject(value);
    case "checked":
      return {
        value: hostResult(value.value),
        checks: Object.fromEntries(
          value.checks.map(({ name, expression, passed }) => [
            name,
            { name, expr: expression, status: passed ? "succeeded" : "failed" },
          ]),
        ),
      };
    case "opaque":
      return collectorOf(value) ?? opaqueResult(value);
    case "truncated":
      return value.head ?? null;
    default:
      return unreachable(value, "kind of value");
  }
}

/** Without a prototype's names in the way of the keys: `__proto__` is a key like any other. */
function objectOf(entries: readonly (readonly [string, Value])[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, item] of entries) {
    Object.defineProperty(result, key, {
      value: hostResult(item),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

/** The form in which media can be handed in as well. */
function mediaObject({ source, content, mimeType }: MediaValue): Record<string, unknown> {
  const type = mimeType === undefined ? {} : { media_type: mimeType };
  return { [source]: content, ...type };
}

function opaqueResult({ what, label }: OpaqueValue): OpaqueResult {
  return { kind: "opaque", what, label: label ?? null };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
