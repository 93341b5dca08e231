/** The command line as it ships, where it was built: a process of its own. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { folderWith, removeFolders } from "./runCli";

const cli = join(__dirname, "../../dist/cli.js");

describe("dist/cli.js", function () {
  this.timeout(60_000);

  before(function () {
    if (!existsSync(cli)) this.skip();
  });
  after(removeFolders);

  it("runs a function", async () => {
    const { code, out, err } = await runBuilt(["run", ".", "main"]);
    assert.deepEqual([code, out], [0, "42\n"]);
    assert.match(err, /^main\(\) → 42/);
  });

  it("answers a usage error with its exit code", async () => {
    assert.equal((await runBuilt(["run"])).code, 2);
  });

  it("ends an endless loop when it is interrupted, in order", async () => {
    const { code, err } = await runBuilt(["run", ".", "spin", "--trace-file", "t.jsonl"], "SIGINT");
    assert.equal(code, 1);
    assert.match(err, /spin\(\) .*cancelled/i);
  });
});

const SOURCE = `function main() -> int { 42 }
function spin() -> int { while (true) { }
 1 }`;

function runBuilt(words: readonly string[], signal?: NodeJS.Signals) {
  const cwd = folderWith({ "main.baml": SOURCE });
  return new Promise<{ code: number | null; out: string; err: string }>((done) => {
    const child = spawn(process.execPath, [cli, ...words], { cwd, env: {} });
    let out = "";
    let err = "";
    child.stdout.on("data", (text) => {
      out += text;
    });
    child.stderr.on("data", (text) => {
      err += text;
    });
    child.on("close", (code) => done({ code, out, err }));
    // Long enough to have begun; when it has not, it is stopped before it begins.
    if (signal) setTimeout(() => child.kill(signal), 1000);
  });
}
