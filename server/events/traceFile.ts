/**
 * One trace file that is appended to: whole lines, several processes at once, parts of a
 * limited size.
 *
 * The file is opened for each write, so that one that was deleted is simply begun again.
 * A line that someone left torn is closed first, so that it spoils nothing but itself.
 *
 * Invariant: nothing throws for what a file system may refuse; the answer says how many
 * lines were written and what went wrong.
 */
import { utf8Length } from "./textBytes";
import { factsOf, folderOf, rotatedPath, type TraceFileSystem } from "./traceFileSystem";

export interface TraceFileOptions {
  readonly files: TraceFileSystem;
  /** 0 for no limit. A part may be longer by one line. */
  readonly maxBytes: number;
  /** How many older parts are kept. */
  readonly keep: number;
  /** The first line of a part. */
  readonly sessionLine: () => string;
  /** The last line of a part, which names where it goes. */
  readonly rotatedLine: (to: string) => string;
}

export interface Appended {
  /** Lines that are wholly in the file. */
  readonly written: number;
  readonly failure?: { readonly kind: "open" | "write"; readonly message: string };
}

export class TraceFile {
  readonly #path: string;
  readonly #options: TraceFileOptions;
  #needsSession = true;
  #mayBeTorn = true;
  #canRotate = true;

  constructor(path: string, options: TraceFileOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Appends these lines, each with its line break. */
  append(lines: readonly string[]): Appended {
    let written = 0;
    while (written < lines.length) {
      const step = this.#appendToPart(lines.slice(written));
      written += step.written;
      if (step.failure !== undefined) return { written, failure: step.failure };
    }
    return { written };
  }

  /** Asks the system to put what was written on the disk. */
  sync(): void {
    const { files } = this.#options;
    const file = this.#open();
    if (typeof file !== "number") return;
    try {
      files.fsyncSync(file);
    } finally {
      files.closeSync(file);
    }
  }

  /** As many lines as this part still takes, at least one if nothing is in the way. */
  #appendToPart(lines: readonly string[]): Appended {
    const { files, rotatedLine } = this.#options;
    const size = factsOf(files, this.#path)?.size ?? 0;
    const before = this.#linesBefore(size);
    const count = this.#fitting(lines, size + utf8Length(before));
    const isFull = count < lines.length;
    const after = isFull ? rotatedLine(fileName(rotatedPath(this.#path, 1))) : "";
    const appended = this.#write(before, lines.slice(0, count), after);
    if (appended.failure === undefined && isFull) this.#rotate();
    return appended;
  }

  #linesBefore(size: number): string {
    const lineBreak = this.#mayBeTorn && size > 0 && !this.#endsLine(size) ? "\n" : "";
    return this.#needsSession ? `${lineBreak}${this.#options.sessionLine()}` : lineBreak;
  }

  #endsLine(size: number): boolean {
    const { files } = this.#options;
    try {
      const file = files.openSync(this.#path, "r");
      const last = new Uint8Array(1);
      try {
        files.readSync(file, last, 0, 1, size - 1);
      } finally {
        files.closeSync(file);
      }
      return last[0] === LINE_FEED;
    } catch {
      // A file that can be appended to but not read: an empty line more does no harm.
      return false;
    }
  }

  #fitting(lines: readonly string[], size: number): number {
    const { maxBytes } = this.#options;
    if (maxBytes === 0 || !this.#canRotate) return lines.length;
    let total = size;
    for (const [at, line] of lines.entries()) {
      total += utf8Length(line);
      // A line longer than a whole part gets a part of its own.
      if (total > maxBytes && (at > 0 || size > MAX_SESSION_BYTES)) return at;
    }
    return lines.length;
  }

  #write(before: string, lines: readonly string[], after: string): Appended {
    const { files } = this.#options;
    const file = this.#open();
    if (typeof file !== "number") return { written: 0, failure: file };
    const bytes = encoder.encode(before + lines.join("") + after);
    try {
      const count = files.writeSync(file, bytes, 0, bytes.length);
      if (count < bytes.length) return this.#torn(before, lines, count);
    } catch (error) {
      this.#mayBeTorn = true;
      return { written: 0, failure: { kind: "write", message: messageOf(error) } };
    } finally {
      files.closeSync(file);
    }
    this.#needsSession = false;
    this.#mayBeTorn = false;
    return { written: lines.length };
  }

  /** Some bytes got through: the lines that did are done, the one that was cut is not. */
  #torn(before: string, lines: readonly string[], count: number): Appended {
    this.#mayBeTorn = true;
    let end = utf8Length(before);
    if (count >= end) this.#needsSession = false;
    let written = 0;
    while (written < lines.length) {
      end += utf8Length(lines[written]!);
      if (end > count) break;
      written++;
    }
    return { written, failure: { kind: "write", message: "the disk took only a part" } };
  }

  #open(): number | { readonly kind: "open"; readonly message: string } {
    const { files } = this.#options;
    try {
      return files.openSync(this.#path, "a", OWNER_ONLY);
    } catch {
      // The folder may be missing; if that was not it, the second try says what is.
    }
    try {
      const folder = folderOf(this.#path);
      if (folder !== "") files.mkdirSync(folder, { recursive: true });
      return files.openSync(this.#path, "a", OWNER_ONLY);
    } catch (error) {
      return { kind: "open", message: messageOf(error) };
    }
  }

  #rotate(): void {
    const { files, keep } = this.#options;
    try {
      if (factsOf(files, rotatedPath(this.#path, keep)))
        files.unlinkSync(rotatedPath(this.#path, keep));
      for (let index = keep - 1; index >= 1; index--) {
        const from = rotatedPath(this.#path, index);
        if (factsOf(files, from)) files.renameSync(from, rotatedPath(this.#path, index + 1));
      }
      if (keep > 0) files.renameSync(this.#path, rotatedPath(this.#path, 1));
      else files.unlinkSync(this.#path);
      this.#needsSession = true;
    } catch {
      // A folder that takes no new names: one long file is better than lost events.
      this.#canRotate = false;
    }
  }
}

function fileName(path: string): string {
  return path.slice(folderOf(path).length).replace(/^[/\\]/, "");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const encoder = new TextEncoder();
const OWNER_ONLY = 0o600;
const LINE_FEED = 10;
/** A part with no more than that holds nothing but its first line. */
const MAX_SESSION_BYTES = 1024;
