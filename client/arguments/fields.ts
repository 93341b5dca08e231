/**
 * Which parameters can be asked for in one line each, and what a line means. A schema
 * says what is accepted; whatever is richer than a line is edited as a JSON document.
 *
 * Invariant: pure. The server checks arguments again before anything runs.
 */
import type { ParameterInfo } from "../../server/lsp/protocol";

export type Schema = Readonly<Record<string, unknown>>;

export type Field =
  | { readonly kind: "text" | "integer" | "number"; readonly nullable: boolean }
  | { readonly kind: "choice"; readonly values: readonly Scalar[]; readonly nullable: boolean };

type Scalar = string | number | boolean;

/** Undefined when a line is not enough. */
export function fieldOf({ schema }: ParameterInfo): Field | undefined {
  return new Reader((schema["$defs"] ?? {}) as Definitions).field(schema, false);
}

type Definitions = Readonly<Record<string, Schema>>;

class Reader {
  readonly #definitions: Definitions;
  /** Names on the way to here: a type that contains itself is no line. */
  readonly #within = new Set<string>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  field(schema: Schema, nullable: boolean): Field | undefined {
    if (typeof schema["$ref"] === "string") return this.#reference(schema["$ref"], nullable);
    const branches = schema["anyOf"] ?? schema["oneOf"];
    if (Array.isArray(branches)) return this.#branches(branches as Schema[], nullable);
    if (schema["const"] !== undefined) return choice([schema["const"]], nullable);
    if (Array.isArray(schema["enum"])) return choice(schema["enum"], nullable);
    const types = [schema["type"]].flat();
    const named = types.filter((type) => type !== "null");
    if (named.length !== 1) return undefined;
    return fieldOfType(named[0], nullable || types.length > 1);
  }

  #reference(reference: string, nullable: boolean): Field | undefined {
    const name = decodeURIComponent(reference.replace("#/$defs/", ""));
    const schema = this.#definitions[name];
    if (!schema || this.#within.has(name)) return undefined;
    this.#within.add(name);
    const field = this.field(schema, nullable);
    this.#within.delete(name);
    return field;
  }

  /** A union is one line when it is choices, or a single type and null. */
  #branches(branches: readonly Schema[], nullable: boolean): Field | undefined {
    const rest = branches.filter((branch) => branch["type"] !== "null");
    const canBeNull = nullable || rest.length < branches.length;
    if (rest.length === 1) return this.field(rest[0]!, canBeNull);
    const fields = rest.map((branch) => this.field(branch, false));
    const choices = fields.filter((field) => field?.kind === "choice");
    if (choices.length < fields.length) return undefined;
    const values = choices.flatMap((field) => field.values);
    return choice(values, canBeNull || choices.some((field) => field.nullable));
  }
}

function fieldOfType(type: unknown, nullable: boolean): Field | undefined {
  switch (type) {
    case "string":
      return { kind: "text", nullable };
    case "integer":
    case "number":
      return { kind: type, nullable };
    case "boolean":
      return choice([true, false], nullable);
    default:
      return undefined;
  }
}

function choice(values: readonly unknown[], nullable: boolean): Field | undefined {
  const scalars = values.filter((value): value is Scalar =>
    ["string", "number", "boolean"].includes(typeof value),
  );
  const canBeNull = nullable || values.includes(null);
  if (scalars.length + (values.includes(null) ? 1 : 0) < values.length) return undefined;
  return { kind: "choice", values: scalars, nullable: canBeNull };
}

/** What a line means, or why it means nothing. An empty line is null where null is accepted. */
export function parseLine(field: Field, line: string): { value: unknown } | { problem: string } {
  if (line === "" && field.nullable) return { value: null };
  switch (field.kind) {
    case "text":
      return { value: line };
    case "integer":
      return parseInteger(line);
    case "number":
      return parseNumber(line);
    case "choice":
      return parseChoice(field.values, line);
    default:
      return field satisfies never;
  }
}

function parseInteger(line: string): { value: unknown } | { problem: string } {
  const value = Number(line);
  if (!/^\s*[+-]?\d+\s*$/.test(line)) return { problem: "a whole number is wanted" };
  return Number.isSafeInteger(value) ? { value } : { problem: "too large to be passed on exactly" };
}

function parseNumber(line: string): { value: unknown } | { problem: string } {
  const value = Number(line);
  return line.trim() !== "" && Number.isFinite(value)
    ? { value }
    : { problem: "a number is wanted" };
}

function parseChoice(
  values: readonly Scalar[],
  line: string,
): { value: unknown } | { problem: string } {
  const value = values.find((candidate) => String(candidate) === line);
  return value === undefined ? { problem: `one of ${values.join(", ")}` } : { value };
}

/** A function is asked for line by line when it has few parameters and a line does for each. */
export function asksByLine(parameters: readonly ParameterInfo[]): boolean {
  return parameters.length <= MOST_LINES && parameters.every((parameter) => fieldOf(parameter));
}

/** More questions in a row than this are a form, and a document is the better form. */
const MOST_LINES = 4;

/** The schema of all arguments, for the JSON document. */
export function argumentsSchema(parameters: readonly ParameterInfo[]): Schema {
  const definitions = Object.assign({}, ...parameters.map(({ schema }) => schema["$defs"] ?? {}));
  const entries = parameters.map(({ name, type, schema }) => {
    const { $defs: _, ...own } = schema as { $defs?: unknown };
    return [name, { description: type, ...own }];
  });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: { $schema: { type: "string" }, ...Object.fromEntries(entries) },
    required: parameters.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
    ...(Object.keys(definitions).length > 0 && { $defs: definitions }),
  };
}
