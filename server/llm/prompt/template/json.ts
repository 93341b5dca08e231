/** JSON of template values, as the filter `tojson` writes it: real names, floats with their point. */

import { pairsOf } from "./collections";
import { invalidOperation } from "./failure";
import { EnumValueObject } from "./objects";
import { exponentFloat } from "./print";
import { isFloat, isObject, type TemplateObject, type TemplateValue } from "./value";

/** On one line, or with `indent` spaces a level. */
export function jsonText(value: TemplateValue, indent?: number): string {
  return write(value, indent === undefined ? undefined : " ".repeat(indent), "\n");
}

/** `newLine` is a line break and the margin of what is written. */
function write(value: TemplateValue, margin: string | undefined, newLine: string): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (isFloat(value)) return jsonFloat(value.value);
  if (!isObject(value)) return String(value);
  if (value instanceof EnumValueObject) return JSON.stringify(value.name);
  const inner = margin === undefined ? newLine : newLine + margin;
  if (value.repr === "map") {
    const colon = margin === undefined ? ":" : ": ";
    const members = pairsOf(value).map(
      ([key, member]) => `${keyJson(key)}${colon}${write(member, margin, inner)}`,
    );
    return bracketed("{", members, "}", margin === undefined ? undefined : [inner, newLine]);
  }
  const items = listItems(value).map((item) => write(item, margin, inner));
  return bracketed("[", items, "]", margin === undefined ? undefined : [inner, newLine]);
}

function bracketed(
  open: string,
  texts: readonly string[],
  close: string,
  lines: readonly [string, string] | undefined,
): string {
  if (!lines || texts.length === 0) return `${open}${texts.join(",")}${close}`;
  return `${open}${lines[0]}${texts.join(`,${lines[0]}`)}${lines[1]}${close}`;
}

function listItems(value: TemplateObject): readonly TemplateValue[] {
  const items = value.iterate();
  if (!items) throw invalidOperation("cannot serialize to JSON");
  return Array.from(items);
}

function keyJson(key: TemplateValue): string {
  if (typeof key === "string") return JSON.stringify(key);
  if (key instanceof EnumValueObject) return JSON.stringify(key.name);
  if (typeof key === "number" || typeof key === "bigint" || typeof key === "boolean")
    return `"${key}"`;
  throw invalidOperation("cannot serialize to JSON");
}

function jsonFloat(value: number): string {
  return Number.isFinite(value) ? exponentFloat(value, 1e-5) : "null";
}
