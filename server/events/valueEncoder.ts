/**
 * Values as JSON of the wire: ints and floats apart, instances and variants marked,
 * limits and cycles as markers where they cut something off.
 *
 * Not `JSON.stringify`: it would write `3.0` as `3`, lose `-0.0`, refuse a bigint and
 * move keys that look like integers.
 *
 * Invariant: one line of valid JSON comes out, whatever goes in.
 */
import {
  floatText,
  type InstanceValue,
  type MapValue,
  type MediaValue,
  type OpaqueValue,
  type TruncatedValue,
  unchecked,
  unreachable,
  type Value,
} from "../base";
import { isArray, quoted } from "./json";
import { mediaDigest } from "./mediaDigest";
import type { Redactor } from "./redaction";
import { characterCount, headOfBytes, utf8Length } from "./textBytes";

export interface ValueEncoderOptions {
  readonly maxStringBytes: number;
  readonly maxItems: number;
  readonly maxDepth: number;
  /** Writes the content of media too. */
  readonly withMediaContent?: boolean;
  /** Scrubs known secrets from every string. */
  readonly redactor?: Redactor | undefined;
}

/** Without limits: for hosts and results, which want the whole value. */
export const unlimited: ValueEncoderOptions = {
  maxStringBytes: Number.POSITIVE_INFINITY,
  maxItems: Number.POSITIVE_INFINITY,
  maxDepth: 1000,
  withMediaContent: true,
};

export function encodeValue(value: Value, options: ValueEncoderOptions = unlimited): string {
  return new ValueEncoder(options).encode(value);
}

/** Words that mark an object as something other than a map. */
export const reservedWords: ReadonlySet<string> = new Set([
  "__class",
  "__enum",
  "__adt",
  "__function_ref",
  "__float",
  "__bigint",
  "__map",
  "__truncated",
  "__cycle",
  "__opaque",
  "__bytes",
]);

export class ValueEncoder {
  readonly #options: ValueEncoderOptions;
  /** The containers around the value that is being written: a cycle leads back to one. */
  readonly #around: object[] = [];

  constructor(options: ValueEncoderOptions) {
    this.#options = options;
  }

  encode(value: Value): string {
    switch (typeof value) {
      case "string":
        return this.#string(value);
      case "number":
        return Number.isInteger(value) ? String(value) : finiteOrMarked(value);
      case "bigint":
        return BigInt.asIntN(64, value) === value ? String(value) : `{"__bigint":"${value}"}`;
      case "boolean":
        return value ? "true" : "false";
      default:
        return value === null ? "null" : this.#object(value);
    }
  }

  /** A JSON array of these values, and a marker in place of those beyond the limit. */
  array(items: readonly Value[]): string {
    const { maxItems } = this.#options;
    const count = Math.min(items.length, maxItems);
    let text = "[";
    for (let at = 0; at < count; at++) {
      text += at === 0 ? this.encode(items[at]!) : `,${this.encode(items[at]!)}`;
    }
    if (count < items.length) {
      text += `${count > 0 ? "," : ""}${itemsMarker(items.length - count, "array")}`;
    }
    return `${text}]`;
  }

  /** Text of a record, scrubbed and cut like a string in a value, but always a JSON string. */
  text(text: string, maxBytes = this.#options.maxStringBytes): string {
    const scrubbed = this.#scrubbed(text);
    return quoted(exceeds(scrubbed, maxBytes) ? headOfBytes(scrubbed, maxBytes) : scrubbed);
  }

  #string(text: string): string {
    const { maxStringBytes } = this.#options;
    const scrubbed = this.#scrubbed(text);
    if (!exceeds(scrubbed, maxStringBytes)) return quoted(scrubbed);
    const bytes = utf8Length(scrubbed);
    const head = quoted(headOfBytes(scrubbed, maxStringBytes));
    const chars = characterCount(scrubbed);
    return `{"__truncated":{"bytes":${bytes},"chars":${chars},"head":${head},"kind":"string"}}`;
  }

  #object(value: Exclude<Value, null | boolean | string | number | bigint>): string {
    if (isArray(value)) return this.#within(value, () => this.array(value));
    switch (value.kind) {
      case "float":
        return finiteOrMarked(value.value);
      case "map":
        return this.#within(value, () => this.#map(value));
      case "instance":
        return this.#within(value, () => this.#instance(value));
      case "variant":
        return `{"__enum":${quoted(value.enumName)},"value":${quoted(value.name)}}`;
      case "media":
        return this.#media(value);
      case "checked":
        return this.encode(unchecked(value));
      case "opaque":
        return opaqueText(value);
      case "truncated":
        return truncatedText(value);
      default:
        return unreachable(value, "kind of value");
    }
  }

  #within(container: object, text: () => string): string {
    const at = this.#around.lastIndexOf(container);
    if (at >= 0) return `{"__cycle":${this.#around.length - at}}`;
    if (this.#around.length >= this.#options.maxDepth) return `{"__truncated":{"kind":"depth"}}`;
    this.#around.push(container);
    const result = text();
    this.#around.pop();
    return result;
  }

  #map(value: MapValue): string {
    const { entries } = value;
    if (!entries.some(isReservedEntry)) return `{${this.#entries(entries)}}`;
    const count = Math.min(entries.length, this.#options.maxItems);
    const pairs = entries
      .slice(0, count)
      .map(([key, item]) => `[${quoted(key)},${this.encode(item)}]`);
    if (count < entries.length) pairs.push(itemsMarker(entries.length - count, "map"));
    return `{"__map":[${pairs.join(",")}]}`;
  }

  #instance(value: InstanceValue): string {
    const fields = this.#entries(value.fields);
    const separator = fields === "" ? "" : ",";
    return `{"__class":${quoted(value.className)}${separator}${fields}}`;
  }

  #entries(entries: readonly (readonly [string, Value])[]): string {
    const count = Math.min(entries.length, this.#options.maxItems);
    let text = "";
    for (let at = 0; at < count; at++) {
      const [key, item] = entries[at]!;
      if (at > 0) text += ",";
      text += isMarkerEntry(key, item)
        ? `"__truncated":{"items":${item.items},"kind":"map"}`
        : `${this.text(key)}:${this.encode(item)}`;
    }
    if (count === entries.length) return text;
    const marker = `"__truncated":{"items":${entries.length - count},"kind":"map"}`;
    return text === "" ? marker : `${text},${marker}`;
  }

  #media(value: MediaValue): string {
    const mime = value.mimeType === undefined ? "" : `"mime":${quoted(value.mimeType)},`;
    const head = `{"__adt":"Media","kind":"${value.media}",${mime}"source":"${value.source}"`;
    if (value.source === "url") {
      const url = this.#options.redactor?.url(value.content) ?? value.content;
      return `${head},"url":${this.text(url)}}`;
    }
    if (value.source === "file") return `${head},"path":${this.text(value.content)}}`;
    const { bytes, sha256 } = mediaDigest(value);
    const hasContent = this.#options.withMediaContent && value.content !== "";
    const content = hasContent ? `,"content":${quoted(value.content)}` : "";
    return `${head},"bytes":${bytes},"sha256":"${sha256}"${content}}`;
  }

  #scrubbed(text: string): string {
    return this.#options.redactor?.text(text) ?? text;
  }
}

function finiteOrMarked(value: number): string {
  return Number.isFinite(value) ? floatText(value) : `{"__float":"${value}"}`;
}

function opaqueText(value: OpaqueValue): string {
  const name = value.label === undefined ? "" : `,"name":${quoted(value.label)}`;
  switch (value.what) {
    case "promptAst":
      return `{"__adt":"PromptAst"}`;
    case "type":
      return `{"__adt":"Type","value":${quoted(value.label ?? "unknown")}}`;
    case "collector":
      return `{"__adt":"Collector"${name}}`;
    case "resource":
    case "handle":
      return `"<${value.what}>"`;
    case "function":
      return value.id === undefined
        ? `{"__opaque":"function"}`
        : `{"__function_ref":${value.id}${name}}`;
    case "class":
    case "enum":
    case "future":
      return `{"__opaque":"${value.what}"}`;
    default:
      return unreachable(value.what, "opaque value");
  }
}

function truncatedText(value: TruncatedValue): string {
  switch (value.what) {
    case "string": {
      const { bytes = 0, chars = 0, head = "" } = value;
      return `{"__truncated":{"bytes":${bytes},"chars":${chars},"head":${quoted(head)},"kind":"string"}}`;
    }
    case "array":
      return itemsMarker(value.items ?? 0, "array");
    case "depth":
      return `{"__truncated":{"kind":"depth"}}`;
    case "cycle":
      return `{"__cycle":${value.levels ?? 0}}`;
    case "bytes":
      return `{"__bytes":${value.bytes ?? 0}}`;
    default:
      return unreachable(value.what, "truncated value");
  }
}

const itemsMarker = (items: number, kind: "array" | "map"): string =>
  `{"__truncated":{"items":${items},"kind":"${kind}"}}`;

/** The last entry of a map that was read from a file where a limit had cut it. */
function isMarkerEntry(key: string, item: Value): item is TruncatedValue {
  if (key !== "__truncated" || typeof item !== "object" || item === null || isArray(item)) {
    return false;
  }
  return item.kind === "truncated" && item.what === "array";
}

function isReservedEntry([key, item]: readonly [string, Value]): boolean {
  return key.startsWith("__") && reservedWords.has(key) && !isMarkerEntry(key, item);
}

/** Counting the bytes is left out where there cannot be too many. */
function exceeds(text: string, maxBytes: number): boolean {
  if (text.length * MAX_BYTES_A_UNIT <= maxBytes) return false;
  return text.length > maxBytes || utf8Length(text) > maxBytes;
}

const MAX_BYTES_A_UNIT = 3;
