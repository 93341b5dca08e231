/** What all commands share: help, usage errors, exit codes. */
import assert from "node:assert/strict";
import { version as packageVersion } from "../../package.json";
import { version } from "../../server/base";
import { removeFolders, runCli } from "./runCli";

describe("spanlens", () => {
  after(removeFolders);

  it("lists its commands, to stderr and with a usage error when none was given", async () => {
    const help = await runCli(["--help"]);
    assert.equal(help.code, 0);
    assert.match(help.out, /^ {2}check +Report errors and warnings$/m);
    const bare = await runCli([]);
    assert.deepEqual([bare.code, bare.out, bare.err], [2, "", help.out]);
  });

  it("says what a command takes", async () => {
    const { code, out } = await runCli(["run", "--help"]);
    assert.equal(code, 0);
    assert.match(out, /^Usage: spanlens run PATH FUNCTION/m);
    assert.match(out, /^ {2}--args JSON\|@FILE +arguments/m);
  });

  it("has the version of its package", async () => {
    assert.equal(version, packageVersion);
    assert.equal((await runCli(["--version"])).out, `${packageVersion}\n`);
  });

  it("refuses commands, options, words and values that it does not know", async () => {
    await checkUsage(["chek"], /there is no command `chek`/);
    await checkUsage(["check"], /something is missing/);
    await checkUsage(["check", "a", "b"], /`b` is one word too many/);
    await checkUsage(["check", ".", "--jsn"], /unknown option '--jsn'/i);
    await checkUsage(["check", "nowhere"], /`nowhere` does not exist/);
    await checkUsage(["run", ".", "F", "--model", "replay"], /--model is live or simulated/);
    await checkUsage(["run", ".", "F", "--timeout", "1s"], /whole number of milliseconds/);
    await checkUsage(["run", ".", "F", "--args", "[1]"], /one JSON object/);
    await checkUsage(["run", ".", "F", "--args", "{"], /not JSON/);
    await checkUsage(["run", ".", "F", "--args", "@nowhere.json"], /cannot be read/);
    await checkUsage(["test", ".", "--filter", "("], /not a regular expression/);
    await checkUsage(["run-batch", "nowhere.jsonl"], /cannot be read/);
    await checkUsage(["lsp"], /--stdio/);
  });
});

async function checkUsage(words: readonly string[], message: RegExp): Promise<void> {
  const { code, out, err } = await runCli(words);
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.match(err, message);
  assert.match(err, /usage: /i);
}
