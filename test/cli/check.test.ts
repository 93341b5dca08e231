/** `spanlens check`. */
import assert from "node:assert/strict";
import { removeFolders, runCli } from "./runCli";

const GOOD = "function main() -> int { 1 }\n";
const BAD = 'function main() -> int {\n  "x"\n}\n';

describe("check", () => {
  after(removeFolders);

  it("is content with a project without errors", async () => {
    const { code, out } = await runCli(["check", "."], { files: { "a.baml": GOOD } });
    assert.deepEqual([code, out], [0, "1 file, 0 errors, 0 warnings\n"]);
  });

  it("shows an error at its place, with the line of code", async () => {
    const { code, out } = await runCli(["check", "."], { files: { "a.baml": BAD } });
    assert.equal(code, 1);
    assert.equal(
      out,
      `a.baml:2:3: error E0001: expected \`int\`, found \`string\`
    "x"
    ^^^
1 file, 1 error, 0 warnings
`,
    );
  });

  it("prints positions of the protocol as JSON", async () => {
    const { code, out } = await runCli(["check", ".", "--json"], { files: { "a.baml": BAD } });
    assert.equal(code, 1);
    const { diagnostics } = JSON.parse(out);
    assert.equal(diagnostics.length, 1);
    const { file, severity, code: id, range } = diagnostics[0];
    assert.deepEqual(
      { file, severity, id, range },
      {
        file: "a.baml",
        severity: "error",
        id: "E0001",
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } },
      },
    );
  });

  it("colours only what a terminal shows", async () => {
    const files = { "a.baml": BAD };
    const coloured = await runCli(["check", "."], { files, hasColors: true });
    assert.match(coloured.out, /\u001b\[31merror E0001:\u001b\[0m/);
    const plain = await runCli(["check", "."], { files, hasColors: true, env: { NO_COLOR: "1" } });
    assert.doesNotMatch(plain.out, /\u001b/);
  });

  it("takes all files below baml_src, wherever the path points to", async () => {
    const files = {
      "app/baml_src/a.baml": "function main() -> int { helper() }\n",
      "app/baml_src/deep/b.baml": "function helper() -> int { 1 }\n",
      "app/other.baml": BAD,
      "app/baml_src/node_modules/c.baml": BAD,
    };
    for (const path of ["app", "app/baml_src", "app/baml_src/deep", "app/baml_src/a.baml"]) {
      const { code, out } = await runCli(["check", path], { files });
      assert.deepEqual([path, code, out], [path, 0, "2 files, 0 errors, 0 warnings\n"]);
    }
  });

  it("takes a file outside of baml_src alone", async () => {
    const files = { "a.baml": GOOD, "b.baml": BAD };
    assert.equal((await runCli(["check", "a.baml"], { files })).code, 0);
    assert.equal((await runCli(["check", "."], { files })).code, 1);
  });

  it("names files of a baml_src with it", async () => {
    const { out } = await runCli(["check", "app", "--json"], {
      files: { "app/baml_src/a.baml": BAD },
    });
    assert.equal(JSON.parse(out).diagnostics[0].file, "baml_src/a.baml");
  });
});
