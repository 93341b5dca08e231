import assert from "node:assert/strict";
import { originWord, usageOrigin, usageText } from "../../../../client/tracePanel/webview/words";

describe("usageText", () => {
  const none = { input: null, output: null, cached: null, reasoning: null };

  it("says of unknown counts that they are unknown", () => {
    assert.equal(usageText(none), "input unknown · output unknown");
  });

  it("says a reported zero, and what else was reported", () => {
    const usage = { ...none, input: 1204, output: 0, cached: 1000 };
    assert.equal(usageText(usage), "input 1,204 · output 0 · cached 1,000");
  });
});

describe("where answers come from", () => {
  it("is said of all that is not live", () => {
    assert.equal(originWord("live"), undefined);
    assert.equal(originWord("none"), undefined);
    assert.equal(originWord("simulated"), "simulated");
    assert.equal(originWord("replayed"), "replayed");
    assert.match(originWord("mixed") ?? "", /partly/);
  });

  it("is said beside tokens in every case", () => {
    assert.equal(usageOrigin("live"), "reported by the provider");
    assert.equal(usageOrigin("simulated"), "simulated");
  });
});
