/** Trace files in memory, with the troubles that a disk can make. */
import type { FileFacts, TraceFileSystem } from "../../server/events";

interface MemoryFile {
  bytes: Uint8Array;
  readonly ino: number;
  readonly mode: number | undefined;
}

export class MemoryFiles implements TraceFileSystem {
  readonly #files = new Map<string, MemoryFile>();
  readonly #open = new Map<number, MemoryFile>();
  #nextIno = 1;
  #nextFile = 3;
  /** What the next writes do, in their order: fail, or take only so many bytes. */
  readonly troubles: ("ENOSPC" | number)[] = [];
  /** Paths that cannot be opened for writing. */
  readonly readOnly = new Set<string>();
  /** Calls of `writeSync` so far, and their sizes. */
  readonly writes: number[] = [];
  readonly folders: string[] = [];
  synced = 0;

  get paths(): string[] {
    return [...this.#files.keys()].sort();
  }

  text(path: string): string | undefined {
    const file = this.#files.get(path);
    return file && new TextDecoder().decode(file.bytes);
  }

  lines(path: string): string[] {
    return (this.text(path) ?? "").split("\n").filter((line) => line !== "");
  }

  /** Parsed lines that are no meta records. */
  events(path: string): LineFacts[] {
    return this.lines(path)
      .map((line): LineFacts => JSON.parse(line))
      .filter(({ content }) => content.type !== "meta");
  }

  meta(path: string): LineFacts[] {
    return this.lines(path)
      .map((line): LineFacts => JSON.parse(line))
      .filter(({ content }) => content.type === "meta");
  }

  put(path: string, text: string | Uint8Array): void {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    const known = this.#files.get(path);
    if (known) known.bytes = bytes;
    else this.#files.set(path, { bytes, ino: this.#nextIno++, mode: undefined });
  }

  mode(path: string): number | undefined {
    return this.#files.get(path)?.mode;
  }

  openSync(path: string, flags: "a" | "r", mode?: number): number {
    let file = this.#files.get(path);
    if (flags === "a" && this.readOnly.has(path))
      throw new Error(`EACCES: permission denied, open '${path}'`);
    if (file === undefined) {
      if (flags === "r") throw new Error(`ENOENT: no such file, open '${path}'`);
      file = { bytes: new Uint8Array(), ino: this.#nextIno++, mode };
      this.#files.set(path, file);
    }
    this.#open.set(this.#nextFile, file);
    return this.#nextFile++;
  }

  closeSync(handle: number): void {
    this.#open.delete(handle);
  }

  get openHandles(): number {
    return this.#open.size;
  }

  writeSync(handle: number, bytes: Uint8Array, offset: number, length: number): number {
    const trouble = this.troubles.shift();
    if (trouble === "ENOSPC") throw new Error("ENOSPC: no space left on device, write");
    const count = Math.min(length, trouble ?? length);
    this.writes.push(count);
    const file = this.#open.get(handle)!;
    const grown = new Uint8Array(file.bytes.length + count);
    grown.set(file.bytes);
    grown.set(bytes.subarray(offset, offset + count), file.bytes.length);
    file.bytes = grown;
    return count;
  }

  readSync(
    handle: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): number {
    const from = this.#open.get(handle)!.bytes.subarray(position, position + length);
    bytes.set(from, offset);
    return from.length;
  }

  fsyncSync(): void {
    this.synced++;
  }

  fstatSync(handle: number): FileFacts {
    const file = this.#open.get(handle)!;
    return { size: file.bytes.length, ino: file.ino };
  }

  statSync(path: string): FileFacts {
    const file = this.#files.get(path);
    if (file === undefined) throw new Error(`ENOENT: no such file, stat '${path}'`);
    return { size: file.bytes.length, ino: file.ino };
  }

  renameSync(from: string, to: string): void {
    const file = this.#files.get(from);
    if (file === undefined) throw new Error(`ENOENT: no such file, rename '${from}'`);
    this.#files.delete(from);
    this.#files.set(to, file);
  }

  unlinkSync(path: string): void {
    this.#files.delete(path);
  }

  mkdirSync(path: string): void {
    this.folders.push(path);
  }
}

export interface LineFacts {
  readonly call_id: string;
  readonly call_stack: readonly string[];
  readonly content: { readonly type: string; readonly data: Record<string, never> };
  readonly function_event_id: string;
  readonly seq: number;
  readonly writer_id: string;
}
