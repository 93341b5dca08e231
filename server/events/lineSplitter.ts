/**
 * Lines out of bytes that come in pieces.
 *
 * Invalid UTF-8 is replaced, a byte order mark and `\r` before `\n` are dropped. A line
 * that is too long to be an event is skipped without being held in memory.
 */

export interface LineSplitterOptions {
  /** Default 64 MiB. */
  readonly maxLineBytes?: number;
  readonly onTooLong?: () => void;
}

export class LineSplitter {
  readonly #onLine: (line: string) => void;
  readonly #onTooLong: () => void;
  readonly #maxLineBytes: number;
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  #isSkipping = false;
  #isFirst = true;

  constructor(onLine: (line: string) => void, options: LineSplitterOptions = {}) {
    this.#onLine = onLine;
    this.#onTooLong = options.onTooLong ?? (() => {});
    this.#maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;
  }

  /** The bytes may be changed by the caller afterwards. */
  push(bytes: Uint8Array): void {
    let at = 0;
    for (;;) {
      const end = bytes.indexOf(LINE_FEED, at);
      if (end < 0) break;
      this.#endLine(bytes.subarray(at, end));
      at = end + 1;
    }
    if (at < bytes.length) this.#keep(bytes.subarray(at));
  }

  /** What stands after the last line break; the splitter begins anew. */
  rest(): string {
    const text = this.#isSkipping ? "" : this.#text(new Uint8Array());
    this.#forget();
    return text;
  }

  #endLine(last: Uint8Array): void {
    const isTooLong = this.#isSkipping || this.#partBytes + last.length > this.#maxLineBytes;
    const line = isTooLong ? undefined : this.#text(last);
    this.#forget();
    if (line === undefined) this.#onTooLong();
    else this.#onLine(line);
  }

  #keep(bytes: Uint8Array): void {
    if (this.#isSkipping) return;
    if (this.#partBytes + bytes.length > this.#maxLineBytes) {
      this.#forget();
      this.#isSkipping = true;
      return;
    }
    this.#parts.push(bytes.slice());
    this.#partBytes += bytes.length;
  }

  #text(last: Uint8Array): string {
    const text = decoder.decode(this.#parts.length === 0 ? last : joined([...this.#parts, last]));
    const start = this.#isFirst && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    const end =
      text.charCodeAt(text.length - 1) === CARRIAGE_RETURN ? text.length - 1 : text.length;
    return start === 0 && end === text.length ? text : text.slice(start, end);
  }

  #forget(): void {
    this.#parts = [];
    this.#partBytes = 0;
    this.#isSkipping = false;
    this.#isFirst = false;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;
const MAX_LINE_BYTES = 64 * 1024 * 1024;
