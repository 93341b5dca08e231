/**
 * Which files make up a project, told from their URIs: all `.baml` files below the
 * nearest folder named `baml_src`; a file outside of one belongs with its neighbours
 * in the same folder.
 *
 * Invariant: works on URIs and a file system it is given, so that it is the same on
 * every platform and in a browser.
 */
import { URI, Utils } from "vscode-uri";

export interface FileSystem {
  /** The names in a folder; empty when there is no such folder. */
  list(folder: string): Promise<readonly FolderEntry[]>;
  /** The text of a file; undefined when there is none, or it cannot be read. */
  read(uri: string): Promise<string | undefined>;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

export interface ProjectPlace {
  /** The URI of the folder that paths count from: the parent of `baml_src`, or the file's folder. */
  readonly root: string;
  /** The URI of the folder that holds the files. */
  readonly folder: string;
  /** False for a folder outside any `baml_src`: its subfolders are not part of it. */
  readonly recursive: boolean;
}

/** One spelling for each file: clients and file systems escape differently. */
export function sameUri(uri: string): string {
  return URI.parse(uri).toString();
}

export function projectPlaceOf(uri: string): ProjectPlace {
  const file = URI.parse(uri);
  const segments = file.path.split("/");
  const at = segments.lastIndexOf(SOURCE_FOLDER, segments.length - 2);
  if (at < 0) {
    const folder = Utils.dirname(file).toString();
    return { root: folder, folder, recursive: false };
  }
  return {
    root: file.with({ path: segments.slice(0, at).join("/") || "/" }).toString(),
    folder: file.with({ path: segments.slice(0, at + 1).join("/") }).toString(),
    recursive: true,
  };
}

/** The path of a file within its project, as programs and traces spell it. */
export function projectPath(place: ProjectPlace, uri: string): string {
  if (!place.recursive) return Utils.basename(URI.parse(uri));
  const root = URI.parse(place.root).path.replace(/\/$/, "");
  return URI.parse(uri).path.slice(root.length + 1);
}

/** The URI of a path of a project. */
export function uriOfPath(root: string, path: string): string {
  return Utils.joinPath(URI.parse(root), path).toString();
}

/** The URIs of all files of a project, by path. */
export async function filesOf(place: ProjectPlace, files: FileSystem): Promise<string[]> {
  const found: string[] = [];
  const folders = [place.folder];
  for (const folder of folders) {
    for (const entry of await files.list(folder)) {
      const uri = Utils.joinPath(URI.parse(folder), entry.name).toString();
      if (!entry.isFolder) {
        if (isBaml(entry.name)) found.push(uri);
      } else if (place.recursive && !isIgnored(entry.name)) folders.push(uri);
    }
  }
  return found.sort();
}

/** The `baml_src` folders below a workspace folder, for projects of which no file is open. */
export async function sourceFoldersBelow(root: string, files: FileSystem): Promise<string[]> {
  const found: string[] = [];
  const folders = [{ uri: root, depth: 0 }];
  for (const { uri, depth } of folders) {
    for (const entry of await files.list(uri)) {
      if (!entry.isFolder || isIgnored(entry.name)) continue;
      const below = Utils.joinPath(URI.parse(uri), entry.name).toString();
      if (entry.name === SOURCE_FOLDER) found.push(below);
      else if (depth < MAX_DEPTH) folders.push({ uri: below, depth: depth + 1 });
    }
  }
  return found;
}

export function isBaml(name: string): boolean {
  return name.toLowerCase().endsWith(".baml");
}

/** Copies that tools keep, not sources: local history, packages, version control, virtual environments. */
function isIgnored(name: string): boolean {
  return name.startsWith(".") || name === "node_modules" || name === "__pycache__";
}

const SOURCE_FOLDER = "baml_src";
/** Projects lie near the top; a walk to the bottom of a large tree would be felt. */
const MAX_DEPTH = 6;
