/** Random types as BAML text: classes, enums, recursive aliases, and a return type over them. */
import fc from "fast-check";

export interface RandomSchema {
  readonly types: string;
  readonly returnType: string;
}

const CLASSES = ["Ant", "Bee", "Cow", "Doe"];
const ENUMS = ["Mood", "Tone", "Size"];
const ALIASES = ["Data", "Tree"];

export function randomSchema(): fc.Arbitrary<RandomSchema> {
  return fc
    .record({
      classes: fc.tuple(...CLASSES.map((_, index) => classText(index))),
      enums: fc.tuple(...ENUMS.map(enumText)),
      aliases: fc.tuple(...ALIASES.map(aliasText)),
      returnType: typeText(-1),
    })
    .map(({ classes, enums, aliases, returnType }) => ({
      types: [...classes, ...enums, ...aliases].join("\n"),
      returnType,
    }));
}

/** A class's own fields name later classes freely, and itself and earlier ones where they may be missing. */
function typeText(owner: number): fc.Arbitrary<string> {
  const later = CLASSES.slice(owner + 1);
  const { type } = fc.letrec<{ type: string }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.constantFrom("string", "int", "float", "bool", "null"),
      fc.constantFrom('"a"', '"b c"', "(5)", "true"),
      fc.constantFrom(...ENUMS),
      fc.constantFrom(...ALIASES),
      ...(later.length > 0 ? [fc.constantFrom(...later)] : []),
      fc.constantFrom(...CLASSES).map((name) => `${name}[]`),
      fc.constantFrom(...CLASSES).map((name) => `(${name}?)`),
      tie("type").map((item) => `${item}[]`),
      tie("type").map((item) => `(${item}?)`),
      fc.tuple(mapKey, tie("type")).map(([key, value]) => `map<${key}, ${value}>`),
      fc.array(tie("type"), { minLength: 2, maxLength: 3 }).map((all) => `(${all.join(" | ")})`),
    ),
  }));
  return type;
}

const mapKey = fc.constantFrom("string", "Mood", '"x" | "y"');

const text = fc.constantFrom("plain", "two\\nlines", "", " spaced ", 'it\'s `odd`: \\"so\\"');

const described = fc
  .option(text)
  .map((value) => (value === null ? "" : ` @description("${value}")`));

function classText(index: number): fc.Arbitrary<string> {
  const field = fc.record({
    type: typeText(index),
    alias: fc.option(fc.constantFrom("al", "al i", "x-y"), { freq: 5 }),
    description: described,
    skip: fc.boolean(),
  });
  return fc
    .record({
      fields: fc.array(field, { minLength: 1, maxLength: 4 }),
      description: fc.option(text, { freq: 4 }),
      alias: fc.option(fc.constant("Renamed"), { freq: 5 }),
    })
    .map(({ fields, description, alias }) => {
      const lines = fields.map(({ type, alias: fieldAlias, description: about, skip }, at) => {
        const canSkip = type.endsWith("?)") && skip;
        const aliased = fieldAlias === null ? "" : ` @alias("${fieldAlias}")`;
        return `  f${at} ${type}${aliased}${about}${canSkip ? " @skip" : ""}`;
      });
      if (description !== null) lines.push(`  @@description("${description}")`);
      if (alias !== null) lines.push(`  @@alias("${alias}")`);
      return `class ${CLASSES[index]} {\n${lines.join("\n")}\n}`;
    });
}

function enumText(name: string): fc.Arbitrary<string> {
  const value = fc.record({
    alias: fc.option(fc.constantFrom("one two", "it's"), { freq: 4 }),
    description: fc.option(text, { freq: 9 }),
    skip: fc.boolean(),
  });
  return fc
    .record({
      values: fc.array(value, { minLength: 1, maxLength: 8 }),
      alias: fc.option(fc.constant("Other"), { freq: 4 }),
    })
    .map(({ values, alias }) => {
      const lines = values.map(({ alias: valueAlias, description, skip }, at) => {
        const aliased = valueAlias === null ? "" : ` @alias("${valueAlias}${at}")`;
        const about = description === null ? "" : ` @description("${description}")`;
        return `  V${at}${aliased}${about}${skip && at > 0 ? " @skip" : ""}`;
      });
      if (alias !== null) lines.push(`  @@alias("${alias}${name}")`);
      return `enum ${name} {\n${lines.join("\n")}\n}`;
    });
}

function aliasText(name: string): fc.Arbitrary<string> {
  const base = fc.constantFrom("int", "string", "null", "Mood", "Doe");
  return fc
    .tuple(base, fc.constantFrom(`${name}[]`, `map<string, ${name}>`, `Bee | ${name}[]`))
    .map(([first, second]) => `type ${name} = ${first} | ${second}`);
}
