/**
 * Fits a value from outside to the type of a parameter (language 5.10): ints to floats,
 * names to enum values, objects to classes and media.
 *
 * Invariant: what fits already is not changed, and nothing else is converted: a string
 * never becomes a number.
 */
import {
  type ClassShape,
  float,
  isTagged,
  type MapValue,
  type MediaKind,
  type Shape,
  type Shapes,
  unreachable,
  type Value,
} from "../base";
import { shapeText } from "./shapeText";

export type Fitted =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly mismatch: ArgumentMismatch };

export interface ArgumentMismatch {
  /** From the argument inward: `.name` for a field, `[0]` for an item. */
  readonly path: string;
  /** In BAML spelling. */
  readonly expected: string;
  readonly got: string;
}

export function fitArgument(value: Value, shape: Shape, shapes: Shapes): Fitted {
  return new Fit(shapes).fit(value, shape, "");
}

/** True when null fits, so that the value may be left out. */
export function acceptsNull(shape: Shape, shapes: Shapes): boolean {
  switch (shape.kind) {
    case "null":
    case "optional":
    case "unknown":
      return true;
    case "union":
      return shape.members.some((member) => acceptsNull(member, shapes));
    case "alias": {
      const target = shapes.aliases[shape.name];
      return target !== undefined && acceptsNull(target, shapes);
    }
    default:
      return false;
  }
}

type ShapeOf<Kind extends Shape["kind"]> = Shape & { readonly kind: Kind };
type NamedShape = ShapeOf<"class" | "enum" | "alias">;

class Fit {
  readonly #shapes: Shapes;

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  fit(value: Value, shape: Shape, path: string): Fitted {
    switch (shape.kind) {
      case "int":
        return this.#when(isInt(value), value, shape, path);
      case "float":
        if (isInt(value)) return fits(float(Number(value)));
        return this.#when(kindOf(value) === "float", value, shape, path);
      case "string":
      case "bool":
      case "null":
        return this.#when(kindOf(value) === shape.kind, value, shape, path);
      case "literal":
        return this.#when(value === shape.value, value, shape, path);
      case "enum":
        return this.#enum(value, shape, path);
      case "class":
        return this.#class(value, shape, path);
      case "list":
        return this.#list(value, shape, path);
      case "map":
        return this.#map(value, shape, path);
      case "optional":
        return value === null ? fits(null) : this.fit(value, shape.inner, path);
      case "union":
        return this.#union(value, shape, path);
      case "alias": {
        const target = this.#shapes.aliases[shape.name];
        return target ? this.fit(value, target, path) : fits(value);
      }
      case "media":
        return this.#media(value, shape, path);
      case "function":
        return this.#when(kindOf(value) === "function", value, shape, path);
      case "unknown":
        return fits(value);
      default:
        return unreachable(shape, "shape");
    }
  }

  #when(isFitting: boolean, value: Value, shape: Shape, path: string): Fitted {
    return isFitting ? fits(value) : misfit(value, shape, path);
  }

  /** By the name of a value, or by its alias. */
  #enum(value: Value, shape: NamedShape, path: string): Fitted {
    const { name: enumName } = shape;
    if (isTagged(value) && value.kind === "variant") {
      return this.#when(value.enumName === enumName, value, shape, path);
    }
    if (typeof value !== "string") return misfit(value, shape, path);
    const declared = this.#shapes.enums[enumName];
    const found =
      declared?.values.find(({ name }) => name === value) ??
      declared?.values.find(({ alias }) => alias === value);
    if (found) return fits({ kind: "variant", enumName, name: found.name });
    if (declared?.dynamic) return fits({ kind: "variant", enumName, name: value });
    return misfit(value, shape, path);
  }

  #class(value: Value, shape: NamedShape, path: string): Fitted {
    const declared = this.#shapes.classes[shape.name];
    const given = entriesFor(value, shape.name);
    if (!declared || !given) return misfit(value, shape, path);
    const fields: [string, Value][] = [];
    for (const field of declared.fields) {
      const found = given.find(([name]) => name === field.name);
      if (!found) {
        if (acceptsNull(field.shape, this.#shapes)) continue;
        return missing(field.shape, `${path}.${field.name}`);
      }
      const fitted = this.fit(found[1], field.shape, `${path}.${field.name}`);
      if (!fitted.ok) return fitted;
      fields.push([field.name, fitted.value]);
    }
    return fits({
      kind: "instance",
      className: shape.name,
      fields: [...fields, ...dynamicFields(declared, given)],
    });
  }

  #list(value: Value, shape: ShapeOf<"list">, path: string): Fitted {
    if (!isList(value)) return misfit(value, shape, path);
    const items: Value[] = [];
    for (const [index, item] of value.entries()) {
      const fitted = this.fit(item, shape.item, `${path}[${index}]`);
      if (!fitted.ok) return fitted;
      items.push(fitted.value);
    }
    return fits(items);
  }

  #map(value: Value, shape: ShapeOf<"map">, path: string): Fitted {
    if (!isMap(value)) return misfit(value, shape, path);
    const entries: [string, Value][] = [];
    for (const [key, item] of value.entries) {
      const inside = `${path}[${JSON.stringify(key)}]`;
      const fittedKey = this.fit(key, shape.key, inside);
      if (!fittedKey.ok) return fittedKey;
      const fitted = this.fit(item, shape.value, inside);
      if (!fitted.ok) return fitted;
      entries.push([key, fitted.value]);
    }
    return fits({ kind: "map", entries });
  }

  /** The first member that takes the value as it is; else the first that takes it at all. */
  #union(value: Value, shape: ShapeOf<"union">, path: string): Fitted {
    let first: Fitted | undefined;
    for (const member of shape.members) {
      const fitted = this.fit(value, member, path);
      if (fitted.ok && kindOf(fitted.value) === kindOf(value)) return fitted;
      if (fitted.ok) first ??= fitted;
    }
    return first ?? misfit(value, shape, path);
  }

  #media(value: Value, shape: ShapeOf<"media">, path: string): Fitted {
    if (isTagged(value) && value.kind === "media") {
      return this.#when(value.media === shape.media, value, shape, path);
    }
    const media = isMap(value) ? mediaOf(shape.media, new Map(value.entries)) : undefined;
    return media === undefined ? misfit(value, shape, path) : fits(media);
  }
}

/** Exactly one of `url`, `file` and `base64`, and what it is when that is known. */
function mediaOf(media: MediaKind, given: ReadonlyMap<string, Value>): Value | undefined {
  const sources = (["url", "file", "base64"] as const).filter(
    (source) => typeof given.get(source) === "string",
  );
  const [source] = sources;
  if (source === undefined || sources.length > 1) return undefined;
  const content = given.get(source) as string;
  const mimeType = given.get("media_type") ?? given.get("mime_type");
  if (typeof mimeType !== "string") return { kind: "media", media, source, content };
  return { kind: "media", media, source, content, mimeType };
}

/** The fields of an object for a class; undefined for what is none, or of another class. */
function entriesFor(
  value: Value,
  className: string,
): readonly (readonly [string, Value])[] | undefined {
  if (isMap(value)) return value.entries;
  if (!isTagged(value) || value.kind !== "instance") return undefined;
  return value.className === className ? value.fields : undefined;
}

/** What a dynamic class takes beside the fields that it declares. */
function dynamicFields(
  declared: ClassShape,
  given: readonly (readonly [string, Value])[],
): readonly (readonly [string, Value])[] {
  if (!declared.dynamic) return [];
  const names = new Set(declared.fields.map(({ name }) => name));
  return given.filter(([name]) => !names.has(name));
}

const fits = (value: Value): Fitted => ({ ok: true, value });

function misfit(value: Value, shape: Shape, path: string): Fitted {
  const mismatch = { path, expected: shapeText(shape), got: kindOf(value) };
  return { ok: false, mismatch };
}

function missing(shape: Shape, path: string): Fitted {
  return { ok: false, mismatch: { path, expected: shapeText(shape), got: "nothing" } };
}

/** The name of a value's type, as messages show it. */
export function kindOf(value: Value): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "number":
    case "bigint":
      return "int";
    default:
      return objectKindOf(value);
  }
}

function objectKindOf(value: Exclude<Value, null | string | boolean | number | bigint>): string {
  if (isList(value)) return "array";
  switch (value.kind) {
    case "instance":
      return value.className;
    case "variant":
      return value.enumName;
    case "media":
      return value.media;
    case "opaque":
      return value.what;
    case "checked":
      return kindOf(value.value);
    case "float":
    case "map":
    case "truncated":
      return value.kind;
    default:
      return unreachable(value, "kind of value");
  }
}

function isInt(value: Value): value is number | bigint {
  if (typeof value === "bigint") return BigInt.asIntN(64, value) === value;
  return typeof value === "number";
}

function isMap(value: Value): value is MapValue {
  return isTagged(value) && value.kind === "map";
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
