import assert from "node:assert/strict";
import { parseFile } from "../../../server/language/syntax/parseFile";
import { TemplateStringView } from "../../../server/language/syntax/views/declarations";
import type { StringView } from "../../../server/language/syntax/views/strings";

describe("a quoted string", () => {
  it("decodes five escapes and keeps all others", () => {
    checkValue('"a\\n\\t\\r\\"\\\\b"', 'a\n\t\r"\\b');
    checkValue('"\\u0041 \\q \\"', '\\u0041 \\q "', { isClosed: false });
    checkValue('"\\u0041 \\q"', "\\u0041 \\q");
    checkValue('"\\\\n"', "\\n");
  });

  it("knows where each character of its value was written", () => {
    const string = stringOf('"a\\nb\\\\c"');
    assert.equal(string.value, "a\nb\\c");
    const places = [...string.value].map((_, at) => string.offsetOfValue(at) - string.token.start);
    assert.deepEqual(places, [1, 2, 4, 5, 7]);
  });
});

describe("a raw string", () => {
  it("loses the indentation that its lines share, and the blanks at its ends", () => {
    checkValue('#"\n    a\n      b\n\n    c\n  "#', "a\n  b\n\nc");
    checkValue('#"a\n    b"#', "a\n    b");
    checkValue('#"\n\ta\n\tb"#', "a\nb");
    checkValue('#"  "#', "");
    checkValue('#"\n  a\n      \n  b\n"#', "a\n\nb");
    checkValue('##" "# "##', '"#');
  });

  it("keeps escapes", () => {
    checkValue('#"\\n"#', "\\n");
  });

  it("knows its parts", () => {
    const string = stringOf('##"ab"##');
    assert.equal(string.hashCount, 2);
    assert.equal(string.content, "ab");
    assert.deepEqual(string.contentRange, {
      start: string.token.start + 3,
      end: string.token.end - 3,
    });
  });

  it("knows where each character of its value was written", () => {
    const string = stringOf('#"\r\n    ab\r\n      c\r\n  "#');
    assert.equal(string.value, "ab\n  c");
    const { text, start } = string.token;
    for (const [at, character] of [...string.value].entries()) {
      assert.equal(text.charAt(string.offsetOfValue(at) - start), character);
    }
    assert.equal(string.offsetOfContent(0), start + 2);
  });
});

function stringOf(written: string): StringView {
  const tree = parseFile(`template_string T() ${written}`);
  return new TemplateStringView(tree.items[0]!.node).string!;
}

function checkValue(written: string, value: string, { isClosed } = { isClosed: true }): void {
  const string = stringOf(written);
  assert.equal(string.value, value);
  assert.equal(string.isClosed, isClosed);
}
