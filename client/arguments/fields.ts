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
export function fieldOf(parameter: ParameterInfo): Field | undefined {
  return fieldOfSchema(parameter.schema, false);
}

function fieldOfSchema(schema: Schema, nullable: boolean): Field | undefined {
  const branches = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(branches)) return fieldOfBranches(branches as Schema[], nullable);
  if (schema["const"] !== undefined) return choice([schema["const"]], nullable);
  if (Array.isArray(schema["enum"])) return choice(schema["enum"], nullable);
  const types = [schema["type"]].flat();
  const named = types.filter((type) => type !== "null");
  if (named.length !== 1) return undefined;
  const canBeNull = nullable || types.length > 1;
  switch (named[0]) {
    case "string":
      return { kind: "text", nullable: canBeNull };
    case "integer":
    case "number":
      return { kind: named[0], nullable: canBeNull };
    case "boolean":
      return choice([true, false], canBeNull);
    default:
      return undefined;
  }
}

/** A union is one line when it is literals, or a single type and null. */
function fieldOfBranches(branches: readonly Schema[], nullable: boolean): Field | undefined {
  const rest = branches.filter((branch) => branch["type"] !== "null");
  const canBeNull = nullable || rest.length < branches.length;
  if (rest.length === 1) return fieldOfSchema(rest[0]!, canBeNull);
  const fields = rest.map((branch) => fieldOfSchema(branch, false));
  const values = fields.flatMap((field) => (field?.kind === "choice" ? field.values : []));
  const allChoices = fields.every((field) => field?.kind === "choice");
  return allChoices ? choice(values, canBeNull) : undefined;
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
