/** Files of a project that clients and media name. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

export function projectFile(root: string): (path: string) => Promise<Uint8Array> {
  return (path) => readFile(resolve(root, path));
}
