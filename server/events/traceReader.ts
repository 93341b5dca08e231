/**
 * Reads trace files: bytes in, events out, each once.
 *
 * Invariant: any bytes are fine. What is no event is skipped and counted, with its
 * line; nothing throws.
 */
import type { RuntimeEvent } from "./event";
import { decodeEvent } from "./eventDecoder";
import { LineSplitter } from "./lineSplitter";

export interface ReadStats {
  /** Lines that are not blank, a torn one included. */
  readonly lines: number;
  readonly events: number;
  readonly malformed: number;
  /** Where the first of them stand. */
  readonly malformedAt: readonly LinePlace[];
  /** Last lines that a writer did not finish. */
  readonly torn: number;
  /** Events that had been read before. */
  readonly duplicates: number;
  /** Lines of more than 64 MiB. */
  readonly tooLong: number;
  /** Records of types that this version does not know. */
  readonly unknown: number;
}

export interface LinePlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

export class TraceReader {
  readonly #onEvent: (event: RuntimeEvent) => void;
  readonly #seen = new Set<string>();
  readonly #malformedAt: LinePlace[] = [];
  #splitter = this.#newSplitter();
  #path = "";
  #line = 0;
  #lines = 0;
  #events = 0;
  #malformed = 0;
  #torn = 0;
  #duplicates = 0;
  #tooLong = 0;
  #unknown = 0;

  constructor(onEvent: (event: RuntimeEvent) => void) {
    this.#onEvent = onEvent;
  }

  get stats(): ReadStats {
    return {
      lines: this.#lines,
      events: this.#events,
      malformed: this.#malformed,
      malformedAt: this.#malformedAt,
      torn: this.#torn,
      duplicates: this.#duplicates,
      tooLong: this.#tooLong,
      unknown: this.#unknown,
    };
  }

  /** What is pushed from here on comes from this file. */
  begin(path: string): void {
    this.end();
    this.#path = path;
    this.#line = 0;
    this.#splitter = this.#newSplitter();
  }

  push(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
  }

  /** The file has ended: a last line without a line break counts if it is whole. */
  end(): void {
    const rest = this.#splitter.rest();
    if (rest.trim() === "") return;
    this.#line++;
    this.#lines++;
    const event = decodeEvent(rest);
    if (event === undefined) this.#torn++;
    else this.#take(event);
  }

  #newSplitter(): LineSplitter {
    return new LineSplitter((line) => this.#takeLine(line), {
      onTooLong: () => {
        this.#line++;
        this.#lines++;
        this.#tooLong++;
      },
    });
  }

  #takeLine(line: string): void {
    this.#line++;
    if (line === "" || line.trim() === "") return;
    this.#lines++;
    const event = decodeEvent(line);
    if (event === undefined) this.#countMalformed();
    else this.#take(event);
  }

  #take(event: RuntimeEvent): void {
    if (event.eventId !== "") {
      if (this.#seen.has(event.eventId)) {
        this.#duplicates++;
        return;
      }
      this.#seen.add(event.eventId);
    }
    this.#events++;
    if (event.event.kind === "unknown") this.#unknown++;
    this.#onEvent(event);
  }

  #countMalformed(): void {
    this.#malformed++;
    if (this.#malformedAt.length < MAX_PLACES) {
      this.#malformedAt.push({ path: this.#path, line: this.#line });
    }
  }
}

const MAX_PLACES = 100;
