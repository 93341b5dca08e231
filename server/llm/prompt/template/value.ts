/**
 * Values as a template sees them while it is rendered.
 *
 * A JavaScript number or bigint is an int, up to 128 signed bits; a float is a
 * `FloatValue`; `undefined` is Jinja's undefined, `null` its none. Everything else is an
 * object that says for itself how it is looked into, iterated and printed.
 *
 * Invariant: values are not changed after they are made, namespaces excepted.
 */
import type { FloatValue } from "../../../base";

export type TemplateValue =
  | undefined
  | null
  | boolean
  | string
  | number
  | bigint
  | FloatValue
  | TemplateObject;

export interface TemplateObject {
  readonly kind: "object";
  /** What it counts as in tests, comparisons and messages. */
  readonly repr: "sequence" | "map" | "iterable" | "plain";
  /** How many items or keys, where that is known without reading them. */
  readonly size: number | undefined;
  /** By attribute, key or index: undefined when there is none. */
  get(key: TemplateValue): TemplateValue;
  /** Items, or the keys of a map; undefined when it cannot be iterated. */
  iterate(): Iterable<TemplateValue> | undefined;
  print(style: PrintStyle): string;
  /** Keyword arguments come last, as one dict that says so. */
  call?(args: readonly TemplateValue[]): TemplateValue;
  /** Of its own methods, beside the values it holds; undefined when there is no such method. */
  method?(name: string): ((args: readonly TemplateValue[]) => TemplateValue) | undefined;
}

/** `compact` is one line, `pretty` one line an item. */
export type PrintStyle = "compact" | "pretty";

export function isObject(value: TemplateValue): value is TemplateObject {
  return typeof value === "object" && value !== null && value.kind === "object";
}

export function isFloat(value: TemplateValue): value is FloatValue {
  return typeof value === "object" && value !== null && value.kind === "float";
}

export function isInt(value: TemplateValue): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** What messages call the value's type. */
export function kindName(value: TemplateValue): string {
  if (value === undefined) return "undefined";
  if (value === null) return "none";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "string";
  if (!isObject(value)) return "number";
  return objectKinds[value.repr];
}

const objectKinds: Readonly<Record<TemplateObject["repr"], string>> = {
  sequence: "sequence",
  map: "map",
  iterable: "iterator",
  plain: "plain object",
};

export function isTrue(value: TemplateValue): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "object") return isObject(value) ? value.size !== 0 : value.value !== 0;
  return typeof value === "bigint" || Boolean(value);
}

/** Code points, as a template counts characters. */
export function characters(text: string): string[] {
  return Array.from(text);
}

/** The items of a list, the keys of a map, the characters of a text; undefined for what has none. */
export function tryIterate(value: TemplateValue): Iterable<TemplateValue> | undefined {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return characters(value);
  return isObject(value) ? value.iterate() : undefined;
}

/** A whole number as an index into `size` items; a negative one counts from the end. */
export function toIndex(key: TemplateValue, size: number): number | undefined {
  const whole = isFloat(key) ? key.value : typeof key === "boolean" ? Number(key) : key;
  if (typeof whole !== "number" || !Number.isInteger(whole)) return undefined;
  const index = whole < 0 ? size + whole : whole;
  return index >= 0 && index < size ? index : undefined;
}
