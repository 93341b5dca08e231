import assert from "node:assert/strict";
import { argumentsSchema, asksByLine, fieldOf, parseLine } from "../../../client/arguments/fields";
import type { ParameterInfo } from "../../../server/lsp/protocol";

describe("fieldOf", () => {
  const scalar = { type: "string" };
  const cases: readonly (readonly [string, object, ReturnType<typeof fieldOf>])[] = [
    ["a string", scalar, { kind: "text", nullable: false }],
    ["an int", { type: "integer" }, { kind: "integer", nullable: false }],
    ["a float", { type: "number" }, { kind: "number", nullable: false }],
    ["a bool", { type: "boolean" }, { kind: "choice", values: [true, false], nullable: false }],
    ["an enum", { enum: ["A", "B"] }, { kind: "choice", values: ["A", "B"], nullable: false }],
    ["a literal", { const: "yes" }, { kind: "choice", values: ["yes"], nullable: false }],
    ["an optional", { anyOf: [scalar, { type: "null" }] }, { kind: "text", nullable: true }],
    ["an optional in short", { type: ["integer", "null"] }, { kind: "integer", nullable: true }],
    [
      "a union of literals",
      { anyOf: [{ const: "a" }, { const: 2 }, { type: "null" }] },
      { kind: "choice", values: ["a", 2], nullable: true },
    ],
    [
      "an enum by name",
      { $ref: "#/$defs/Size", $defs: { Size: { enum: ["S", "L"] } } },
      { kind: "choice", values: ["S", "L"], nullable: false },
    ],
    [
      "an alias that contains itself",
      { $ref: "#/$defs/A", $defs: { A: { anyOf: [{ $ref: "#/$defs/A" }, { const: 1 }] } } },
      undefined,
    ],
    ["a list", { type: "array", items: scalar }, undefined],
    ["a class", { $ref: "#/$defs/Resume" }, undefined],
    ["a mixed union", { anyOf: [scalar, { type: "integer" }] }, undefined],
  ];
  for (const [what, schema, expected] of cases) {
    it(`of ${what}`, () => assert.deepEqual(fieldOf(parameter(schema)), expected));
  }
});

describe("parseLine", () => {
  it("takes text as it is", () => check("text", " 12 ", { value: " 12 " }));
  it("takes whole numbers", () => check("integer", "-12", { value: -12 }));
  it("refuses other numbers where a whole one is wanted", () => {
    check("integer", "1.5", { problem: "a whole number is wanted" });
    check("integer", "1e3", { problem: "a whole number is wanted" });
    check("integer", "", { problem: "a whole number is wanted" });
  });
  it("refuses numbers that would not arrive as they were typed", () => {
    check("integer", "9007199254740993", { problem: "too large to be passed on exactly" });
  });
  it("takes numbers", () => check("number", "1.5e2", { value: 150 }));
  it("refuses words for numbers", () => check("number", "two", { problem: "a number is wanted" }));
  it("takes an empty line as null where null is accepted", () => {
    assert.deepEqual(parseLine({ kind: "number", nullable: true }, ""), { value: null });
  });
  it("takes choices with their types", () => {
    const field = { kind: "choice", values: [true, false], nullable: false } as const;
    assert.deepEqual(parseLine(field, "false"), { value: false });
    assert.deepEqual(parseLine(field, "maybe"), { problem: "one of true, false" });
  });

  function check(kind: "text" | "integer" | "number", line: string, expected: object): void {
    assert.deepEqual(parseLine({ kind, nullable: false }, line), expected);
  }
});

describe("asksByLine", () => {
  it("holds of a few plain parameters", () => {
    assert.ok(asksByLine([parameter({ type: "string" }), parameter({ type: "integer" })]));
  });
  it("does not hold when one is rich, or when there are many", () => {
    assert.ok(!asksByLine([parameter({ type: "string" }), parameter({ type: "object" })]));
    assert.ok(!asksByLine(Array.from({ length: 5 }, () => parameter({ type: "string" }))));
  });
});

describe("argumentsSchema", () => {
  it("joins the parameters and their definitions", () => {
    const resume = { $ref: "#/$defs/Resume", $defs: { Resume: { type: "object" } } };
    const schema = argumentsSchema([
      parameter(resume, "resume"),
      { ...parameter({ type: ["string", "null"] }, "note"), optional: true },
    ]);
    assert.deepEqual(schema["required"], ["resume"]);
    assert.deepEqual(schema["$defs"], { Resume: { type: "object" } });
    const properties = schema["properties"] as Record<string, object>;
    assert.deepEqual(properties["resume"], { description: "t", $ref: "#/$defs/Resume" });
    assert.equal(schema["additionalProperties"], false);
  });
});

function parameter(schema: object, name = "p"): ParameterInfo {
  return { name, type: "t", optional: false, schema: { ...schema }, example: null };
}
