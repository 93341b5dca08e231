import assert from "node:assert/strict";
import { environmentOf, isPlaceholder } from "../../server/lsp/environment";

describe("environmentOf", () => {
  it("prefers secrets to env files, and env files to the process", () => {
    const found = environmentOf({
      secrets: { A: "secret" },
      envFiles: ["A=file\nB=file\n", "B=later\nC=later"],
      process: { A: "process", B: "process", C: "process", D: "process" },
    });
    assert.deepEqual(found, { A: "secret", B: "file", C: "later", D: "process" });
  });

  it("does not let an empty or placeholder value hide a real one", () => {
    const found = environmentOf({
      secrets: { A: "" },
      envFiles: ["A=your-api-key-here\nB=<key>"],
      process: { A: "real" },
    });
    assert.deepEqual(found, { A: "real" });
  });

  it("reads quotes, comments, exports, CRLF and a byte order mark", () => {
    const found = environmentOf({
      secrets: {},
      envFiles: ["\uFEFF# keys\r\nexport A=\"one two\"\r\nB='#3' # three\r\nnonsense\r\n"],
      process: {},
    });
    assert.deepEqual(found, { A: "one two", B: "#3" });
  });
});

describe("isPlaceholder", () => {
  it("knows what stands where a key should be", () => {
    for (const text of ["", "  ", "<your key>", "your_api_key", "sk-...", "xxxx", "changeme"]) {
      assert.ok(isPlaceholder(text), text);
    }
  });

  it("takes keys for keys", () => {
    for (const text of ["sk-abc123", "test-key", "your", "0", "Bearer x"]) {
      assert.ok(!isPlaceholder(text), text);
    }
  });
});
