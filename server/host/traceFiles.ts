/** Stored traces for Node programs: the readers and exports of other rooms, given files. */
import * as files from "node:fs";
import {
  followTrace as follow,
  type ReadTrace,
  type RuntimeEvent,
  readTrace as read,
} from "../events";

/** Several files are one trace: parts of a rotated file, or what several processes wrote. */
export function readTrace(
  paths: readonly string[],
  options: { readonly signal?: AbortSignal } = {},
): Promise<ReadTrace> {
  return read(paths, { ...options, files });
}

/** `tail -f`: goes on until it is called off. */
export function followTrace(
  path: string,
  options: { readonly signal?: AbortSignal; readonly pollMs?: number } = {},
): AsyncGenerator<RuntimeEvent, void> {
  return follow(path, { ...options, files });
}
