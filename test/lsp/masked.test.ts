import assert from "node:assert/strict";
import { Redactor } from "../../server/events";
import { masked } from "../../server/lsp/masked";
import { codeSpan, plainMarkdown } from "../../server/lsp/wording";

describe("masked answers", () => {
  it("have the names of secrets in their place, however deep", () => {
    check(
      { a: ["x sk-live-0123456789 y", { b: "sk-live-0123456789" }], n: 1, z: null, t: true },
      { a: ["x $KEY y", { b: "$KEY" }], n: 1, z: null, t: true },
    );
  });

  it("find secrets as JSON and Markdown spell them", () => {
    for (const secret of ['pass"wo\\rd-012345', "line\nbreak-0123456", "a_b*c-0123456789[x]"]) {
      const redactor = new Redactor({ KEY: secret });
      for (const spelled of [secret, JSON.stringify(secret), plainMarkdown(secret)]) {
        const shown = masked({ text: `before ${spelled} after` }, redactor).text;
        assert.match(shown, /^before "?\$KEY"? after$/, spelled);
      }
      assert.match(masked(codeSpan(JSON.stringify(secret)), redactor), /^`"\$KEY"`$/);
    }
  });

  it("find the beginning of a secret that was cut", () => {
    const redactor = new Redactor({ KEY: "sk-live-0123456789-abcdefghijk" });
    check('→ "sk-live-0123456789-ab…', '→ "$KEY…', redactor);
    check("text that ends with sk-live-0123456789-abc", "text that ends with $KEY", redactor);
    check("sk-live is how keys begin…", "sk-live is how keys begin…", redactor);
  });

  it("are the same object where there is no secret to find", () => {
    const answer = { text: "plain" };
    assert.equal(masked(answer, new Redactor()), answer);
  });

  it("of two secrets that begin alike name the whole one", () => {
    const redactor = new Redactor({ SHORT: "sk-live-0123", LONG: "sk-live-0123456789" });
    check("sk-live-0123456789 sk-live-0123", "$LONG $SHORT", redactor);
  });
});

function check(
  answer: unknown,
  expected: unknown,
  redactor = new Redactor({ KEY: "sk-live-0123456789" }),
): void {
  assert.deepEqual(masked(answer, redactor), expected);
}
