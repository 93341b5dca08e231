/** The same over plain LSP: Neovim's client, with no VS Code anywhere. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildAll } from "../../scripts/build";
import { systemProgram } from "../../scripts/editor/systemPackages";
import { root } from "./support/editorSession";

const main = `/// Adds, and adds again.
function AddTwice(number: int) -> int {
  let once = Add(number, 1);
  Add(once, 1)
}

function Add(one: int, other: int) -> int {
  one + other
}

function Broken() -> int {
  missing
}
`;

describe("Neovim", () => {
  let seen: Readonly<Record<string, unknown>>;

  before(function () {
    this.timeout(120_000);
    const nvim = systemProgram("nvim", console.log);
    const cli = join(root, "dist", "cli.js");
    return (existsSync(cli) ? Promise.resolve() : buildAll(true)).then(() => {
      seen = run(nvim, `node ${cli} lsp --stdio`, [
        { name: "diagnostics", action: "diagnostics" },
        { name: "symbols", action: "symbols" },
        { name: "hover", action: "hover", params: { line: 1, character: 11 } },
        { name: "lenses", action: "lenses" },
        {
          name: "run",
          action: "execute",
          params: {
            command: "spanlens.run",
            arguments: [{ function: "AddTwice", args: { number: 3 } }],
          },
        },
        { name: "lensesAfter", action: "lenses" },
        { name: "hints", action: "hints" },
        { name: "floating", action: "floatingHover", params: { line: 1, character: 11 } },
        { name: "mended", action: "edit", params: { from: 11, to: 12, lines: ["  1"] } },
      ]);
    });
  });

  it("is shown diagnostics, and sees them go", () => {
    const found = seen["diagnostics"] as readonly {
      line: number;
      column: number;
      message: string;
    }[];
    assert.equal(found.length, 1, JSON.stringify(seen));
    assert.deepEqual([found[0]!.line, found[0]!.column], [11, 2]);
    assert.match(found[0]!.message, /missing/);
    assert.deepEqual(seen["mended"], []);
  });

  it("lists symbols", () => {
    const names = (seen["symbols"] as readonly { name: string }[]).map(({ name }) => name);
    assert.deepEqual(names, ["AddTwice", "Add", "Broken"]);
  });

  it("hovers", () => {
    const { contents } = seen["hover"] as { contents: { value: string } };
    assert.match(contents.value, /function AddTwice\(number: int\) -> int/);
    assert.match(contents.value, /Adds, and adds again/);
  });

  it("runs a function by a command, and gets its result", () => {
    const result = seen["run"] as Readonly<Record<string, unknown>>;
    assert.equal(result["status"], "ok", JSON.stringify(result));
    assert.equal(result["result"], 5);
  });

  it("sees the run on lenses, beside calls and in the hover's window", () => {
    const titles = (lenses: unknown) =>
      (lenses as readonly { command?: { title: string } }[]).map(
        ({ command }) => command?.title ?? "",
      );
    assert.ok(titles(seen["lenses"]).includes("Run"));
    assert.ok(titles(seen["lensesAfter"]).some((title) => title.includes("→ 5")));
    assert.equal((seen["hints"] as readonly unknown[]).length, 2);
    assert.match((seen["floating"] as readonly string[]).join("\n"), /Last call/);
  });
});

function run(
  nvim: string,
  server: string,
  steps: readonly object[],
): Readonly<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), "spanlens-neovim-"));
  const file = join(folder, "baml_src", "main.baml");
  mkdirSync(join(folder, "baml_src"));
  writeFileSync(file, main);
  try {
    const script = join(__dirname, "neovim", "client.lua");
    const options = ["--headless", "-u", "NONE", "-n", "-i", "NONE", "-c", `luafile ${script}`];
    const env = { ...process.env, SERVER: server, FILE: file, STEPS: JSON.stringify(steps) };
    const output = execFileSync(nvim, options, { env, encoding: "utf8", timeout: 90_000 });
    return JSON.parse(output.trim().split("\n").at(-1)!);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
