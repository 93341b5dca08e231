/**
 * The environment of runs: what the `.env` file of the project says, over what the process
 * was started with.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Terminal } from "./command";

type Variables = Readonly<Record<string, string | undefined>>;

/** The nearer file counts: in the working folder, else at the project's root. */
export function runEnvironment(terminal: Terminal, projectRoot: string): Variables {
  const text = envFile(terminal.workingFolder) ?? envFile(projectRoot);
  return text === undefined ? terminal.env : { ...terminal.env, ...parseEnv(text) };
}

function envFile(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, ".env"), "utf8");
  } catch {
    // Most projects have none.
    return undefined;
  }
}
