/**
 * Strings, as the rest of the program sees them: what they mean, and where each character
 * of it was written.
 *
 * Two texts matter. The *content* is what stands between the delimiters, as written:
 * templates are checked in it. The *value* has its escapes decoded or, in a raw string,
 * its indentation removed and its ends trimmed: that is what runs.
 */
import type { TextRange } from "../../../base";
import type { Token } from "../tree";

/** A stretch of the value that was written as it stands, up to where the next one starts. */
interface Stretch {
  readonly valueStart: number;
  readonly contentStart: number;
}

interface Decoded {
  readonly value: string;
  readonly stretches: readonly Stretch[];
}

export class StringView {
  readonly kind = "string";
  #decoded: Decoded | undefined;

  constructor(readonly token: Token) {}

  get range(): TextRange {
    return this.token.range;
  }

  get isRaw(): boolean {
    return this.token.kind === "rawString";
  }

  /** 0 for a quoted string. */
  get hashCount(): number {
    return this.isRaw ? this.token.text.indexOf('"') : 0;
  }

  /** False when the text ended before the string did. */
  get isClosed(): boolean {
    return isClosedString(this.token.text);
  }

  /** Between the delimiters. */
  get contentRange(): TextRange {
    const delimiter = this.hashCount + 1;
    const start = this.token.start + delimiter;
    return { start, end: this.isClosed ? this.token.end - delimiter : this.token.end };
  }

  /** The text as it was written, neither decoded nor dedented. */
  get content(): string {
    const { start, end } = this.contentRange;
    return this.token.text.slice(start - this.token.start, end - this.token.start);
  }

  /** What the string means: decoded, or dedented and trimmed. */
  get value(): string {
    return this.#decode().value;
  }

  /** Where an offset in `content` stands in the item. */
  offsetOfContent(offset: number): number {
    return this.contentRange.start + offset;
  }

  /** Where an offset in `value` stands in the item. */
  offsetOfValue(offset: number): number {
    const { stretches } = this.#decode();
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (stretches[middle]!.valueStart <= offset) low = middle;
      else high = middle - 1;
    }
    const stretch = stretches[low]!;
    return this.contentRange.start + stretch.contentStart + (offset - stretch.valueStart);
  }

  #decode(): Decoded {
    this.#decoded ??= this.isRaw ? dedent(this.content) : decodeEscapes(this.content);
    return this.#decoded;
  }
}

/** `{{ … }}` as the argument of an attribute: one template expression. */
export class JinjaView {
  readonly kind = "jinja";

  constructor(readonly token: Token) {}

  get range(): TextRange {
    return this.token.range;
  }

  get isClosed(): boolean {
    return 4 <= this.token.text.length && this.token.text.endsWith("}}");
  }

  /** Between the braces. */
  get contentRange(): TextRange {
    const end = this.isClosed ? this.token.end - 2 : this.token.end;
    return { start: this.token.start + 2, end };
  }

  /** The expression as it was written, with the blanks around it. */
  get content(): string {
    return this.token.text.slice(2, this.isClosed ? -2 : undefined);
  }

  /** Where an offset in `content` stands in the item. */
  offsetOfContent(offset: number): number {
    return this.contentRange.start + offset;
  }
}

/** True when the text of a string token ends with its own delimiter. */
export function isClosedString(text: string): boolean {
  if (text.startsWith('"')) return 2 <= text.length && endsUnescaped(text);
  const hashes = text.indexOf('"');
  return 2 * (hashes + 1) <= text.length && text.endsWith(`"${text.slice(0, hashes)}`);
}

/** True when the last character is a quote and not part of `\"`. */
function endsUnescaped(text: string): boolean {
  if (!text.endsWith('"')) return false;
  let backslashes = 0;
  while (text.charAt(text.length - 2 - backslashes) === "\\") backslashes++;
  return backslashes % 2 === 0;
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  '"': '"',
  "\\": "\\",
};

/** Any other sequence, such as `\u0041` or `\q`, keeps its backslash. */
function decodeEscapes(content: string): Decoded {
  let value = "";
  const stretches: Stretch[] = [{ valueStart: 0, contentStart: 0 }];
  let copied = 0;
  for (let at = content.indexOf("\\"); at !== -1; at = content.indexOf("\\", at)) {
    const meaning = escapes[content.charAt(at + 1)];
    if (meaning === undefined) {
      at++;
      continue;
    }
    value += content.slice(copied, at) + meaning;
    at += 2;
    copied = at;
    stretches.push({ valueStart: value.length, contentStart: at });
  }
  return { value: value + content.slice(copied), stretches };
}

/**
 * Removes the smallest indentation of all lines that are not blank, empties the blank
 * ones, then trims both ends.
 * The first line counts, although it follows the delimiter; lines end with `\n` alone.
 */
function dedent(content: string): Decoded {
  const lines = content.split("\n");
  const indentation = commonIndentation(lines);
  const stretches: Stretch[] = [];
  let contentStart = 0;
  let value = "";
  for (const [at, line] of lines.entries()) {
    const own = indentationOf(line);
    const removed = own === line.length ? own : Math.min(indentation, own);
    stretches.push({ valueStart: value.length, contentStart: contentStart + removed });
    if (at < lines.length - 1) {
      const end = line.endsWith("\r") ? line.length - 1 : line.length;
      value += line.slice(Math.min(removed, end), end);
      stretches.push({ valueStart: value.length, contentStart: contentStart + line.length });
      value += "\n";
    } else value += line.slice(removed);
    contentStart += line.length + 1;
  }
  return trim({ value, stretches });
}

function commonIndentation(lines: readonly string[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    const indentation = indentationOf(line);
    if (indentation < line.length) smallest = Math.min(smallest, indentation);
  }
  return smallest;
}

/** Blanks of every kind count, as they do where templates are rendered. */
function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}

function trim({ value, stretches }: Decoded): Decoded {
  const trimmed = value.trim();
  const before = value.length - value.trimStart().length;
  if (trimmed === "") return { value: "", stretches: [{ valueStart: 0, contentStart: 0 }] };
  const moved = stretches.map(({ valueStart, contentStart }) => ({
    valueStart: valueStart - before,
    contentStart,
  }));
  return { value: trimmed, stretches: moved };
}
