/**
 * Places in text, in the one unit that JavaScript strings and the Language Server
 * Protocol share: UTF-16 code units, from 0.
 *
 * Invariant: nothing here knows a file, a tree or a protocol. A column in bytes
 * appears nowhere in Spanlens.
 */

/** A half-open range of offsets: `start` is inside, `end` is not. Never negative, never reversed. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A zero-based line and a UTF-16 column, as in the Language Server Protocol. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** `[startLine, startCharacter, endLine, endCharacter]`, zero-based, as trace files write it. */
export type LineRange = readonly [number, number, number, number];

/** A place in a file of a project, ready to be shown: what spans say of where they come from. */
export interface SourceSpan {
  /** Relative to the project's root with `/`, as in `baml_src/main.baml`. */
  readonly uri: string;
  readonly range: LineRange;
}

export function textRange(start: number, end: number): TextRange {
  return { start, end };
}

/** True for offsets from the start to the end, the end included: where a cursor touches a word. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

export function shifted(range: TextRange, by: number): TextRange {
  return { start: range.start + by, end: range.end + by };
}

/**
 * Turns offsets into lines and back. Lines end at `\n`, `\r\n` or a lone `\r`, as the
 * protocol says; the line break belongs to the line that it ends.
 */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) this.#starts.push(at + 1);
    }
  }

  /** The offsets at which lines begin; the first is 0. */
  get starts(): readonly number[] {
    return this.#starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** An offset past the end of the text counts as its end. */
  positionAt(offset: number): LinePosition {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - this.#starts[low]! };
  }

  /** A column past the end of its line counts as the start of the next line. */
  offsetAt(position: LinePosition): number {
    if (position.line < 0) return 0;
    if (position.line >= this.#starts.length) return this.#length;
    const start = this.#starts[position.line]!;
    const end = this.#starts[position.line + 1] ?? this.#length;
    return Math.min(start + Math.max(0, position.character), end);
  }

  lineRange(range: TextRange): LineRange {
    const start = this.positionAt(range.start);
    const end = this.positionAt(range.end);
    return [start.line, start.character, end.line, end.character];
  }
}

const LF = 10;
const CR = 13;
