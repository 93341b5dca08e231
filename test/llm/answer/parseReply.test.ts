import assert from "node:assert/strict";
import fc from "fast-check";
import { type Json, parseReply, toJson } from "../../../server/llm";
import { type Declared, declared } from "../declared";

describe("parseReply", () => {
  it("takes the text itself for a plain string", () => {
    check("string", { '"quoted"': '"quoted"', '{"a": 1}': '{"a": 1}', "  x ": "  x " });
  });

  it("finds the one number in a sentence", () => {
    check("int", { "The answer is 42.": 42, "1,234": 1234, "-$5.6": -6, "3/2": 2, "[7]": 7 });
    check("int", { "3 and 4": FAILS, none: FAILS, '{"a": 3}': FAILS, "about 1E5": FAILS });
    check("float", { "1/4": 0.25, "12.5%": 12.5, ".75": 0.75, "1/0": FAILS });
  });

  it("keeps integers exact to 64 bits, and takes no larger ones", () => {
    check("int", {
      "9007199254740993": 9007199254740993n,
      "-9223372036854775808": -(2n ** 63n),
      "9223372036854775808": FAILS,
      "1e300": FAILS,
      NaN: FAILS,
      inf: FAILS,
    });
  });

  it("matches enum values by name, alias or description, in any case", () => {
    const types = 'enum Mood {\n  Up @description("happy")\n  Down @alias("low")\n}';
    check(declared(types, "Mood"), {
      up: "Up",
      "I feel happy: Up!": "Up",
      happy: "Up",
      low: "Down",
      Down: FAILS,
      "Up or low": FAILS,
    });
  });

  it("never matches a text of punctuation alone", () => {
    check(declared('enum Sign {\n  Plus @alias("+")\n  Minus @alias("-")\n}', "Sign"), {
      "+": "Plus",
      "a + b": "Plus",
      anything: FAILS,
    });
  });

  it("fills what may be absent, and never guesses what may not", () => {
    const types = "class P {\n  a int\n  b string?\n  c int[]\n  d map<string, int>\n}";
    check(declared(types, "P"), {
      '{"a": 1}': { a: 1, b: null, c: [], d: {} },
      '{"A": "2", "c": 3, "z": 4}': { a: 2, b: null, c: [3], d: {} },
      '{"b": "x"}': FAILS,
    });
  });

  it("gives a skipped field as null", () => {
    check(declared("class P {\n  a int\n  b string? @skip\n}", "P"), {
      '{"a": 1, "b": "x"}': { a: 1, b: null },
    });
  });

  it("reads a fence that is not closed both as a block and as text", () => {
    const types = "class P {\n  a int\n}";
    check(declared(types, "P"), {
      '```json\n{"a": 1}': { a: 1 },
      '```json\n{"a": 1}\n``` done.': { a: 1 },
    });
    check("int", { '```json\n{"a": 1}': 1 });
  });

  it("reads arrays of other things as the class within them, or as its one field", () => {
    const types = "class One {\n  x int?\n}\nclass Two {\n  x int?\n  y int?\n}";
    check(declared(types, "One"), { "[5]": { x: 5 }, '[{"x": 1}]': { x: 1 }, "[]": { x: null } });
    check(declared(types, "Two"), { "[5]": { x: null, y: null }, '[{"x": 1}]': { x: 1, y: null } });
  });

  it("counts the cost of map values", () => {
    const types = "enum E {\n  RED\n}";
    check(declared(types, "map<string, int?> | E"), {
      '{"RED": 1.5}': { RED: 2 },
      '{"RED": "no number"}': "RED",
    });
  });

  it("skips two characters after the quotes that end a triple-quoted string", () => {
    check("map<string, string>", {
      '{"a": """t""" , "b": "u"}': { a: "t", b: "u" },
      '{"a": """one\n  two""", "b": "u"}': { a: "one\n  two", b: "u" },
    });
  });

  it("decodes escapes also in strings that had to be repaired", () => {
    check("map<string, string>", {
      '{a: "\\u00e9\\n\\ud83d\\ude00"}': { a: "é\n😀" },
      '{a: "\\x \\u12"}': { a: "\\x \\u12" },
    });
  });

  it("does not take a class for what was made of plain text", () => {
    const types = "class T {\n  t string\n}\nclass U {\n  u int\n}";
    check(declared(types, "T"), { hello: FAILS, '"hello"': FAILS, '{"q": 1}': { t: "{q: 1}" } });
    check(declared(types, "U"), { "5": { u: 5 }, '"5"': FAILS });
  });

  it("gives up on what no text can stand for", () => {
    check("image", { "https://example.com/a.png": FAILS });
    check("image?", { anything: null });
  });

  it("names what is missing, and where", () => {
    const { shape, shapes } = declared("class Out {\n  inner In\n}\nclass In {\n  n int\n}", "Out");
    const raw = '{"inner": {"n": "many"}}';
    const parsed = parseReply(raw, shape, shapes, { done: true });
    assert(!parsed.ok);
    assert.equal(parsed.message, "`Out`: cannot use what stands for field `inner`");
    assert.deepEqual(parsed.causes[0], {
      message: 'expected `int`, got the text "many"',
      path: ["inner", "n"],
      range: { start: 16, end: 22 },
    });
  });
});

describe("parseReply, whatever the text,", () => {
  const types = `
class A {
  next A?
  either (A | B)?
  xs (int | string | A)[]
}
class B {
  next (A | B)?
  value int
}
type J = int | string | J[] | map<string, J>`;
  const shapes = ["A", "B[]", "J", "map<string, A | B>", "int | B"].map((type) =>
    declared(types, type),
  );

  it("gives a value or says why not, and finds each part in the text", () => {
    fc.assert(
      fc.property(brokenJson(), fc.constantFrom(...shapes), fc.boolean(), (text, type, done) => {
        const parsed = parseReply(text, type.shape, type.shapes, { done });
        if (!parsed.ok) assert.notEqual(parsed.message, "");
        else assertInside(parsed.provenance, text.length);
      }),
      { numRuns: 500 },
    );
  });

  it("takes no more than a moment for texts made to be hard", () => {
    const deep = 20_000;
    const hard = [
      "[".repeat(deep),
      '{"next":'.repeat(deep),
      `${'{"next":'.repeat(60)}{"value":"x"}${"}".repeat(60)}`,
      `{"a":1${"}".repeat(deep)}`,
      "```json\n".repeat(deep),
      `\`\`\`json\n${"text\n```\n".repeat(deep)}`,
      `{"a": "${'\\" '.repeat(deep)}`,
      `{a: ${"x y, ".repeat(deep)}}`,
      `{"${"k".repeat(deep)}`,
      "[1,".repeat(100) + "]".repeat(100),
    ];
    for (const text of hard) {
      for (const { shape, shapes: all } of shapes) parseReply(text, shape, all, { done: true });
    }
  }).timeout(10_000);
});

describe("parseReply, of a very long reply,", () => {
  it("notes every item and every key that it leaves out", () => {
    const many = 150_000;
    const items = declared("", "int[]");
    const list = `[${'"x",'.repeat(many)}1]`;
    const parsed = parseReply(list, items.shape, items.shapes, { done: true });
    assert(parsed.ok);
    assert.deepEqual(parsed.value, [1]);
    assert.equal(parsed.provenance.flags.length, many + 1);

    const one = declared("class P {\n  a int\n}", "P");
    const object = `{"a": 1${', "k": 2'.repeat(many)}}`;
    assert(parseReply(object, one.shape, one.shapes, { done: true }).ok);
  });
});

const FAILS = Symbol("no value");

/** JSON, cut and stirred. */
function brokenJson(): fc.Arbitrary<string> {
  const token = fc.constantFrom(
    ...[
      '{"next": ',
      '{"value": 1}',
      '"xs": [',
      "]",
      "}",
      ",",
      '"',
      "'",
      "1",
      " ",
      "\n",
      "a: ",
      "//",
    ],
    ...["```json\n", "\n```\n", "null", "true", '"value": "2"', "`", '"""', "\\", "é", "[1, 2]"],
  );
  return fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join(""));
}

interface Placed {
  readonly range?: { readonly start: number; readonly end: number };
  readonly parts: readonly (readonly [string | number, Placed])[];
}

function assertInside({ range, parts }: Placed, length: number): void {
  if (range) assert(0 <= range.start && range.start <= range.end && range.end <= length);
  for (const [, part] of parts) assertInside(part, length);
}

/** What each text comes to. */
function check(type: string | Declared, expected: Readonly<Record<string, Json | symbol>>): void {
  const { shape, shapes } = typeof type === "string" ? declared("", type) : type;
  for (const [text, value] of Object.entries(expected)) {
    const parsed = parseReply(text, shape, shapes, { done: true });
    assert.deepEqual(parsed.ok ? toJson(parsed.value) : FAILS, value, text);
  }
}
