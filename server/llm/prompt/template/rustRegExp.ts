/**
 * Regular expressions as Rust's `regex` crate writes them, made into JavaScript's.
 *
 * The two agree on nearly everything. What differs is written otherwise: flags at the
 * start, named groups, the ends of the text, classes that know all of Unicode, POSIX
 * classes. Look-around and back-references are no patterns at all in Rust, and so match
 * nothing here.
 */

/** Undefined for what is no pattern. */
export function rustRegExp(pattern: string): RegExp | undefined {
  if (/\(\?<?[=!]|(?<!\\)(?:\\\\)*\\[1-9k]/.test(pattern)) return undefined;
  const [lead, flags = ""] = /^\(\?([imsx]+)\)/.exec(pattern) ?? [""];
  const rest = pattern.slice(lead.length);
  const written = translated(flags.includes("x") ? withoutSpace(rest) : rest, flags.includes("s"));
  const jsFlags = ["i", "m", "s"].filter((flag) => flags.includes(flag)).join("");
  try {
    return new RegExp(written, `u${jsFlags}`);
  } catch {
    // The one way to learn that JavaScript takes it for no pattern.
    return undefined;
  }
}

const TOKEN =
  /\[:\^?([a-z]+):\]|\(\?P<|\\x\{[\da-fA-F]+\}|\\u\{[\da-fA-F]+\}|\\U[\da-fA-F]{8}|\\[pP](?:\{\^?\w+\}|[A-Z])|\\.|\[\^?\]?|\]|\./gs;

function translated(pattern: string, dotIsAll: boolean): string {
  let isInClass = false;
  return pattern.replace(TOKEN, (token, posix: string | undefined) => {
    if (posix !== undefined) return posixClasses[posix] ?? token;
    if (token.startsWith("[") && !isInClass) {
      isInClass = true;
      return token.replace(/\]$/, "\\]");
    }
    if (token === "]") {
      isInClass = false;
      return token;
    }
    if (/^\\[pP]/.test(token)) return propertyClass(token);
    if (token === ".") return isInClass || dotIsAll ? token : "[^\\n]";
    return (isInClass ? inClass : outside).get(token) ?? plainEscape(token);
  });
}

/** What Rust takes for part of a word. */
const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d";
const BEFORE = `(?<=[${WORD}])`;
const NOT_BEFORE = `(?<![${WORD}])`;
const AFTER = `(?=[${WORD}])`;
const NOT_AFTER = `(?![${WORD}])`;

const inClass: ReadonlyMap<string, string> = new Map([
  ["[", "\\["],
  ["\\d", "\\p{Nd}"],
  ["\\D", "\\P{Nd}"],
  ["\\s", "\\p{White_Space}"],
  ["\\S", "\\P{White_Space}"],
  ["\\w", WORD],
  ["\\a", "\\x07"],
]);

const outside: ReadonlyMap<string, string> = new Map([
  ...inClass,
  ["(?P<", "(?<"],
  ["\\-", "-"],
  ["\\A", "^(?<![^])"],
  ["\\z", "(?![^])"],
  ["\\w", `[${WORD}]`],
  ["\\W", `[^${WORD}]`],
  ["\\b", `(?:${BEFORE}${NOT_AFTER}|${NOT_BEFORE}${AFTER})`],
  ["\\B", `(?:${BEFORE}${AFTER}|${NOT_BEFORE}${NOT_AFTER})`],
]);

const posixClasses: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: "\\t ",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/** Rust lets any punctuation be escaped; JavaScript's strict form does not. */
function plainEscape(token: string): string {
  const wide = /^\\[xuU]\{?([\da-fA-F]+)\}?$/.exec(token);
  if (wide) return `\\u{${wide[1]}}`;
  const escaped = token[1] ?? "";
  return /[!"#%&',:;<=>@`~ ]/.test(escaped) ? escaped : token;
}

/** A script needs no word before its name in Rust, and a name of one letter no braces. */
function propertyClass(token: string): string {
  const name = token.slice(2).replace(/[{}]/g, "");
  const written = `${token.slice(0, 2)}{${name}}`;
  try {
    new RegExp(written, "u");
    return written;
  } catch {
    return `${token.slice(0, 2)}{Script=${name}}`;
  }
}

function withoutSpace(pattern: string): string {
  const part = /(\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\])|#.*|\s+/g;
  return pattern.replace(part, (_, kept: string | undefined) => kept ?? "");
}
