/** What the extension does not do: listen, write into the repository, wake for other files. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { editorSession } from "./support/editorSession";
import { useWindow } from "./support/editorWindow";
import { filesBelow } from "./support/files";
import { examples } from "./support/samples";
import { settled } from "./support/settled";

describe("the extension in a workspace without BAML", () => {
  const the = useWindow({ "notes.txt": "nothing to run\n" }, "notes.txt");

  it("is not activated", async () => {
    await the.window.file("notes.txt").reading((reading) => reading.lines.length > 0);
    assert.deepEqual(await processesOf("server.js"), []);
    assert.equal(await the.window.statusBarItem().count(), 0);
  });
});

describe("the extension in a workspace with BAML", () => {
  const files = examples();
  const the = useWindow(files, "baml_src/main.baml");

  before(async () => {
    const file = the.window.file("main.baml");
    await file.clickLens("function HandleMessage", /^Run$/);
    await file.lensesOf("function HandleMessage", (texts) => texts.some((t) => t.includes("→")));
  });

  it("is activated fast", async () => {
    const { server } = await editorSession();
    const logs = filesBelow(join(server.folder, "ud", "logs"));
    const lines = logs
      .filter((file) => file.endsWith("Spanlens.log"))
      .flatMap((file) => readFileSync(file, "utf8").match(/Activated in [\d.]+ ms/g) ?? []);
    assert.ok(lines.length > 0);
    console.log(`      ${lines.at(-1)}; the budget is 50 ms`);
  });

  it("listens on no port", async () => {
    const processes = await processesOf("server.js");
    assert.equal(processes.length, 1);
    assert.deepEqual(processes.flatMap(listeningSockets), []);
  });

  it("writes nothing into the repository", () => {
    const found = filesBelow(the.window.folder).map((file) =>
      file.slice(the.window.folder.length + 1),
    );
    assert.deepEqual(found.sort(), Object.keys(files).sort());
    for (const [path, text] of Object.entries(files)) {
      assert.equal(readFileSync(join(the.window.folder, path), "utf8"), text);
    }
  });

  it("leaves no process behind when its window is gone", async () => {
    const { page } = the.window;
    await page.goto("about:blank");
    await settled({
      read: () => processesOf("server.js"),
      enough: (processes) => processes.length === 0,
    });
  });
});

/** Processes that run a file of the installed extension. */
async function processesOf(file: string): Promise<readonly number[]> {
  const { server } = await editorSession();
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const command = contentOf(`/proc/${pid}/cmdline`);
      return command.includes(join(server.folder, "ext")) && command.includes(`dist/${file}`);
    });
}

function listeningSockets(pid: number): string[] {
  const LISTEN = "0A";
  const inodes = ["tcp", "tcp6"].flatMap((table) =>
    contentOf(`/proc/${pid}/net/${table}`)
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[3] === LISTEN)
      .map((columns) => columns[9]!),
  );
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder)
    .map((name) => linkOf(join(folder, name)))
    .filter((link) => inodes.some((inode) => link === `socket:[${inode}]`));
}

/** Processes come and go while they are looked at. */
function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
