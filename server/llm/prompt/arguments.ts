/** Arguments as a template sees them. */
import { type MediaValue, type Shapes, unreachable, type Value } from "../../base";
import { DictObject, ListObject } from "./template/collections";
import { EnumObject, EnumValueObject, InstanceObject, MediaObject } from "./template/objects";
import type { TemplateValue } from "./template/value";

export interface Naming {
  readonly shapes: Shapes;
  readonly markMedia: (media: MediaValue) => string;
}

/** Classes and enums keep their names for expressions, and print by their aliases. */
export function toTemplateValue(value: Value, naming: Naming): TemplateValue {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) {
    return new ListObject(
      value.map((item) => toTemplateValue(item, naming)),
      "argument",
    );
  }
  switch (value.kind) {
    case "float":
      return value;
    case "map":
      return new DictObject(
        value.entries.map(([key, member]) => [key, toTemplateValue(member, naming)]),
      );
    case "instance": {
      const fields = value.fields.map(
        ([name, field]) => [name, toTemplateValue(field, naming)] as const,
      );
      return new InstanceObject(new Map(fields), aliasesOf(value.className, naming.shapes));
    }
    case "variant":
      return enumValue(value.enumName, value.name, naming.shapes);
    case "media":
      return new MediaObject(naming.markMedia(value));
    case "checked":
      return toTemplateValue(value.value, naming);
    case "opaque":
      return value.label ?? value.what;
    case "truncated":
      return value.head ?? "";
    default:
      return unreachable(value, "value");
  }
}

/** Arguments without classes and enums: maps by real field names, names as texts. */
export function toPlainTemplateValue(value: Value): TemplateValue {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return new ListObject(value.map(toPlainTemplateValue));
  switch (value.kind) {
    case "float":
      return value;
    case "map":
      return new DictObject(
        value.entries.map(([key, member]) => [key, toPlainTemplateValue(member)]),
      );
    case "instance":
      return new DictObject(
        value.fields.map(([name, field]) => [name, toPlainTemplateValue(field)]),
      );
    case "variant":
      return value.name;
    case "media":
      return new MediaObject(value.content);
    case "checked":
      return toPlainTemplateValue(value.value);
    case "opaque":
      return value.label ?? value.what;
    case "truncated":
      return value.head ?? "";
    default:
      return unreachable(value, "value");
  }
}

export function enumObject(name: string, shapes: Shapes): EnumObject {
  const values = shapes.enums[name]?.values ?? [];
  return new EnumObject(
    new Map(values.map((value) => [value.name, enumValue(name, value.name, shapes)])),
  );
}

function enumValue(enumName: string, name: string, shapes: Shapes): EnumValueObject {
  const shape = shapes.enums[enumName]?.values.find((value) => value.name === name);
  return new EnumValueObject(enumName, name, shape?.alias);
}

function aliasesOf(className: string, shapes: Shapes): ReadonlyMap<string, string> {
  const fields = shapes.classes[className]?.fields ?? [];
  return new Map(fields.flatMap(({ name, alias }) => (alias === undefined ? [] : [[name, alias]])));
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
