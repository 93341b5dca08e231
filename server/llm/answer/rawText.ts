/**
 * A piece of the raw text of a reply. Parsers walk the one string between two offsets
 * in place of cutting it up, so that every offset they meet is one of the raw text.
 */
export interface RawText {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

export function rawText(source: string): RawText {
  return { source, start: 0, end: source.length };
}

export function textOf({ source, start, end }: RawText): string {
  return start === 0 && end === source.length ? source : source.slice(start, end);
}

export function part(text: RawText, start: number, end: number): RawText {
  return { source: text.source, start, end };
}

export function trimmed({ source, start, end }: RawText): RawText {
  while (start < end && isSpace(source.charCodeAt(start))) start++;
  while (start < end && isSpace(source.charCodeAt(end - 1))) end--;
  return { source, start, end };
}

/** White space as Unicode defines it. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
