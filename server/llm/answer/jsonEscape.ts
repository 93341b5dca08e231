/** What stands for a character in JSON strings, whether they are right or have to be repaired. */

/** What a backslash at `at` stands for, or undefined when JSON does not know it. */
export function readEscape(
  source: string,
  at: number,
  end: number,
): { readonly text: string; readonly end: number } | undefined {
  const letter = source.charAt(at + 1);
  if (letter !== "u") {
    const text = simpleEscapes[letter];
    return text === undefined || at + 2 > end ? undefined : { text, end: at + 2 };
  }
  const high = hexUnit(source, at + 2, end);
  if (high === undefined || (high >= 0xdc00 && high < 0xe000)) return undefined;
  if (high < 0xd800 || high >= 0xe000) return { text: String.fromCharCode(high), end: at + 6 };
  // The first half of a pair means nothing without the second.
  if (!source.startsWith("\\u", at + 6)) return undefined;
  const low = hexUnit(source, at + 8, end);
  if (low === undefined || low < 0xdc00 || low >= 0xe000) return undefined;
  return { text: String.fromCharCode(high, low), end: at + 12 };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The code unit that four hexadecimal digits spell. */
export function hexUnit(source: string, at: number, end: number): number | undefined {
  if (at + 4 > end) return undefined;
  let unit = 0;
  for (let index = at; index < at + 4; index++) {
    const digit = hexDigit(source.charCodeAt(index));
    if (digit < 0) return undefined;
    unit = unit * 16 + digit;
  }
  return unit;
}

function hexDigit(code: number): number {
  if (code >= ZERO && code <= NINE) return code - ZERO;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

const ZERO = 0x30;
const NINE = 0x39;
