/**
 * The arguments of `test` blocks as values, by the shape of the parameter they are for.
 *
 * What does not fit becomes what it looks like on its own: a run then says which
 * argument is wrong, as it does for arguments from anywhere else.
 */
import {
  type ConfigValue,
  float,
  type InstanceValue,
  intFromBigint,
  type MediaKind,
  type MediaValue,
  map,
  type Shape,
  type Shapes,
  type Value,
} from "../base";

type Entries = readonly (readonly [string, ConfigValue])[];

export function testValue(given: ConfigValue, shape: Shape, shapes: Shapes): Value {
  return fitting(given, shape, shapes) ?? plainValue(given);
}

/** Undefined when the value does not fit; null is a value. */
function fitting(given: ConfigValue, shape: Shape, shapes: Shapes): Value | undefined {
  switch (shape.kind) {
    case "unknown":
    case "function":
      return undefined;
    case "null":
      return given === null ? null : undefined;
    case "int":
      return isNumber(given, "int") ? given.value : undefined;
    case "float":
      return isNumber(given, "int") || isNumber(given, "float")
        ? float(Number(given.value))
        : undefined;
    case "string":
      return typeof given === "string" ? given : undefined;
    case "bool":
      return typeof given === "boolean" ? given : undefined;
    case "literal":
      return plainValue(given) === shape.value ? shape.value : undefined;
    case "media":
      return mediaOf(given, shape.media);
    case "enum":
      return variantOf(given, shape.name, shapes);
    case "class":
      return instanceOf(given, shape.name, shapes);
    case "alias":
      return fittingAlias(given, shape.name, shapes);
    case "list":
      return listOf(given, shape.item, shapes);
    case "map":
      return mapOf(given, shape.value, shapes);
    case "optional":
      return given === null ? null : fitting(given, shape.inner, shapes);
    case "union":
      return firstOf(given, shape.members, shapes);
    default:
      return shape satisfies never;
  }
}

function firstOf(given: ConfigValue, members: readonly Shape[], shapes: Shapes): Value | undefined {
  for (const member of members) {
    const value = fitting(given, member, shapes);
    if (value !== undefined) return value;
  }
  return undefined;
}

function fittingAlias(given: ConfigValue, name: string, shapes: Shapes): Value | undefined {
  const shape = shapes.aliases[name];
  return shape && fitting(given, shape, shapes);
}

/** The name of a value, or its alias. */
function variantOf(given: ConfigValue, enumName: string, shapes: Shapes): Value | undefined {
  if (typeof given !== "string") return undefined;
  const values = shapes.enums[enumName]?.values ?? [];
  const found =
    values.find(({ name }) => name === given) ?? values.find(({ alias }) => alias === given);
  return found && { kind: "variant", enumName, name: found.name };
}

/** Every field that is given must fit, and what is missing must accept null. */
function instanceOf(
  given: ConfigValue,
  className: string,
  shapes: Shapes,
): InstanceValue | undefined {
  const entries = entriesOf(given);
  const declared = shapes.classes[className];
  if (!entries || !declared) return undefined;
  const fields: [string, Value][] = [];
  for (const { name, alias, shape } of declared.fields) {
    const entry = entries.find(([key]) => key === name) ?? entries.find(([key]) => key === alias);
    const value = entry ? fitting(entry[1], shape, shapes) : fitting(null, shape, shapes);
    if (value === undefined) return undefined;
    fields.push([name, value]);
  }
  const known = new Set(declared.fields.flatMap(({ name, alias }) => [name, alias]));
  return entries.every(([key]) => known.has(key)) || declared.dynamic
    ? { kind: "instance", className, fields: [...fields, ...others(entries, known)] }
    : undefined;
}

function others(entries: Entries, known: ReadonlySet<string | undefined>): [string, Value][] {
  return entries.flatMap(([key, value]) => (known.has(key) ? [] : [[key, plainValue(value)]]));
}

function listOf(given: ConfigValue, item: Shape, shapes: Shapes): Value | undefined {
  if (!isOf(given, "array")) return undefined;
  const items = given.items.map((value) => fitting(value, item, shapes));
  return items.every((value) => value !== undefined) ? items : undefined;
}

function mapOf(given: ConfigValue, shape: Shape, shapes: Shapes): Value | undefined {
  const entries = entriesOf(given)?.map(
    ([key, value]) => [key, fitting(value, shape, shapes)] as const,
  );
  return entries?.every((entry): entry is [string, Value] => entry[1] !== undefined)
    ? map(entries)
    : undefined;
}

/** Exactly one of `url`, `file` and `base64`, and perhaps a `media_type`. */
function mediaOf(given: ConfigValue, media: MediaKind): MediaValue | undefined {
  const entries = new Map(entriesOf(given));
  const mimeType = entries.get("media_type");
  const sources = (["url", "file", "base64"] as const).filter((source) => entries.has(source));
  const [source] = sources;
  const content = source && entries.get(source);
  if (sources.length !== 1 || !source || typeof content !== "string") return undefined;
  const known = { kind: "media", media, source, content } as const;
  return typeof mimeType === "string" ? { ...known, mimeType } : known;
}

function plainValue(given: ConfigValue): Value {
  if (given === null || typeof given !== "object") return given;
  switch (given.kind) {
    case "int":
      return typeof given.value === "bigint" ? intFromBigint(given.value) : given.value;
    case "float":
      return float(given.value);
    case "array":
      return given.items.map(plainValue);
    case "map":
      return map(given.entries.map(([key, value]) => [key, plainValue(value)] as const));
    case "env":
      return `env.${given.name}`;
    case "concat":
      return given.parts.map((part) => String(plainValue(part))).join("");
    default:
      return given satisfies never;
  }
}

function entriesOf(given: ConfigValue): Entries | undefined {
  return isOf(given, "map") ? given.entries : undefined;
}

type Tagged = Exclude<ConfigValue, null | boolean | string>;

function isOf<Kind extends Tagged["kind"]>(
  given: ConfigValue,
  kind: Kind,
): given is Extract<Tagged, { kind: Kind }> {
  return typeof given === "object" && given !== null && given.kind === kind;
}

function isNumber<Kind extends "int" | "float">(
  given: ConfigValue,
  kind: Kind,
): given is Extract<Tagged, { kind: Kind }> {
  return isOf(given, kind);
}
