/** Runs the tests of the Python package, with the engine bundled as it is shipped. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(__dirname, "../..");

describe("the Python package", function () {
  this.timeout(180_000);
  let folder: string;

  before(function () {
    if (spawnSync("python3", ["--version"]).status !== 0) this.skip();
    folder = mkdtempSync(join(tmpdir(), "spanlens-python-"));
    buildSync({
      absWorkingDir: root,
      entryPoints: [
        { in: "server/host/stdioServer.ts", out: "hostServer" },
        { in: "server/engine/worker.ts", out: "engineWorker" },
      ],
      outdir: folder,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      mainFields: ["module", "main"],
    });
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  it("passes its tests, through an alias of the name that suites import", () => {
    const args = ["-W", "error::ResourceWarning", "-m", "unittest", "discover", "-s", "tests"];
    const { status, stderr } = spawnSync("python3", args, {
      cwd: join(root, "bridges/python"),
      encoding: "utf8",
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: "1",
        SPANLENS_NODE: process.execPath,
        SPANLENS_ENGINE: join(folder, "hostServer.js"),
      },
    });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /Ran [1-9][0-9]+ tests/);
  });
});
