import assert from "node:assert/strict";
import { type Provenance, parseReply } from "../../../server/llm";
import { declared } from "../declared";

describe("provenance", () => {
  const types = `
class Order {
  id int
  note string?
  lines Line[]
}
class Line {
  sku string @alias("product")
  count int
}`;

  it("leads from each value to its characters", () => {
    const text = 'Sure: {"id": "No. 7", "lines": [{"product": "A1", "count": 2}]} Bye.';
    const of = provenance(types, "Order", text);
    assert.equal(shown(text, of, "id"), '"No. 7"');
    assert.equal(shown(text, of, "lines", 0, "sku"), '"A1"');
    assert.equal(shown(text, of, "lines", 0, "count"), "2");
    assert.equal(shown(text, of, "lines"), '[{"product": "A1", "count": 2}]');
  });

  it("keeps its places in repaired, fenced and dedented text", () => {
    const text =
      'x\n```json\n  {id: 7, // seven\n   note: """\n   a\n   b""" , lines: [{product: \'A\', count: 1,}]}\n```';
    const of = provenance(types, "Order", text);
    assert.equal(shown(text, of, "id"), "7");
    assert.equal(shown(text, of, "lines", 0, "sku"), "'A'");
    assert(shown(text, of, "note")?.startsWith('"""'));
  });

  it("says why a value is null", () => {
    const absent = part(provenance(types, "Order", '{"id": 1}'), "note");
    assert.deepEqual(absent?.range, undefined);
    assert.deepEqual(
      absent?.flags.map(({ kind }) => kind),
      ["optionalDefault", "pending"],
    );

    const optional = "class P {\n  n int?\n}";
    const text = '{"n": "many"}';
    const unusable = part(provenance(optional, "P", text), "n");
    const flag = unusable?.flags.find(({ kind }) => kind === "defaultButHadValue");
    assert.equal(flag?.range && text.slice(flag.range.start, flag.range.end), '"many"');
  });

  it("says what was dropped, and why", () => {
    const text = '[1, "two", 3]';
    const { flags } = provenance("", "int[]", text);
    const dropped = flags.find(({ kind }) => kind === "arrayItemParseError");
    assert.equal(dropped?.key, 1);
    assert.equal(dropped?.range && text.slice(dropped.range.start, dropped.range.end), '"two"');
    assert.equal(dropped?.causes?.[0]?.message, 'expected `int`, got the text "two"');
  });

  it("says how far a partial value has come", () => {
    const { shape, shapes } = declared(types, "Order");
    const parsed = parseReply('{"id": 1, "note": "ab', shape, shapes, { done: false });
    assert(parsed.ok);
    assert.deepEqual(
      ["id", "note", "lines"].map((name) => part(parsed.provenance, name)?.completion),
      ["complete", "incomplete", "pending"],
    );
  });
});

function provenance(types: string, type: string, text: string): Provenance {
  const { shape, shapes } = declared(types, type);
  const parsed = parseReply(text, shape, shapes, { done: true });
  assert(parsed.ok, parsed.ok ? "" : parsed.message);
  return parsed.provenance;
}

function part(of: Provenance, ...path: readonly (string | number)[]): Provenance | undefined {
  return path.reduce<Provenance | undefined>(
    (found, step) => found?.parts.find(([name]) => name === step)?.[1],
    of,
  );
}

/** The characters that a part came from. */
function shown(
  text: string,
  of: Provenance,
  ...path: readonly (string | number)[]
): string | undefined {
  const range = part(of, ...path)?.range;
  return range && text.slice(range.start, range.end);
}
