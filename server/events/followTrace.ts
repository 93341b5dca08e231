/**
 * Follows a trace file that is being written: every event once, across rotations and
 * truncations.
 *
 * The file is looked at when asked, or every so often; what was rotated away between
 * two looks is found under its new name and read to its end first.
 */
import type { RuntimeEvent } from "./event";
import { decodeEvent } from "./eventDecoder";
import { LineSplitter } from "./lineSplitter";
import { factsOf, rotatedPath, type TraceFileSystem } from "./traceFileSystem";

export interface FollowTraceOptions {
  readonly files: TraceFileSystem;
  /** Settles after so many milliseconds, or when the signal calls it off. Default: a timer. */
  readonly wait?: (delayMs: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly pollMs?: number;
  /** Ends the following, without an error. */
  readonly signal?: AbortSignal;
}

/** `tail -f`: waits for the file to be there, and goes on until it is called off. */
export async function* followTrace(
  path: string,
  options: FollowTraceOptions,
): AsyncGenerator<RuntimeEvent, void> {
  const { files, signal, wait = waited, pollMs = POLL_MS } = options;
  const follower = new TraceFollower(path, files);
  try {
    while (signal?.aborted !== true) {
      yield* follower.poll();
      await wait(pollMs, signal);
    }
  } finally {
    follower.close();
  }
}

export class TraceFollower {
  readonly #path: string;
  readonly #files: TraceFileSystem;
  #events: RuntimeEvent[] = [];
  #splitter = this.#newSplitter();
  #open: { readonly file: number; readonly ino: number; position: number } | undefined;

  constructor(path: string, files: TraceFileSystem) {
    this.#path = path;
    this.#files = files;
  }

  /** The events that were written since the last look. */
  poll(): readonly RuntimeEvent[] {
    this.#events = [];
    if (this.#open !== undefined) this.#readOn();
    const facts = factsOf(this.#files, this.#path);
    if (facts !== undefined && facts.ino !== this.#open?.ino) {
      if (this.#open !== undefined) this.#readRotated(this.#open.ino);
      this.#openAt(this.#path);
      this.#readOn();
    }
    return this.#events;
  }

  close(): void {
    if (this.#open !== undefined) this.#files.closeSync(this.#open.file);
    this.#open = undefined;
  }

  #newSplitter(): LineSplitter {
    return new LineSplitter((line) => {
      const event = decodeEvent(line);
      if (event !== undefined) this.#events.push(event);
    });
  }

  /** Parts between the one that was followed and the newest, oldest first. */
  #readRotated(followedIno: number): void {
    const newer: string[] = [];
    for (let index = 1; ; index++) {
      const path = rotatedPath(this.#path, index);
      const facts = factsOf(this.#files, path);
      // Deleted rather than rotated: nothing tells what came in between.
      if (facts === undefined) return;
      if (facts.ino === followedIno) break;
      newer.push(path);
    }
    for (const path of newer.reverse()) {
      this.#openAt(path);
      this.#readOn();
    }
  }

  #openAt(path: string): void {
    this.close();
    this.#splitter = this.#newSplitter();
    try {
      const file = this.#files.openSync(path, "r");
      this.#open = { file, ino: this.#files.fstatSync(file).ino, position: 0 };
    } catch {
      // Gone again between two looks; the next look finds what is there then.
      this.#open = undefined;
    }
  }

  #readOn(): void {
    const open = this.#open;
    if (open === undefined) return;
    if (this.#files.fstatSync(open.file).size < open.position) {
      open.position = 0;
      this.#splitter = this.#newSplitter();
    }
    const piece = new Uint8Array(PIECE_BYTES);
    for (;;) {
      const count = this.#files.readSync(open.file, piece, 0, piece.length, open.position);
      if (count === 0) return;
      open.position += count;
      this.#splitter.push(piece.subarray(0, count));
    }
  }
}

function waited(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal?.addEventListener("abort", done);
  });
}

const POLL_MS = 100;
const PIECE_BYTES = 64 * 1024;
