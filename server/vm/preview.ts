/**
 * A value in one short line, for what is shown beside code: as it would be written in the
 * language, cut where the room ends.
 *
 * Invariant: looks at no more of a value than it shows.
 */
import { floatText } from "./arithmetic";
import { VmFunction } from "./function";
import {
  VmFloat,
  VmHandle,
  VmInstance,
  VmMedia,
  VmPanicText,
  type VmValue,
  VmVariant,
} from "./value";

export function preview(value: VmValue, maxChars = 200): string {
  const writer = new Preview(maxChars);
  writer.write(value);
  return writer.text;
}

class Preview {
  #text = "";
  #isCut = false;

  constructor(readonly maxChars: number) {}

  get text(): string {
    return this.#isCut ? `${this.#text.slice(0, this.maxChars - 1)}…` : this.#text;
  }

  write(value: VmValue): void {
    if (this.#isCut) return;
    if (typeof value === "string") this.#string(value);
    else if (Array.isArray(value)) this.#list("[", unnamed(value), "]");
    else if (value instanceof Map) this.#list("{", value, "}");
    else if (value instanceof VmInstance) this.#list(`${value.cls.name} {`, fieldsOf(value), "}");
    else this.#put(leaf(value));
  }

  #list(open: string, entries: Iterable<readonly [string, VmValue]>, close: string): void {
    this.#put(open);
    let separator = "";
    for (const [name, value] of entries) {
      if (this.#isCut) return;
      this.#put(name === "" ? separator : `${separator}${name}: `);
      this.write(value);
      separator = ", ";
    }
    this.#put(close);
  }

  /** Escaped, so that it stays on the line. */
  #string(text: string): void {
    const room = this.maxChars - this.#text.length;
    this.#put(JSON.stringify(text.length > room ? text.slice(0, room) : text));
  }

  #put(text: string): void {
    this.#text += text;
    if (this.#text.length > this.maxChars) this.#isCut = true;
  }
}

function* unnamed(items: readonly VmValue[]): Generator<readonly [string, VmValue]> {
  for (const item of items) yield ["", item];
}

function* fieldsOf({ cls, fields }: VmInstance): Generator<readonly [string, VmValue]> {
  for (let slot = 0; slot < cls.visible; slot++) yield [cls.fields[slot]!, fields[slot]!];
}

function leaf(value: VmValue): string {
  if (value instanceof VmFloat) return floatPreview(value.value);
  if (value instanceof VmVariant) return `${value.enumName}.${value.name}`;
  if (value instanceof VmMedia) return `<${value.media}>`;
  if (value instanceof VmHandle) return `<${value.label ?? value.what}>`;
  if (value instanceof VmPanicText) return value.text;
  if (value instanceof VmFunction) return `<function ${value.name}>`;
  return String(value);
}

/** With its point, so that a float is told from an int. */
function floatPreview(value: number): string {
  const text = floatText(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
