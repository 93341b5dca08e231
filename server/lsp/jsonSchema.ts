/**
 * JSON Schema (draft 2020-12) of the arguments that a function accepts, and a small
 * value to begin editing from. Made for editors that complete and check `args.json`.
 *
 * Invariant: describes what the engine's own check accepts, and never decides: a
 * value that fits the schema is still checked before a run.
 */
import type { ClassShape, EnumShape, Param, Shape, Shapes } from "../base";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of all arguments of a function, by parameter name. */
export function argumentsSchema(params: readonly Param[], shapes: Shapes): JsonSchema {
  const named = new Set<string>();
  const properties = Object.fromEntries(
    params.map((param) => [param.name, schemaOf(param.shape, named)]),
  );
  const required = params.filter((param) => !acceptsNull(param.shape, shapes));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties,
    required: required.map((param) => param.name),
    additionalProperties: false,
    ...definitions(named, shapes),
  };
}

/** The schema of one value, with the definitions it refers to. */
export function valueSchema(shape: Shape, shapes: Shapes): JsonSchema {
  const named = new Set<string>();
  return { ...schemaOf(shape, named), ...definitions(named, shapes) };
}

/** True when a parameter of this shape may be left out. */
export function acceptsNull(shape: Shape, shapes: Shapes): boolean {
  return acceptsNullWithin(shape, shapes, new Set());
}

function acceptsNullWithin(shape: Shape, shapes: Shapes, seen: Set<string>): boolean {
  switch (shape.kind) {
    case "null":
    case "optional":
    case "unknown":
      return true;
    case "union":
      return shape.members.some((member) => acceptsNullWithin(member, shapes, seen));
    case "alias": {
      if (seen.has(shape.name)) return false;
      seen.add(shape.name);
      const meant = shapes.aliases[shape.name];
      return meant !== undefined && acceptsNullWithin(meant, shapes, seen);
    }
    default:
      return false;
  }
}

function schemaOf(shape: Shape, named: Set<string>): JsonSchema {
  switch (shape.kind) {
    case "int":
      return { type: "integer" };
    case "float":
      return { type: "number" };
    case "string":
      return { type: "string" };
    case "bool":
      return { type: "boolean" };
    case "null":
      return { type: "null" };
    case "literal":
      return { const: typeof shape.value === "bigint" ? Number(shape.value) : shape.value };
    case "media":
      return MEDIA;
    case "class":
    case "enum":
    case "alias":
      named.add(`${shape.kind} ${shape.name}`);
      return { $ref: `#/$defs/${encodeURIComponent(shape.name)}` };
    case "list":
      return { type: "array", items: schemaOf(shape.item, named) };
    case "map":
      return { type: "object", additionalProperties: schemaOf(shape.value, named) };
    case "optional":
      return { anyOf: [schemaOf(shape.inner, named), { type: "null" }] };
    case "union":
      return { anyOf: shape.members.map((member) => schemaOf(member, named)) };
    case "function":
    case "unknown":
      return {};
    default:
      return shape satisfies never;
  }
}

const MEDIA: JsonSchema = {
  type: "object",
  properties: {
    url: { type: "string" },
    file: { type: "string", description: "A path relative to the BAML file." },
    base64: { type: "string" },
    media_type: { type: "string", examples: ["image/png"] },
  },
  oneOf: [{ required: ["url"] }, { required: ["file"] }, { required: ["base64"] }],
};

/** The named types that were referred to, and those that they refer to in turn. */
function definitions(named: Set<string>, shapes: Shapes): { readonly $defs?: JsonSchema } {
  const made: Record<string, JsonSchema> = {};
  // A set visits what is added to it while it is walked, so this follows every reference.
  for (const reference of named) {
    const [kind, name] = reference.split(" ") as ["class" | "enum" | "alias", string];
    const schema = definition(kind, name, shapes, named);
    if (schema) made[name] = schema;
  }
  return named.size > 0 ? { $defs: made } : {};
}

function definition(
  kind: "class" | "enum" | "alias",
  name: string,
  shapes: Shapes,
  named: Set<string>,
): JsonSchema | undefined {
  switch (kind) {
    case "class":
      return shapes.classes[name] && classSchema(shapes.classes[name], shapes, named);
    case "enum":
      return shapes.enums[name] && enumSchema(shapes.enums[name]);
    case "alias":
      return shapes.aliases[name] && schemaOf(shapes.aliases[name], named);
  }
}

function classSchema(shape: ClassShape, shapes: Shapes, named: Set<string>): JsonSchema {
  const required = shape.fields.filter((field) => !acceptsNull(field.shape, shapes));
  return {
    type: "object",
    ...described(shape.description),
    properties: Object.fromEntries(
      shape.fields.map((field) => [
        field.name,
        { ...schemaOf(field.shape, named), ...described(field.description) },
      ]),
    ),
    required: required.map((field) => field.name),
  };
}

function enumSchema(shape: EnumShape): JsonSchema {
  const names = shape.values.map(({ name }) => name);
  const aliases = shape.values.flatMap(({ alias }) => alias ?? []);
  return { ...described(shape.description), enum: [...new Set([...names, ...aliases])] };
}

function described(description: string | undefined): { readonly description?: string } {
  return description ? { description } : {};
}

/** A small value that the shape accepts: empty texts and lists, the first value of an enum. */
export function exampleOf(shape: Shape, shapes: Shapes): unknown {
  return exampleWithin(shape, shapes, new Set());
}

function exampleWithin(shape: Shape, shapes: Shapes, open: ReadonlySet<string>): unknown {
  switch (shape.kind) {
    case "int":
    case "float":
      return 0;
    case "string":
      return "";
    case "bool":
      return false;
    case "literal":
      return typeof shape.value === "bigint" ? Number(shape.value) : shape.value;
    case "media":
      return { url: "" };
    case "class":
      return exampleClass(shape.name, shapes, open);
    case "enum":
      return shapes.enums[shape.name]?.values[0]?.name ?? "";
    case "alias": {
      const meant = shapes.aliases[shape.name];
      if (!meant || open.has(shape.name)) return null;
      return exampleWithin(meant, shapes, new Set([...open, shape.name]));
    }
    case "list":
      return [];
    case "map":
      return {};
    case "union":
      return shape.members[0] ? exampleWithin(shape.members[0], shapes, open) : null;
    case "optional":
    case "null":
    case "function":
    case "unknown":
      return null;
    default:
      return shape satisfies never;
  }
}

function exampleClass(name: string, shapes: Shapes, open: ReadonlySet<string>): unknown {
  const shape = shapes.classes[name];
  if (!shape || open.has(name)) return {};
  const inside = new Set([...open, name]);
  const required = shape.fields.filter((field) => !acceptsNull(field.shape, shapes));
  return Object.fromEntries(
    required.map((field) => [field.name, exampleWithin(field.shape, shapes, inside)]),
  );
}
