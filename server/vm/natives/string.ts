/** The methods of strings (6.3), counted in code points. */
import { MAX_STRING } from "../arithmetic";
import { codePointAt, codePointIndex, codePointLength, codePointSlice } from "../codePoints";
import { expectInt, expectString, type NativeBody } from "../native";
import { runtimeError } from "../raised";

export const stringNatives = {
  "baml.String.length": (_context, text) => codePointLength(expectString(text)),

  "baml.String.toLowerCase": (_context, text) => expectString(text).toLowerCase(),

  "baml.String.toUpperCase": (_context, text) => expectString(text).toUpperCase(),

  "baml.String.trim": (_context, text) => expectString(text).replace(WHITE_SPACE_AT_ENDS, ""),

  "baml.String.includes": (_context, text, part) => expectString(text).includes(expectString(part)),

  "baml.String.startsWith": (_context, text, part) =>
    expectString(text).startsWith(expectString(part)),

  "baml.String.endsWith": (_context, text, part) => expectString(text).endsWith(expectString(part)),

  "baml.String.split": (_context, text, delimiter) =>
    split(expectString(text), expectString(delimiter)),

  "baml.String.substring": (_context, text, start, end) => {
    const from = expectInt(start);
    return from < 0 ? "" : codePointSlice(expectString(text), from, expectEnd(expectInt(end)));
  },

  "baml.String.replace": (_context, text, search, replacement) => {
    const put = expectString(replacement);
    return expectString(text).replace(expectString(search), () => put);
  },

  "baml.String.replaceAll": (_context, text, search, replacement) =>
    replaceAll(expectString(text), expectString(search), expectString(replacement)),

  "baml.String.indexOf": (_context, text, part) => {
    const whole = expectString(text);
    const unit = whole.indexOf(expectString(part));
    return unit < 0 ? -1 : codePointIndex(whole, unit);
  },

  "baml.String.charAt": (_context, text, index) =>
    codePointAt(expectString(text), expectInt(index)) ?? "",

  "baml.String.matches": (_context, text, pattern) =>
    expression(expectString(pattern)).test(expectString(text)),
} satisfies Record<string, NativeBody>;

/** Unicode's White_Space, which `String.prototype.trim` misses by U+0085 and U+FEFF. */
const WHITE_SPACE_AT_ENDS = /^\p{White_Space}+|\p{White_Space}+$/gu;

/** A negative end counts as huge, as the references read it. */
function expectEnd(end: number): number {
  return end < 0 ? Number.POSITIVE_INFINITY : end;
}

/** An empty delimiter splits between code points, with an empty piece at either end. */
function split(text: string, delimiter: string): string[] {
  return delimiter === "" ? ["", ...text, ""] : text.split(delimiter);
}

function replaceAll(text: string, search: string, replacement: string): string {
  // An empty search matches between code points, where JavaScript would cut a pair in two.
  const pieces = search === "" ? ["", ...text, ""] : text.split(search);
  if (text.length + pieces.length * replacement.length > MAX_STRING) {
    throw runtimeError("string too long");
  }
  return pieces.join(replacement);
}

/** Flags may lead a pattern, as in `(?i)yes`; JavaScript takes them apart from it. */
function expression(pattern: string): RegExp {
  const known = lastExpression;
  if (known?.pattern === pattern) return known.expression;
  const flags = /^\(\?([ims]+)\)/.exec(pattern)?.[1] ?? "";
  const body = flags === "" ? pattern : pattern.slice(flags.length + 3);
  try {
    const made = new RegExp(body, `u${flags}`);
    lastExpression = { pattern, expression: made };
    return made;
  } catch {
    throw runtimeError(`invalid regular expression: ${pattern}`);
  }
}

/** A pattern in a loop is compiled once. */
let lastExpression: { readonly pattern: string; readonly expression: RegExp } | undefined;
