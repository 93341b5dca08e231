import assert from "node:assert/strict";
import * as fc from "fast-check";
import { float, type InstanceValue, type MediaValue, map, type Value } from "../../server/base";
import { decodeValueText, encodeValue, Redactor } from "../../server/events";

describe("a value on the wire", () => {
  it("keeps ints and floats apart (B-W5)", () => {
    check(float(3), "3.0");
    check(3, "3");
  });

  it("keeps zero's sign, large floats and what is no number (B-W6)", () => {
    check(float(-0), "-0.0");
    check(float(1e21), "1e+21");
    check(float(0.1), "0.1");
    check(float(Number.NaN), '{"__float":"NaN"}');
    check(float(Number.POSITIVE_INFINITY), '{"__float":"Infinity"}');
    check(float(Number.NEGATIVE_INFINITY), '{"__float":"-Infinity"}');
  });

  it("keeps every digit of an int (B-W7)", () => {
    check(9223372036854775807n, "9223372036854775807");
    check(-9223372036854775808n, "-9223372036854775808");
    check(9007199254740993n, "9007199254740993");
    check(Number.MAX_SAFE_INTEGER, "9007199254740991");
  });

  it("marks an int beyond 64 bits", () => {
    check(9223372036854775808n, '{"__bigint":"9223372036854775808"}');
  });

  it("keeps the order of keys that look like integers (B-W8)", () => {
    check(
      map([
        ["2", 1],
        ["1", 2],
        ["b", 3],
      ]),
      '{"2":1,"1":2,"b":3}',
    );
  });

  it("keeps a map with a reserved key a map (B-W9)", () => {
    check(
      map([
        ["__class", "Ticket"],
        ["id", 7],
      ]),
      '{"__map":[["__class","Ticket"],["id",7]]}',
    );
    check(
      map([
        ["__proto__", 1],
        ["__other", 2],
      ]),
      '{"__proto__":1,"__other":2}',
    );
  });

  it("writes an instance's class first, then its fields in order (B-W10)", () => {
    const ticket: InstanceValue = {
      kind: "instance",
      className: "Ticket",
      fields: [
        ["priority", { kind: "variant", enumName: "Priority", name: "Urgent" }],
        ["owner", null],
        ["rows", [[1, 2], []]],
      ],
    };
    check(
      ticket,
      '{"__class":"Ticket","priority":{"__enum":"Priority","value":"Urgent"},"owner":null,"rows":[[1,2],[]]}',
    );
  });

  it("replaces only the leaf that has no form (B-W11)", () => {
    check([1, { kind: "opaque", what: "function" }, 3], '[1,{"__opaque":"function"},3]');
    check(
      { kind: "opaque", what: "function", id: 4, label: "F" },
      '{"__function_ref":4,"name":"F"}',
    );
    check(
      { kind: "opaque", what: "type", label: "string[]" },
      '{"__adt":"Type","value":"string[]"}',
    );
    check({ kind: "opaque", what: "collector", label: "c" }, '{"__adt":"Collector","name":"c"}');
    check({ kind: "opaque", what: "promptAst" }, '{"__adt":"PromptAst"}');
    assert.equal(encodeValue({ kind: "opaque", what: "resource" }), '"<resource>"');
    assert.equal(encodeValue({ kind: "opaque", what: "handle" }), '"<handle>"');
  });

  it("says how long a string was, in bytes and characters (B-W12)", () => {
    const text = encodeValue("é🙂".repeat(100), { ...small, maxStringBytes: 7 });
    assert.equal(text, '{"__truncated":{"bytes":600,"chars":200,"head":"é🙂","kind":"string"}}');
    check(decodeValueText(text)!, text);
  });

  it("says how many items were left out", () => {
    const text = encodeValue([1, 2, 3, 4], { ...small, maxItems: 2 });
    assert.equal(text, '[1,2,{"__truncated":{"items":2,"kind":"array"}}]');
    check(decodeValueText(text)!, text);
    const entries = encodeValue(
      map([
        ["a", 1],
        ["b", 2],
        ["c", 3],
      ]),
      { ...small, maxItems: 1 },
    );
    assert.equal(entries, '{"a":1,"__truncated":{"items":2,"kind":"map"}}');
    check(decodeValueText(entries)!, entries);
  });

  it("says where it is too deep", () => {
    const text = encodeValue([[[1]]], { ...small, maxDepth: 2 });
    assert.equal(text, '[[{"__truncated":{"kind":"depth"}}]]');
    check(decodeValueText(text)!, text);
  });

  it("points up where a value contains itself (B-W13)", () => {
    const cyclic: Value[] = [1];
    cyclic.push(cyclic);
    assert.equal(encodeValue(cyclic), '[1,{"__cycle":1}]');
    const outer = map([["inner", cyclic]]);
    cyclic.push(outer);
    assert.equal(encodeValue(outer), '{"inner":[1,{"__cycle":1},{"__cycle":2}]}');
    check(decodeValueText('[1,{"__cycle":1}]')!, '[1,{"__cycle":1}]');
  });

  it("gives a medium's size and hash, and not its content (B-W14)", () => {
    const image: MediaValue = {
      kind: "media",
      media: "image",
      source: "base64",
      content: "aGVsbG8=",
      mimeType: "image/png",
    };
    const hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    const text = `{"__adt":"Media","kind":"image","mime":"image/png","source":"base64","bytes":5,"sha256":"${hash}"}`;
    assert.equal(encodeValue(image, small), text);
    assert.deepEqual(decodeValueText(text), {
      ...image,
      content: "",
      omitted: { bytes: 5, sha256: hash },
    });
    check(decodeValueText(text)!, text);
    check(image, `${text.slice(0, -1)},"content":"aGVsbG8="}`);
  });

  it("takes secrets out of a medium's address", () => {
    const image: MediaValue = {
      kind: "media",
      media: "image",
      source: "url",
      content: "https://u:p@host/a.png?token=abc&size=2",
    };
    const text = encodeValue(image, { ...small, redactor: new Redactor() });
    assert.match(text, /"url":"https:\/\/REDACTED@host\/a.png\?token=REDACTED&size=2"/);
  });

  it("writes what a check or a medium's file holds, and looks through checks", () => {
    const checked: Value = {
      kind: "checked",
      value: 3,
      checks: [{ name: "c", expression: "this > 1", passed: true }],
    };
    assert.equal(encodeValue(checked), "3");
    const file: MediaValue = { kind: "media", media: "pdf", source: "file", content: "docs/a.pdf" };
    check(file, '{"__adt":"Media","kind":"pdf","source":"file","path":"docs/a.pdf"}');
  });

  it("is one line of valid JSON whatever a string holds (B-W15)", () => {
    check("\u2028\u2029", '"\\u2028\\u2029"');
    check('\u0000\n"\\', '"\\u0000\\n\\"\\\\"');
    check("\ud800", '"\\ud800"');
    check("🙂", '"🙂"');
  });

  it("takes an object that only looks marked for a map", () => {
    for (const text of [
      '{"__class":7}',
      '{"__float":"x"}',
      '{"__adt":"Later"}',
      '{"__cycle":"up"}',
      '{"__enum":"E"}',
    ]) {
      check(decodeValueText(text)!, undefined);
    }
    assert.deepEqual(decodeValueText('{"__later":1}'), map([["__later", 1]]));
  });

  it("comes back as it was", () => {
    fc.assert(
      fc.property(values(), (value) => {
        assert.deepEqual(decodeValueText(encodeValue(value)), value);
      }),
      { numRuns: 500 },
    );
  });

  it("stays one line of JSON within any limits", () => {
    const limits = fc.record({
      maxStringBytes: fc.nat(20),
      maxItems: fc.integer({ min: 1, max: 4 }),
      maxDepth: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(values(), limits, (value, options) => {
        const text = encodeValue(value, options);
        assert.ok(!text.includes("\n"));
        JSON.parse(text);
        const decoded = decodeValueText(text)!;
        assert.deepEqual(decodeValueText(encodeValue(decoded)), decoded);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps known secrets out", () => {
    const redactor = new Redactor({ KEY: 'se"cret-1' });
    const text = encodeValue(map([["a", 'x se"cret-1 y']]), { ...small, redactor });
    assert.equal(text, '{"a":"x REDACTED y"}');
  });
});

const small = { maxStringBytes: 1000, maxItems: 100, maxDepth: 10 };

/** Any value that round trips: no opaque leaves, nothing cut short. */
function values(): fc.Arbitrary<Value> {
  const word = fc.oneof(
    fc.constantFrom("__class", "__float", "__truncated", "__map", "2", "1", "a", "", "__proto__"),
    fc.string({ unit: "binary" }),
  );
  const { value } = fc.letrec<{ value: Value; entries: [string, Value][] }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Value>(null, true, false),
      fc.maxSafeInteger(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
      fc.double().map(float),
      word,
      fc.tuple(word, word).map(([enumName, name]): Value => ({ kind: "variant", enumName, name })),
      fc.array(tie("value"), { maxLength: 4 }),
      tie("entries").map(map),
      fc.tuple(word, tie("entries")).map(([className, entries]): Value => {
        const fields = entries.filter(([name]) => !name.startsWith("__"));
        return { kind: "instance", className, fields };
      }),
    ),
    entries: fc.uniqueArray(fc.tuple(word, tie("value")), {
      maxLength: 4,
      selector: ([key]) => key,
    }),
  }));
  return value;
}

/** The value is written so, and read back as it was; without text, only that it stays the same. */
function check(value: Value, text: string | undefined): void {
  const written = encodeValue(value);
  if (text !== undefined) assert.equal(written, text);
  assert.deepEqual(decodeValueText(written), value);
}
