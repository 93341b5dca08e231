/**
 * The part of a file system that trace files need. `node:fs` fits it as it is, and a
 * test's file system in memory does too.
 *
 * Calls are synchronous: a trace is written and read in pieces of a megabyte at most,
 * with room for others in between, and at the end of a process nothing can be awaited.
 */
export interface TraceFileSystem {
  openSync(path: string, flags: "a" | "r", mode?: number): number;
  closeSync(file: number): void;
  /** How many of the bytes were written, which may be fewer than there are. */
  writeSync(file: number, bytes: Uint8Array, offset: number, length: number): number;
  readSync(
    file: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): number;
  fsyncSync(file: number): void;
  fstatSync(file: number): FileFacts;
  statSync(path: string): FileFacts;
  renameSync(from: string, to: string): void;
  unlinkSync(path: string): void;
  mkdirSync(path: string, options: { readonly recursive: true }): unknown;
}

export interface FileFacts {
  readonly size: number;
  /** Tells a file from another that took its name. */
  readonly ino: number;
}

/** Undefined when there is no such file, or none that can be looked at. */
export function factsOf(files: TraceFileSystem, path: string): FileFacts | undefined {
  try {
    return files.statSync(path);
  } catch {
    return undefined;
  }
}

/** Where the nth older part of a trace file is: `x.jsonl` goes to `x.1.jsonl`. */
export function rotatedPath(path: string, index: number): string {
  const folderEnd = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  const dot = path.lastIndexOf(".");
  if (dot <= folderEnd + 1) return `${path}.${index}`;
  return `${path.slice(0, dot)}.${index}${path.slice(dot)}`;
}

/** The parts that a trace file has been rotated into, oldest first, and the file itself. */
export function tracePartsOf(path: string, files: TraceFileSystem): readonly string[] {
  const parts = [path];
  for (let index = 1; factsOf(files, rotatedPath(path, index)) !== undefined; index++) {
    parts.unshift(rotatedPath(path, index));
  }
  return parts;
}

/** Empty for a path without folders. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"), path.lastIndexOf("\\")));
}
