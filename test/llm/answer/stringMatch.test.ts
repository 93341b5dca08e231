import assert from "node:assert/strict";
import { keyNormalForm, StringMatcher } from "../../../server/llm/answer/stringMatch";

describe("StringMatcher", () => {
  it("prefers equal texts to equal letters, and these to texts within", () => {
    check([["a b"], ["ab"]], { "a b": 0, ab: 1, "a.b": 0, "x ab y": 1 });
  });

  it("minds no accents, no case, no punctuation but hyphens and underscores", () => {
    check([["Rouge"], ["été"], ["in-progress"]], {
      ROUGE: 0,
      Roüge: 0,
      ete: 1,
      "IN-PROGRESS!": 2,
      "in progress": undefined,
    });
    check([["straße"]], { strasse: 0, STRASSE: 0 });
  });

  it("counts texts within, the longest at each place", () => {
    check([["red"], ["red wine"]], {
      "red wine, red wine, red": 1,
      "red, red, red wine": 0,
      "red and red wine": "tie",
    });
  });

  it("takes a value by any of its texts", () => {
    check([["k1", "Payment problems"], ["k2"]], { "payment PROBLEMS": 0, "Category: k2": 1 });
  });

  it("finds nothing in empty texts", () => {
    check([[""], ["!!"]], { anything: undefined, "": undefined, "!!": 1 });
  });

  it("takes a text as it stands, also when it looks like a pattern", () => {
    check([["a+b"], ["c|d"], ["(e)"]], { "so a+b": 0, "c|d": 1, "an (e)": 2 });
  });
});

describe("keyNormalForm", () => {
  it("is the same for spellings of one name", () => {
    const same = ["user-Id", " USER-ID ", "user-id!", "üser-id"].map(keyNormalForm);
    assert.equal(new Set(same).size, 1);
    assert.notEqual(keyNormalForm("user_id"), same[0]);
    assert.notEqual(keyNormalForm("!"), keyNormalForm("?"));
  });
});

/** For each input the position of the value, or that several tie. */
function check(
  texts: readonly (readonly string[])[],
  expected: Readonly<Record<string, number | "tie" | undefined>>,
): void {
  const matcher = new StringMatcher(texts);
  for (const [input, value] of Object.entries(expected)) {
    const match = matcher.match(input);
    assert.equal(match?.kind === "match" ? match.value : match?.kind, value, input);
  }
}
