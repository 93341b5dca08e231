import assert from "node:assert/strict";
import {
  argumentsSchema,
  exampleOf,
  type JsonSchema,
  valueSchema,
} from "../../server/lsp/jsonSchema";
import { Editor } from "./editor";

const TYPES = `
/// A person.
class Person { name string age int? home Address @description("where") tags string[] friends Person[] }
class Address { city string }
enum Mood { Good Bad @alias("awful") }
type Moods = Mood[]
type Tree = int | Tree[]
`;

describe("the schema of arguments", () => {
  it("has a property for each parameter; what accepts null may be left out", () => {
    const schema = schemaOf("a: string, b: int?, c: float | null, d: bool");
    assert.equal(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert.deepEqual(schema["required"], ["a", "d"]);
    assert.equal(schema["additionalProperties"], false);
    assert.deepEqual(Object.keys(schema["properties"] as object), ["a", "b", "c", "d"]);
  });

  it("describes every kind of type", () => {
    const cases: readonly (readonly [string, unknown])[] = [
      ["int", { type: "integer" }],
      ["float", { type: "number" }],
      ["bool", { type: "boolean" }],
      ["null", { type: "null" }],
      ['"a" | 7 | true', { anyOf: [{ const: "a" }, { const: 7 }, { const: true }] }],
      ["string[]", { type: "array", items: { type: "string" } }],
      ["map<string, int>", { type: "object", additionalProperties: { type: "integer" } }],
      ["string?", { anyOf: [{ type: "string" }, { type: "null" }] }],
      ["Mood", { $ref: "#/$defs/Mood" }],
    ];
    for (const [type, expected] of cases) check(type, expected);
  });

  it("defines the types that it names, and those that they name", () => {
    const defs = schemaOf("p: Person, t: Tree, m: Moods")["$defs"] as Record<string, JsonSchema>;
    assert.deepEqual(Object.keys(defs).sort(), ["Address", "Mood", "Person", "Tree"]);
    const person = defs["Person"] as { required: string[]; properties: Record<string, JsonSchema> };
    assert.deepEqual(person.required, ["name", "home", "tags", "friends"]);
    assert.equal(person.properties["home"]?.["description"], "where");
    assert.deepEqual(defs["Mood"]?.["enum"], ["Good", "Bad", "awful"]);
  });
});

describe("the example of a type", () => {
  it("is small, and ends for types that hold themselves", () => {
    const { catalog, param } = typed("Person");
    assert.deepEqual(exampleOf(param.shape, catalog.shapes), {
      name: "",
      home: { city: "" },
      tags: [],
      friends: [],
    });
  });

  it("is accepted by the engine's own check", async () => {
    for (const type of ["Person", "Mood", "Moods", "Tree", '"a" | 7', "int?", "map<string, int>"]) {
      const editor = new Editor(`function f(p: ${type}) -> int { 1 }${TYPES}`);
      const { catalog, functions } = editor.project.snapshot.program;
      const [param] = functions.find(({ code }) => code.name === "f")!.code.params;
      const run = await editor.run("f", { args: { p: exampleOf(param!.shape, catalog.shapes) } });
      assert.equal(run.root.status, "ok", type);
    }
  });
});

function typed(type: string) {
  const { program } = new Editor(`function f(p: ${type}) -> int { 1 }${TYPES}`).project.snapshot;
  const { params } = program.functions.find(({ code }) => code.name === "f")!.code;
  return { catalog: program.catalog, param: params[0]! };
}

function schemaOf(parameters: string): JsonSchema {
  const text = `function f(${parameters}) -> int { 1 }${TYPES}`;
  const { program } = new Editor(text).project.snapshot;
  const { params } = program.functions.find(({ code }) => code.name === "f")!.code;
  return argumentsSchema(params, program.catalog.shapes);
}

/** The schema of a type, without its definitions. */
function check(type: string, expected: unknown): void {
  const { catalog, param } = typed(type);
  const { $defs: _, ...schema } = valueSchema(param.shape, catalog.shapes);
  assert.deepEqual(schema, expected, type);
}
