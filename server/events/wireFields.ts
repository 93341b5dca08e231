/** Fields of parsed objects, by the type that they should have; anything else is undefined. */
import type { LineRange, MapValue, SourceSpan, Value } from "../base";
import type { Tags } from "./event";
import { field, isArray, isMap, jsonText, plainOf } from "./json";

export function textField(object: MapValue, name: string): string | undefined {
  const value = field(object, name);
  return typeof value === "string" ? value : undefined;
}

export function numberField(object: MapValue, name: string): number | undefined {
  const value = field(object, name);
  if (typeof value === "number") return value;
  return isFloat(value) ? value.value : undefined;
}

export function booleanField(object: MapValue, name: string): boolean | undefined {
  const value = field(object, name);
  return typeof value === "boolean" ? value : undefined;
}

export function mapField(object: MapValue, name: string): MapValue | undefined {
  const value = field(object, name);
  return isMap(value) ? value : undefined;
}

export function arrayField(object: MapValue, name: string): readonly Value[] | undefined {
  const value = field(object, name);
  return isArray(value) ? value : undefined;
}

/** The strings among the items. */
export function textsField(object: MapValue, name: string): readonly string[] {
  return (arrayField(object, name) ?? []).filter((item) => typeof item === "string");
}

/** Tags of other writers need not be strings: what is not becomes its JSON. */
export function tagsOf(value: Value | undefined): Tags {
  if (!isMap(value) || value.entries.length === 0) return noTags;
  return Object.fromEntries(
    value.entries.map(([key, tag]) => [key, typeof tag === "string" ? tag : jsonText(tag)]),
  );
}

/** Headers and the like. */
export function plainTexts(object: MapValue | undefined): Readonly<Record<string, string>> {
  return tagsOf(object);
}

export function plainObject(object: MapValue | undefined): Readonly<Record<string, unknown>> {
  return object === undefined ? {} : (plainOf(object) as Record<string, unknown>);
}

export function siteField(object: MapValue, name: string): SourceSpan | undefined {
  const site = mapField(object, name);
  if (site === undefined) return undefined;
  const uri = textField(site, "uri");
  const range = arrayField(site, "range");
  return uri !== undefined && isLineRange(range) ? { uri, range } : undefined;
}

/** A record without the fields that are undefined: as it was before it was written. */
export function withoutUndefined<T extends object>(record: T): T {
  const defined: Partial<T> = {};
  for (const key in record) {
    if (record[key] !== undefined) defined[key] = record[key];
  }
  return defined as T;
}

const noTags: Tags = {};

function isLineRange(range: readonly Value[] | undefined): range is LineRange {
  return range?.length === 4 && range.every((item) => typeof item === "number");
}

function isFloat(value: Value | undefined): value is { kind: "float"; value: number } {
  return typeof value === "object" && value !== null && !isArray(value) && value.kind === "float";
}
