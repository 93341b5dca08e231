/**
 * Values back from the wire. What carries none of the reserved words, or carries one in
 * a way that this version does not know, is a map like any other.
 */
import {
  float,
  type MediaKind,
  type MediaValue,
  type OpaqueValue,
  type TruncatedValue,
  type Value,
} from "../base";
import { field, isArray, isMap } from "./json";
import { parseJson } from "./jsonParser";
import { reservedWords } from "./valueEncoder";

type Entries = readonly (readonly [string, Value])[];

/** Undefined when the text is not JSON. */
export function decodeValueText(text: string): Value | undefined {
  const document = parseJson(text);
  return document === undefined ? undefined : decodeValue(document);
}

/** The value that a parsed document stands for. */
export function decodeValue(document: Value): Value {
  if (isArray(document)) return document.map(decodeValue);
  if (!isMap(document)) return document;
  for (const [key, marked] of document.entries) {
    if (!key.startsWith("__") || !reservedWords.has(key)) continue;
    const value = decodeMarked(key, marked, document.entries);
    if (value !== undefined) return value;
  }
  return { kind: "map", entries: decodeEntries(document.entries) };
}

function decodeMarked(word: string, marked: Value, entries: Entries): Value | undefined {
  switch (word) {
    case "__class":
      return typeof marked === "string" ? decodeInstance(marked, entries) : undefined;
    case "__enum":
      return decodeVariant(marked, fieldOf(entries, "value"));
    case "__adt":
      return decodeAdt(marked, entries);
    case "__function_ref":
      return decodeFunctionRef(marked, fieldOf(entries, "name"));
    case "__float":
      return decodeSpecialFloat(marked);
    case "__bigint":
      return typeof marked === "string" && DECIMAL.test(marked) ? BigInt(marked) : undefined;
    case "__map":
      return decodePairs(marked);
    case "__truncated":
      return entries.length === 1 ? decodeTruncated(marked) : undefined;
    case "__cycle":
      return typeof marked === "number"
        ? { kind: "truncated", what: "cycle", levels: marked }
        : undefined;
    case "__bytes":
      return typeof marked === "number"
        ? { kind: "truncated", what: "bytes", bytes: marked }
        : undefined;
    case "__opaque":
      return isOpaqueLeaf(marked) ? { kind: "opaque", what: marked } : undefined;
    default:
      return undefined;
  }
}

function decodeInstance(className: string, entries: Entries): Value {
  const fields = entries.filter(([key]) => key !== "__class");
  return { kind: "instance", className, fields: decodeEntries(fields) };
}

/** Later entries take the place of earlier ones of the same key. */
function decodeEntries(entries: Entries): Entries {
  const isUnique = new Set(entries.map(([key]) => key)).size === entries.length;
  const unique = isUnique ? entries : [...new Map(entries)];
  return unique.map(([key, item]) => [key, decodeEntry(key, item)] as const);
}

/** A map that a limit cut short ends with a marker among its own keys. */
function decodeEntry(key: string, item: Value): Value {
  return (key === "__truncated" && decodeTruncated(item)) || decodeValue(item);
}

function decodeVariant(enumName: Value, name: Value | undefined): Value | undefined {
  if (typeof enumName !== "string" || typeof name !== "string") return undefined;
  return { kind: "variant", enumName, name };
}

function decodeAdt(name: Value, entries: Entries): Value | undefined {
  const label = fieldOf(entries, name === "Type" ? "value" : "name");
  const labelled = typeof label === "string" ? { label } : {};
  switch (name) {
    case "Media":
      return decodeMedia(entries);
    case "PromptAst":
      return { kind: "opaque", what: "promptAst" };
    case "Type":
      return { kind: "opaque", what: "type", ...labelled };
    case "Collector":
      return { kind: "opaque", what: "collector", ...labelled };
    default:
      return undefined;
  }
}

/** Other writers say no more of a medium than that it is one. */
function decodeMedia(entries: Entries): MediaValue {
  const text = (name: string): string | undefined => {
    const value = fieldOf(entries, name);
    return typeof value === "string" ? value : undefined;
  };
  const kind = text("kind");
  const source = text("source");
  const mime = text("mime");
  const bytes = fieldOf(entries, "bytes");
  const content = text("content") ?? text("url") ?? text("path") ?? "";
  const omitted =
    content === "" && typeof bytes === "number"
      ? { omitted: { bytes, sha256: text("sha256") ?? "" } }
      : {};
  return {
    kind: "media",
    media: isMediaKind(kind) ? kind : "image",
    source: source === "url" || source === "file" ? source : "base64",
    content,
    ...(mime === undefined ? {} : { mimeType: mime }),
    ...omitted,
  };
}

function decodeFunctionRef(index: Value, name: Value | undefined): OpaqueValue | undefined {
  if (typeof index !== "number") return undefined;
  const label = typeof name === "string" ? { label: name } : {};
  return { kind: "opaque", what: "function", id: index, ...label };
}

function decodeSpecialFloat(name: Value): Value | undefined {
  return name === "NaN" || name === "Infinity" || name === "-Infinity"
    ? float(Number(name))
    : undefined;
}

function decodePairs(pairs: Value): Value | undefined {
  if (!isArray(pairs)) return undefined;
  const entries: [string, Value][] = [];
  for (const pair of pairs) {
    if (isArray(pair) && pair.length === 2 && typeof pair[0] === "string") {
      entries.push([pair[0], decodeValue(pair[1]!)]);
    } else {
      const marker = decodeValue(pair);
      if (!isTruncated(marker)) return undefined;
      entries.push(["__truncated", marker]);
    }
  }
  return { kind: "map", entries };
}

function decodeTruncated(marker: Value): TruncatedValue | undefined {
  if (!isMap(marker)) return undefined;
  const count = (name: string): number => {
    const value = field(marker, name);
    return typeof value === "number" ? value : 0;
  };
  const head = field(marker, "head");
  switch (field(marker, "kind")) {
    case "string":
      return {
        kind: "truncated",
        what: "string",
        bytes: count("bytes"),
        chars: count("chars"),
        head: typeof head === "string" ? head : "",
      };
    case "array":
    case "map":
      return { kind: "truncated", what: "array", items: count("items") };
    case "depth":
      return { kind: "truncated", what: "depth" };
    default:
      return undefined;
  }
}

function fieldOf(entries: Entries, name: string): Value | undefined {
  return entries.findLast(([key]) => key === name)?.[1];
}

function isTruncated(value: Value): value is TruncatedValue {
  return (
    typeof value === "object" && value !== null && !isArray(value) && value.kind === "truncated"
  );
}

function isOpaqueLeaf(what: Value): what is "function" | "class" | "enum" | "future" {
  return what === "function" || what === "class" || what === "enum" || what === "future";
}

function isMediaKind(kind: string | undefined): kind is MediaKind {
  return kind === "image" || kind === "audio" || kind === "pdf" || kind === "video";
}

const DECIMAL = /^-?[0-9]{1,1000}$/;
