/**
 * Text measured in the bytes and characters that trace files count in.
 *
 * A lone surrogate counts as the three bytes of its replacement character.
 */

export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    if (code < 0x800) {
      bytes += 1;
    } else if (isPairAt(text, at, code)) {
      // Two units that are four bytes.
      bytes += 2;
      at++;
    } else {
      bytes += 2;
    }
  }
  return bytes;
}

/** Unicode characters: a surrogate pair counts once. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    if (isPairAt(text, at, text.charCodeAt(at))) {
      count--;
      at++;
    }
  }
  return count;
}

/** The longest beginning of so many bytes that ends between two characters. */
export function headOfBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const isPair = isPairAt(text, at, code);
    bytes += isPair ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    if (bytes > maxBytes) break;
    at += isPair ? 2 : 1;
  }
  return text.slice(0, at);
}

/** The bytes that a base64 text stands for. */
export function base64Length(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return Math.floor((text.length * 3) / 4) - padding;
}

/** Text that is not base64 gives no bytes. */
export function base64Bytes(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    // What a foreign trace file claims to be base64 need not be.
    return new Uint8Array();
  }
}

function isPairAt(text: string, at: number, code: number): boolean {
  if (code < 0xd800 || code > 0xdbff) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}
