/** The platform under a server that runs in Node: its files, as URIs. */
import { readdir, readFile } from "node:fs/promises";
import { URI } from "vscode-uri";
import type { FileSystem } from "./projectFiles";

/** What cannot be listed or read counts as not there: it may be gone by the next moment. */
export const nodeFiles: FileSystem = {
  async list(folder) {
    const entries = await readdir(URI.parse(folder).fsPath, { withFileTypes: true }).catch(
      () => [],
    );
    return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  },
  async read(uri) {
    return readFile(URI.parse(uri).fsPath, "utf8").catch(() => undefined);
  },
};
