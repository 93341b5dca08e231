/**
 * Values as keys of maps: one text for all values that are the same key.
 *
 * `1` and `1.0` are one key, `"1"` and `true` are others; an enum value is its name.
 */
import { EnumValueObject } from "./objects";
import { isFloat, isObject, type TemplateValue } from "./value";

export function keyText(key: TemplateValue): string {
  if (typeof key === "string") return `s${key}`;
  if (isFloat(key)) return `n${key.value}`;
  if (!isObject(key)) return typeof key === "boolean" ? `b${key}` : `n${key}`;
  if (key instanceof EnumValueObject) return `s${key.name}`;
  const items = Array.from(key.iterate() ?? [], (item) => {
    const text = key.repr === "map" ? keyText(item) + keyText(key.get(item)) : keyText(item);
    return `${text.length}:${text}`;
  });
  return `${key.repr === "map" ? "m" : "l"}${items.join("")}`;
}
