/** The source files of a host's project, by paths relative to its root. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

export interface ProjectFiles {
  readonly rootPath: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Names may be absolute, and may be written with the separator of the system. */
export function normalized(
  rootPath: string,
  files: Readonly<Record<string, string>>,
): ProjectFiles {
  const root = resolve(rootPath);
  const texts = Object.entries(files).map(
    ([name, text]) => [portable(isAbsolute(name) ? relative(root, name) : name), text] as const,
  );
  return { rootPath: root, texts: Object.fromEntries(texts) };
}

/** All `.baml` files below the folder, or below its `baml_src`; the root is above that. */
export function filesOfDirectory(directory: string): ProjectFiles {
  const given = resolve(directory);
  const below = readdirSync(given, { withFileTypes: true });
  const hasSource = below.some((entry) => entry.isDirectory() && entry.name === SOURCE_FOLDER);
  const source = hasSource ? join(given, SOURCE_FOLDER) : given;
  const rootPath = basename(source) === SOURCE_FOLDER ? dirname(source) : source;
  const texts = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".baml") && !isIgnored(name))
    .sort()
    .map((name) => join(source, name))
    .map((path) => [portable(relative(rootPath, path)), readFileSync(path, "utf8")] as const);
  return { rootPath, texts: Object.fromEntries(texts) };
}

function isIgnored(name: string): boolean {
  return name.split(sep).some((part) => part === "node_modules" || part.startsWith("."));
}

function portable(path: string): string {
  return path.replaceAll("\\", "/");
}

const SOURCE_FOLDER = "baml_src";
