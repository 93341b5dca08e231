/**
 * Regular expressions as Rust's `regex` crate writes them, made into JavaScript's.
 *
 * The two agree on nearly everything. What differs is written otherwise: flags in the
 * pattern, named groups, the ends of the text, POSIX classes. Look-around and
 * back-references are no patterns at all in Rust, and so match nothing here.
 */

/** Undefined for what is no pattern. */
export function rustRegExp(pattern: string): RegExp | undefined {
  if (/\(\?<?[=!]|(?<!\\)(?:\\\\)*\\[1-9k]/.test(pattern)) return undefined;
  const { flags, rest } = leadingFlags(pattern);
  try {
    return new RegExp(
      flags.includes("x") ? withoutSpace(translated(rest)) : translated(rest),
      jsFlags(flags),
    );
  } catch {
    // The one way to learn that JavaScript takes it for no pattern.
    return undefined;
  }
}

function leadingFlags(pattern: string): { readonly flags: string; readonly rest: string } {
  const found = /^\(\?([imsxuU]+)\)/.exec(pattern);
  return { flags: found?.[1] ?? "", rest: pattern.slice(found?.[0].length ?? 0) };
}

function jsFlags(flags: string): string {
  return `u${["i", "m", "s"].filter((flag) => flags.includes(flag)).join("")}`;
}

function translated(pattern: string): string {
  return pattern.replace(TOKEN, (token, posix: string | undefined) => {
    if (posix !== undefined) return posixClasses[posix] ?? token;
    return replacements.get(token) ?? unescapedIdentity(token);
  });
}

const TOKEN =
  /\[:\^?([a-z]+):\]|\(\?P<|\\x\{[\da-fA-F]+\}|\\u\{[\da-fA-F]+\}|\\U[\da-fA-F]{8}|\\./gs;

/** `\d`, `\w` and `\s` know all of Unicode in Rust. */
const replacements: ReadonlyMap<string, string> = new Map([
  ["(?P<", "(?<"],
  ["\\A", "^(?<![^])"],
  ["\\z", "(?![^])"],
  ["\\d", "\\p{Nd}"],
  ["\\D", "\\P{Nd}"],
  ["\\s", "\\p{White_Space}"],
  ["\\S", "\\P{White_Space}"],
  ["\\a", "\\x07"],
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
  word: "\\w",
  xdigit: "0-9A-Fa-f",
};

/** Rust lets any punctuation be escaped; JavaScript's strict form does not. */
function unescapedIdentity(token: string): string {
  const wide = /^\\[xuU]\{?([\da-fA-F]+)\}?$/.exec(token);
  if (wide) return `\\u{${wide[1]}}`;
  const escaped = token[1] ?? "";
  return /[^\w^$\\.*+?()[\]{}|/-]/.test(escaped) ? escaped : token;
}

function withoutSpace(pattern: string): string {
  return pattern.replace(
    /(\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\])|#.*|\s+/g,
    (_, kept: string | undefined) => kept ?? "",
  );
}
