/**
 * The display form of values (6.4): what `baml.unstable.string` gives, and what messages
 * show of a thrown value.
 *
 * Nesting is limited by the frames that are still free, so a cycle ends as a stack
 * overflow of the program, never of ours. A value that is shared many times over can
 * still be long, so the length is limited too.
 */
import { floatText, MAX_STRING } from "./arithmetic";
import { runtimeError, stackOverflow } from "./raised";
import {
  type VmArray,
  VmFloat,
  VmHandle,
  VmInstance,
  type VmMap,
  VmMedia,
  VmPanicText,
  type VmValue,
  VmVariant,
} from "./value";

export function display(value: VmValue, freeFrames: number): string {
  const writer = new Writer(MAX_STRING);
  writer.write(value, "", freeFrames);
  return writer.text;
}

/** As `display`, but a string stands bare, as `uncaught throw: …` shows it. */
export function displayBare(value: VmValue, freeFrames: number): string {
  return typeof value === "string" ? value : display(value, freeFrames);
}

class Writer {
  text = "";
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `indent` is that of the lines of whatever holds the value. */
  write(value: VmValue, indent: string, free: number): void {
    if (free <= 0) throw stackOverflow();
    if (Array.isArray(value)) this.#array(value, indent, free);
    else if (value instanceof Map) this.#map(value, indent, free);
    else if (value instanceof VmInstance) this.#instance(value, indent, free);
    else this.#put(leafText(value));
  }

  #array(items: VmArray, indent: string, free: number): void {
    this.#put("[");
    for (let index = 0; index < items.length; index++) {
      if (index > 0) this.#put(", ");
      this.write(items[index]!, indent, free - 1);
    }
    this.#put("]");
  }

  #map(map: VmMap, indent: string, free: number): void {
    this.#put("{\n");
    for (const [key, value] of map) this.#line(`"${key}"`, value, indent, free);
    this.#put(`${indent}}`);
  }

  #instance(instance: VmInstance, indent: string, free: number): void {
    const { name, fields, visible } = instance.cls;
    this.#put(`${name} {\n`);
    for (let slot = 0; slot < visible; slot++) {
      this.#line(fields[slot]!, instance.fields[slot]!, indent, free);
    }
    this.#put(`${indent}}`);
  }

  #line(name: string, value: VmValue, indent: string, free: number): void {
    const inner = indent + INDENT;
    this.#put(`${inner}${name}: `);
    this.write(value, inner, free - 1);
    this.#put("\n");
  }

  #put(text: string): void {
    if (this.text.length + text.length > this.#limit) throw runtimeError("string too long");
    this.text += text;
  }
}

const INDENT = "    ";

function leafText(value: Exclude<VmValue, VmArray | VmMap | VmInstance>): string {
  if (typeof value === "string") return `"${value}"`;
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof VmFloat) return floatText(value.value);
  if (value instanceof VmVariant) return value.name;
  if (value instanceof VmMedia) return `<type ${value.media}>`;
  if (value instanceof VmHandle) return handleText(value);
  if (value instanceof VmPanicText) return `panic: ${value.text}`;
  return `<function ${value.name}>`;
}

function handleText({ what, label }: VmHandle): string {
  return what === "type" ? `<type: ${label ?? "unknown"}>` : `<${what}>`;
}
