/**
 * Values as text: one short line to stand beside code, and whole JSON to read and copy.
 *
 * JSON is what a host would get: an enum value is its name, an instance an object in
 * the order of its fields. Ints are exact at any size, and a float that is whole keeps
 * its point, so that `3` and `3.0` stay apart.
 */
import {
  type FloatValue,
  isTagged,
  type MediaValue,
  type OpaqueValue,
  type TruncatedValue,
  unchecked,
  type Value,
  type VariantValue,
} from "./value";

/** A value on one line, at most `maxChars` long; what is cut ends in `…`. */
export function valuePreview(value: Value, maxChars = 120): string {
  const writer = new PreviewWriter(maxChars);
  writer.write(value);
  return writer.text;
}

/** JSON text, indented by two. A value that a limit cut says so as a string in its place. */
export function valueJson(value: Value): string {
  return jsonText(value, "");
}

/** Looks at no more of a value than it shows. */
class PreviewWriter {
  #text = "";

  constructor(readonly maxChars: number) {}

  get text(): string {
    const isCut = this.#text.length > this.maxChars;
    return isCut ? `${withoutHalfPair(this.#text.slice(0, this.maxChars - 1))}…` : this.#text;
  }

  write(given: Value): void {
    const value = unchecked(given);
    if (this.#isFull) return;
    if (typeof value === "string") this.#text += JSON.stringify(value.slice(0, this.maxChars + 1));
    else if (isList(value)) this.#items("[", value, "]");
    else if (!isTagged(value)) this.#text += String(value);
    else if (value.kind === "map") this.#entries("{", value.entries, "}");
    else if (value.kind === "instance") this.#entries(`${value.className} {`, value.fields, "}");
    else this.#text += leafText(value);
  }

  #items(open: string, items: readonly Value[], close: string): void {
    this.#text += open;
    for (const [at, item] of items.entries()) {
      if (this.#isFull) return;
      if (at > 0) this.#text += ", ";
      this.write(item);
    }
    this.#text += close;
  }

  #entries(open: string, entries: readonly (readonly [string, Value])[], close: string): void {
    this.#text += open;
    for (const [at, [name, item]] of entries.entries()) {
      if (this.#isFull) return;
      this.#text += `${at > 0 ? ", " : " "}${name}: `;
      this.write(item);
    }
    this.#text += entries.length > 0 ? ` ${close}` : close;
  }

  get #isFull(): boolean {
    return this.#text.length > this.maxChars;
  }
}

type Leaf = FloatValue | VariantValue | MediaValue | OpaqueValue | TruncatedValue;

function leafText(leaf: Leaf): string {
  switch (leaf.kind) {
    case "float":
      return floatText(leaf.value);
    case "variant":
      return `${leaf.enumName}.${leaf.name}`;
    case "media":
      return `<${leaf.media}>`;
    case "opaque":
      return `<${leaf.label ?? leaf.what}>`;
    case "truncated":
      return truncatedText(leaf);
    default:
      return leaf satisfies never;
  }
}

function jsonText(given: Value, indent: string): string {
  const value = unchecked(given);
  if (typeof value === "string") return JSON.stringify(value);
  if (isList(value))
    return block(
      "[",
      value.map((item) => jsonText(item, `${indent}  `)),
      "]",
      indent,
    );
  if (!isTagged(value)) return String(value);
  switch (value.kind) {
    case "map":
      return block("{", members(value.entries, indent), "}", indent);
    case "instance":
      return block("{", members(value.fields, indent), "}", indent);
    case "float":
      return Number.isFinite(value.value) ? floatText(value.value) : "null";
    case "variant":
      return JSON.stringify(value.name);
    case "media":
      return block("{", members(mediaMembers(value), indent), "}", indent);
    default:
      return JSON.stringify(leafText(value));
  }
}

/** As arguments name them, so that what is shown can be given again. */
function mediaMembers({ source, content, mimeType }: MediaValue): [string, Value][] {
  return mimeType === undefined
    ? [[source, content]]
    : [
        [source, content],
        ["media_type", mimeType],
      ];
}

function members(entries: readonly (readonly [string, Value])[], indent: string): string[] {
  return entries.map(([name, item]) => `${JSON.stringify(name)}: ${jsonText(item, `${indent}  `)}`);
}

function block(open: string, lines: readonly string[], close: string, indent: string): string {
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.map((line) => `${indent}  ${line}`).join(",\n")}\n${indent}${close}`;
}

/** The shortest text that reads back as the same float, always with a point or an exponent. */
export function floatText(value: number): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function truncatedText(value: TruncatedValue): string {
  switch (value.what) {
    case "string":
      return `${value.head ?? ""}… (${value.chars ?? "?"} characters)`;
    case "array":
      return `… ${value.items ?? "?"} more`;
    case "bytes":
      return `<${value.bytes ?? "?"} bytes>`;
    case "cycle":
      return "<cycle>";
    case "depth":
      return "…";
    default:
      return value.what satisfies never;
  }
}

/** A cut must not leave half of a character that takes two code units. */
function withoutHalfPair(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
