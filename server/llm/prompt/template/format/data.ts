/**
 * Values as the filter `format` sees them: plain data under the names that models know.
 *
 * It copies how the released language looks at values. An empty map and a view of a list
 * are texts, keys that are no texts are left out, whole floats are ints, and ints
 * beyond 64 bits are floats.
 */
import { ListObject, pairsOf } from "../collections";
import { EnumValueObject, InstanceObject, MediaObject } from "../objects";
import { displayText } from "../print";
import { isFloat, isObject, type TemplateObject, type TemplateValue } from "../value";

/** A bigint is a whole number of up to 64 bits, a number any other. */
export type Data = null | boolean | string | bigint | number | readonly Data[] | DataMap;
export type DataMap = ReadonlyMap<string, Data>;

export function toData(value: TemplateValue): Data {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (isFloat(value)) return toDataNumber(value.value);
  if (!isObject(value)) return typeof value === "bigint" ? toDataInt(value) : BigInt(value);
  return toDataObject(value);
}

function toDataObject(value: TemplateObject): Data {
  if (value instanceof EnumValueObject || value instanceof MediaObject) return displayText(value);
  if (value instanceof InstanceObject) {
    return new Map(
      Array.from(value.fields, ([name, field]) => [value.aliases.get(name) ?? name, toData(field)]),
    );
  }
  if (value.repr === "map" && value.size !== 0) return toDataMap(value);
  if (value instanceof ListObject && value.repr === "sequence") return value.items.map(toData);
  return displayText(value);
}

function toDataMap(value: TemplateObject): Data {
  const entries: [string, Data][] = [];
  for (const [key, member] of pairsOf(value)) {
    if (typeof key === "string") entries.push([key, toData(member)]);
  }
  return new Map(entries);
}

function toDataNumber(value: number): Data {
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? toDataInt(BigInt(value)) : value;
}

function toDataInt(value: bigint): Data {
  return BigInt.asIntN(64, value) === value ? value : Number(value);
}

export function isDataMap(value: Data): value is DataMap {
  return value instanceof Map;
}

export function isDataList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}
