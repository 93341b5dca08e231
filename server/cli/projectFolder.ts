/**
 * Finds the files of a project on disk: all `.baml` files below a folder `baml_src`, else
 * below the given folder; a file outside of any `baml_src` stands alone.
 */
import { readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { Snapshot } from "../project";
import { UsageError } from "./command";

export interface ProjectFolder {
  /** What the paths of the snapshot count from. */
  readonly root: string;
  readonly snapshot: Snapshot;
}

/** Throws `UsageError` when there is nothing at the path. */
export function openProject(path: string, workingFolder: string): ProjectFolder {
  const full = resolve(workingFolder, path);
  const facts = factsOf(full);
  if (!facts) throw new UsageError(`\`${path}\` does not exist`);
  const source = sourceFolder(full, facts);
  if (!source && facts.isFile()) return opened(dirname(full), [full]);
  const folder = source ?? full;
  return opened(source ? dirname(source) : folder, bamlFilesBelow(folder));
}

function opened(root: string, files: readonly string[]): ProjectFolder {
  const texts = new Map(files.map((file) => [projectPath(root, file), readFileSync(file, "utf8")]));
  return { root, snapshot: Snapshot.of(texts) };
}

/** The `baml_src` that the path is, lies in, or holds. */
function sourceFolder(full: string, facts: Stats): string | undefined {
  for (let at = facts.isFile() ? dirname(full) : full; ; at = dirname(at)) {
    if (basename(at) === SOURCE_FOLDER) return at;
    if (at === dirname(at)) break;
  }
  const inside = join(full, SOURCE_FOLDER);
  return facts.isDirectory() && factsOf(inside)?.isDirectory() ? inside : undefined;
}

/** In the order of their paths; what tools keep beside sources is passed over. */
export function bamlFilesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return isIgnored(entry.name) ? [] : bamlFilesBelow(path);
      return entry.name.endsWith(".baml") ? [path] : [];
    });
}

function isIgnored(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

function projectPath(root: string, file: string): string {
  return relative(root, file).split(sep).join("/");
}

function factsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

const SOURCE_FOLDER = "baml_src";
