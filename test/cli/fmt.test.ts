/** `spanlens fmt`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { removeFolders, runCli } from "./runCli";

const LOOSE = "function  main( ) -> int {1}\n";
const BROKEN = "function main( -> int { 1 \n";

describe("fmt", () => {
  after(removeFolders);

  it("writes files in place, and leaves formatted ones alone", async () => {
    const { code, folder, err } = await runCli(["fmt", "."], { files: { "a/b.baml": LOOSE } });
    assert.deepEqual([code, err], [0, "1 file, 1 formatted\n"]);
    const text = readFileSync(join(folder, "a/b.baml"), "utf8");
    assert.match(text, /^function main\(\) -> int \{/);
    const again = await runCli(["fmt", "."], { files: { "a/b.baml": text } });
    assert.equal(again.err, "1 file, 0 formatted\n");
  });

  it("only looks when it checks", async () => {
    const { code, out, folder } = await runCli(["fmt", "--check", "a.baml"], {
      files: { "a.baml": LOOSE },
    });
    assert.deepEqual([code, out], [1, "a.baml\n"]);
    assert.equal(readFileSync(join(folder, "a.baml"), "utf8"), LOOSE);
  });

  it("prints in place of writing", async () => {
    const { code, out, folder } = await runCli(["fmt", "--stdout", "a.baml"], {
      files: { "a.baml": LOOSE },
    });
    assert.equal(code, 0);
    assert.match(out, /^function main\(\) -> int \{/);
    assert.equal(readFileSync(join(folder, "a.baml"), "utf8"), LOOSE);
  });

  it("refuses what is broken, and says where", async () => {
    const { code, err } = await runCli(["fmt", "a.baml"], { files: { "a.baml": BROKEN } });
    assert.equal(code, 1);
    assert.match(err, /^a\.baml:1:\d+: error E\d+: /);
  });
});
