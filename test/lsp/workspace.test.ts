import assert from "node:assert/strict";
import type { FileSystem } from "../../server/lsp/projectFiles";
import { type Project, Workspace } from "../../server/lsp/workspace";

const MAIN = "file:///c%3A/My%20App/baml_src/main.baml";
const OTHER = "file:///c%3A/My%20App/baml_src/b/other.baml";

describe("a workspace", () => {
  it("loads a project when one of its files is opened, once", async () => {
    const { workspace, disk, seen } = bench({ [MAIN]: "a", [OTHER]: "b" });
    await Promise.all([workspace.setOpen(MAIN, "a!"), workspace.file(OTHER), workspace.file(MAIN)]);
    check(workspace, { "baml_src/b/other.baml": "b", "baml_src/main.baml": "a!" });
    assert.equal(seen.length, 1);
    assert.equal(disk.reads, 2);
  });

  it("knows a file by every spelling of its URI", async () => {
    const { workspace } = bench({ [MAIN]: "a" });
    await workspace.setOpen("file:///c:/My App/baml_src/main.baml", "b");
    check(workspace, { "baml_src/main.baml": "b" });
    assert.equal(workspace.isOpen(MAIN), true);
    assert.equal(
      workspace.loadedFile("file:///C:/My%20App/baml_src/main.baml")?.path,
      "baml_src/main.baml",
    );
  });

  it("takes an open document's text, and the disk's again once it is closed", async () => {
    const { workspace, disk } = bench({ [MAIN]: "disk" });
    await workspace.setOpen(MAIN, "editor");
    disk.texts[MAIN] = "newer";
    await workspace.changedOnDisk(MAIN);
    check(workspace, { "baml_src/main.baml": "editor" });
    await workspace.setClosed(MAIN);
    check(workspace, { "baml_src/main.baml": "newer" });
  });

  it("holds a document that is not on the disk, until it is closed", async () => {
    const { workspace } = bench({ [MAIN]: "a" });
    await workspace.setOpen(OTHER, "unsaved");
    check(workspace, { "baml_src/b/other.baml": "unsaved", "baml_src/main.baml": "a" });
    await workspace.setClosed(OTHER);
    check(workspace, { "baml_src/main.baml": "a" });
  });

  it("follows files that come, change and go on the disk", async () => {
    const { workspace, disk } = bench({ [MAIN]: "a" });
    await workspace.file(MAIN);
    disk.texts[OTHER] = "new";
    await workspace.changedOnDisk(OTHER);
    delete disk.texts[MAIN];
    await workspace.changedOnDisk(MAIN);
    check(workspace, { "baml_src/b/other.baml": "new" });
  });

  it("tells of a new snapshot only when a text is another", async () => {
    const { workspace, seen } = bench({ [MAIN]: "a" });
    await workspace.setOpen(MAIN, "a");
    await workspace.setOpen(MAIN, "a");
    await workspace.changedOnDisk("file:///c%3A/My%20App/baml_src/notes.md");
    assert.equal(seen.length, 1);
    const [before] = seen;
    await workspace.setOpen(MAIN, "b");
    assert.equal(before?.snapshot.files.get("baml_src/main.baml")?.text, "a", "old ones stay");
    assert.equal(seen[1]?.snapshot.revision, 1);
  });

  it("loads the projects below a folder", async () => {
    const { workspace } = bench({
      "file:///w/one/baml_src/a.baml": "1",
      "file:///w/two/deep/baml_src/a.baml": "2",
      "file:///w/loose.baml": "3",
    });
    await workspace.addFolder("file:///w");
    assert.deepEqual(workspace.projects.map(({ id }) => id).sort(), [
      "file:///w/one/baml_src",
      "file:///w/two/deep/baml_src",
    ]);
  });
});

function bench(texts: Readonly<Record<string, string>>) {
  const disk = new Disk(texts);
  const seen: Project[] = [];
  return { workspace: new Workspace(disk, (project) => seen.push(project)), disk, seen };
}

class Disk implements FileSystem {
  readonly texts: Record<string, string>;
  reads = 0;

  constructor(texts: Readonly<Record<string, string>>) {
    this.texts = { ...texts };
  }

  async list(folder: string) {
    const names = new Map<string, boolean>();
    for (const uri of Object.keys(this.texts)) {
      if (!uri.startsWith(`${folder}/`)) continue;
      const [name, ...rest] = uri.slice(folder.length + 1).split("/");
      names.set(name!, rest.length > 0);
    }
    return [...names].map(([name, isFolder]) => ({ name, isFolder }));
  }

  async read(uri: string): Promise<string | undefined> {
    this.reads++;
    return this.texts[uri];
  }
}

/** The files of the only project, by path. */
function check(workspace: Workspace, expected: Readonly<Record<string, string>>): void {
  const [project, ...others] = workspace.projects;
  assert.equal(others.length, 0);
  const texts = [...project!.snapshot.files].map(([path, { text }]) => [path, text]);
  assert.deepEqual(Object.fromEntries(texts), expected);
}
