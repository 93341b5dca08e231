/** The command line in tests: in this process, in a folder of its own, its output kept. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../server/cli/main";

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly folder: string;
  /** The text of a file in the folder. */
  read(path: string): string;
}

export interface CliOptions {
  /** Text by path below the working folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly hasColors?: boolean;
}

const folders: string[] = [];

/** To be called in `after`: the folders of all runs go. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "spanlens-cli-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const folder = folderWith(options.files ?? {});
  const signal = new AbortController().signal;
  let out = "";
  let err = "";
  const code = await main(words, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: options.env ?? {},
    workingFolder: folder,
    hasColors: options.hasColors ?? false,
    signal,
  });
  return { code, out, err, folder, read: (path) => readFileSync(join(folder, path), "utf8") };
}
