/**
 * Replies are read as the released language reads them: random types and random, untidy
 * replies, compared with its own parser. `SPANLENS_REFERENCE_RUNS` says how many types.
 *
 * Left out is what its parser gets wrong: characters beyond ASCII in words without quotes,
 * a comma before the end of such a word, the text forms of its own data structures, and
 * which member of a union a partial value is, once it has been parsed.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { type Json, parseReply, toJson } from "../../../server/llm";
import { declared, functionReturning } from "../declared";

const RUNS = Number(process.env["SPANLENS_REFERENCE_RUNS"] ?? 120);
const SEED = Number(process.env["SPANLENS_REFERENCE_SEED"] ?? 20260311);
const REPLIES = 12;

describe("replies to random types", () => {
  it("are read as the released language reads them", () => {
    fc.assert(fc.property(project(), fc.array(reply(), { maxLength: REPLIES }), check), {
      numRuns: RUNS,
      seed: SEED,
    });
  }).timeout(60_000 + RUNS * 500);
});

interface Project {
  readonly types: string;
  readonly returnType: string;
}

/** Every second project has no unions. */
function project(): fc.Arbitrary<Project> {
  return fc.boolean().chain((unions) => projectWith(unions));
}

function projectWith(unions: boolean): fc.Arbitrary<Project> {
  const fieldNames = ["a", "b", "name", "xs", "n_x"];
  const field = fc.record({
    type: type("class", unions),
    alias: fc.option(fc.constantFrom("al-x", "AL 1"), { freq: 8 }),
  });
  const fields = fc.array(field, { minLength: 1, maxLength: 4 }).map((all) =>
    all.map(({ type: written, alias }, index) => {
      const attribute = alias === null ? "" : `@alias("${alias}${index}")`;
      return `  ${fieldNames[index]} ${written} ${attribute}`;
    }),
  );
  const classes = fc
    .tuple(fields, fields)
    .map((all) =>
      all.map((lines, index) => `class C${index} {\n${lines.join("\n")}\n}`).join("\n"),
    );
  return fc.record({
    types: classes.map((text) => `${ENUM}\n${text}`),
    returnType: type("return", unions),
  });
}

const ENUM = 'enum Color {\n  RED\n  GREEN @alias("k1")\n  Blue @description("like the sky")\n}';

/** Types that the released compiler takes; a class field may not be only the class itself. */
function type(place: "class" | "return", unions: boolean): fc.Arbitrary<string> {
  const { any } = fc.letrec<{ any: string; one: string; union: string }>((tie) => ({
    any: unions ? fc.oneof({ depthSize: "small" }, tie("one"), tie("union")) : tie("one"),
    one: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("int", "float", "string", "bool", "Color", '"on off"', "5", "true"),
      fc.constantFrom(...(place === "class" ? ["C1?", "C0[]"] : ["C0", "C1"])),
      tie("any").map((item) => `(${item})[]`),
      tie("any").map((value) => `map<string, ${value}>`),
      tie("one").map((inner) => (inner.endsWith("?") ? inner : `${inner}?`)),
    ),
    union: fc.tuple(tie("one"), tie("one")).map(([one, other]) => `(${one} | ${other})`),
  }));
  return any;
}

/** JSON as a careless model writes it. */
function reply(): fc.Arbitrary<string> {
  const word = fc.constantFrom("foo", "RED", "5", "on", "true", "k1", "1.5", "(x", "off");
  const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join(" "));
  const scalar = fc.oneof(
    fc.constantFrom("1", "-20", "1.5", "1e3", ".5", "007", "null", "true", "False", "None", '""'),
    words.map((text) => JSON.stringify(text)),
    words.map((text) => `'${text}'`),
    words,
    fc.constantFrom('"1,234"', '"$3"', '"50%"', '"1/2"', '"red"', '"a "q" b"', '"l1\nl2"', "`t`"),
  );
  const key = fc
    .tuple(fc.constantFrom("a", "b", "name", "xs", "n_x", "A", "al-x0", "AL 11", "z"), fc.nat(3))
    .map(([name, quoting]) => (quoting === 0 ? name : quoting === 1 ? `'${name}'` : `"${name}"`));
  const { value } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
    value: fc.oneof({ depthSize: "small" }, scalar, tie("object"), tie("array")),
    object: fc
      .array(fc.tuple(key, tie("value")), { maxLength: 4 })
      .map((entries) => `{${entries.map(([name, one]) => `${name}: ${one}`).join(",\n")}}`),
    array: fc.array(tie("value"), { maxLength: 4 }).map((items) => `[${items.join(", ")}]`),
  }));
  const around = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => `Here it is: ${text}\nDone.`,
    (text) => `\`\`\`json\n${text}\n\`\`\``,
    (text) => `First\n\`\`\`json\n${text}\n\`\`\`\nand that is all`,
    (text) => `\`\`\`json\n${text}`,
    (text) => `${text}\n${text}`,
    (text) => `[note] ${text}}`,
  );
  const cut = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 });
  return fc
    .tuple(value, around, cut)
    .map(([text, wrap, at]) => (at === null ? wrap(text) : wrap(text).slice(0, at * text.length)));
}

type Read = (raw: string, partial: boolean) => unknown;

const NONE = Symbol("no value");

/** The released parser for a return type; undefined for types that it does not compile. */
function reference({ types, returnType }: Project): Read | undefined {
  // It reports on standard error how it looks for brackets.
  process.env["BAML_INTERNAL_LOG"] = "off";
  const { BamlRuntime } = require("@boundaryml/baml/native");
  const text = `${types}\n${functionReturning(returnType)}`;
  try {
    const runtime = BamlRuntime.fromFiles("baml_src", { "main.baml": text }, {});
    const context = runtime.createContextManager();
    return (raw, partial) => {
      try {
        return runtime.parseLlmResponse("F", raw, partial, context, null, null, {});
      } catch (error) {
        return String(error).includes("DistributeTypeWithMeta") ? undefined : NONE;
      }
    };
  } catch {
    return undefined;
  }
}

function check(random: Project, replies: readonly string[]): void {
  const read = reference(random);
  fc.pre(read !== undefined);
  const { shape, shapes } = declared(random.types, random.returnType);
  const modes = `${random.types} ${random.returnType}`.includes("|") ? [false] : [false, true];
  for (const raw of replies) {
    for (const partial of modes) {
      const expected = read(raw, partial);
      if (expected === undefined || JSON.stringify(expected)?.includes("AnyOf[")) continue;
      const parsed = parseReply(raw, shape, shapes, { done: !partial });
      const actual = parsed.ok ? asNumbers(toJson(parsed.value)) : NONE;
      const where = `${partial ? "partial " : ""}${random.returnType} from ${JSON.stringify(raw)}`;
      assert.deepEqual(actual, expected, where);
    }
  }
}

/** The other side knows no difference between an int and a float. */
function asNumbers(json: Json): unknown {
  return JSON.parse(JSON.stringify(json));
}
