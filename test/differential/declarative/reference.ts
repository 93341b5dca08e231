/** What the released language says of a project. Never part of the product. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Files } from "./randomProject";

/** An error, at its line, counted from 1. */
export interface Reported {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** One question at a time. */
export class Reference {
  #child: ChildProcess | undefined;

  /** The errors in the order of its report; undefined when it died of the question. */
  errorsOf(files: Files): Promise<readonly Reported[] | undefined> {
    const child = this.#child ?? fork(CHILD, { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    this.#child = child;
    return new Promise((resolve) => {
      const settle = (errors: readonly Reported[] | undefined) => {
        child.removeAllListeners();
        resolve(errors);
      };
      child.once("message", (message) => settle(errorsIn((message as { text: string }).text)));
      child.once("exit", () => {
        this.#child = undefined;
        settle(undefined);
      });
      child.send({ files });
    });
  }

  close(): void {
    this.#child?.kill();
    this.#child = undefined;
  }
}

const CHILD = join(__dirname, "referenceChild.cjs");

/** A message begins with `error: ` or `warning: `, and its place follows behind `-->`. */
function errorsIn(text: string): readonly Reported[] {
  const errors: Reported[] = [];
  let message: string | undefined;
  for (const line of text.replace(/\u001b\[[0-9;]*m/g, "").split("\n")) {
    const begun = /^(?:BamlError: )?(error|warning): (.*)/.exec(line);
    if (begun) message = begun[1] === "error" ? begun[2] : undefined;
    const place = /^\s+-->\s+(?:baml_src\/)?(.*):(\d+)$/.exec(line);
    if (!place || message === undefined) continue;
    errors.push({ path: place[1]!, line: Number(place[2]), message });
    message = undefined;
  }
  if (errors.length === 0 && text !== "") throw new Error(`no place in ${text}`);
  return errors;
}

/** How many random cases a comparison makes: few, unless the environment asks for more. */
export function comparisons(usual: number): number {
  return Number(process.env["SPANLENS_COMPARISONS"] ?? usual);
}
