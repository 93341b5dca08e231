import assert from "node:assert/strict";
import {
  type FileSystem,
  filesOf,
  projectPath,
  projectPlaceOf,
  sourceFoldersBelow,
  uriOfPath,
} from "../../server/lsp/projectFiles";

describe("projectPlaceOf", () => {
  it("finds the nearest baml_src above a file", () => {
    const uri = "file:///home/me/app/baml_src/types/a.baml";
    const place = projectPlaceOf(uri);
    assert.equal(place.root, "file:///home/me/app");
    assert.equal(projectPath(place, uri), "baml_src/types/a.baml");
    assert.equal(uriOfPath(place.root, "baml_src/types/a.baml"), uri);
  });

  it("leaves a file outside of one with its neighbours", () => {
    const place = projectPlaceOf("file:///home/me/notes/a.baml");
    assert.deepEqual(place, {
      root: "file:///home/me/notes",
      folder: "file:///home/me/notes",
      recursive: false,
    });
  });

  it("understands Windows paths however they are escaped", () => {
    for (const uri of [
      "file:///c%3A/My%20App/baml_src/a.baml",
      "file:///c:/My App/baml_src/a.baml",
    ]) {
      assert.equal(projectPlaceOf(uri).root, "file:///c%3A/My%20App");
      assert.equal(projectPath(projectPlaceOf(uri), uri), "baml_src/a.baml");
    }
  });

  it("is not misled by a file of that name", () => {
    assert.equal(projectPlaceOf("file:///x/baml_src").recursive, false);
  });
});

describe("the files of a project", () => {
  const files = tree({
    "file:///app/baml_src/b.baml": "",
    "file:///app/baml_src/a/c.BAML": "",
    "file:///app/baml_src/readme.md": "",
    "file:///app/baml_src/.history/b.baml": "",
    "file:///app/sub/baml_src/d.baml": "",
    "file:///app/node_modules/p/baml_src/e.baml": "",
    "file:///app/loose.baml": "",
  });

  it("are all below baml_src, whatever the case of their ending", async () => {
    const place = projectPlaceOf("file:///app/baml_src/b.baml");
    assert.deepEqual(await filesOf(place, files), [
      "file:///app/baml_src/a/c.BAML",
      "file:///app/baml_src/b.baml",
    ]);
  });

  it("are only the neighbours outside of one", async () => {
    const place = projectPlaceOf("file:///app/loose.baml");
    assert.deepEqual(await filesOf(place, files), ["file:///app/loose.baml"]);
  });

  it("are found from a workspace folder, copies and packages left out", async () => {
    assert.deepEqual(await sourceFoldersBelow("file:///app", files), [
      "file:///app/baml_src",
      "file:///app/sub/baml_src",
    ]);
  });
});

function tree(texts: Readonly<Record<string, string>>): FileSystem {
  return {
    async list(folder) {
      const names = new Map<string, boolean>();
      for (const uri of Object.keys(texts)) {
        if (!uri.startsWith(`${folder}/`)) continue;
        const [name, ...rest] = uri.slice(folder.length + 1).split("/");
        names.set(name!, rest.length > 0);
      }
      return [...names].map(([name, isFolder]) => ({ name, isFolder }));
    },
    read: async (uri) => texts[uri],
  };
}
