/** Filters on texts. Most take any value, in the form in which it joins text. */
import {
  type Arguments,
  boolean,
  integer,
  optional,
  readArguments,
  size,
  string,
  text,
} from "../arguments";
import { ListObject, StreamObject } from "../collections";
import { displayText } from "../print";
import { rustRegExp } from "../rustRegExp";
import { capitalized, linesOf, splitText, titled, trimmed } from "../texts";
import type { TemplateValue } from "../value";
import type { Filter } from "./library";

function onText(change: (text: string) => string): Filter {
  return (input, args) => {
    readArguments(args);
    return change(displayText(input));
  };
}

export const upper = onText((given) => given.toUpperCase());
export const lower = onText((given) => given.toLowerCase());
export const capitalize = onText(capitalized);
export const title = onText(titled);

export const escapeHtml: Filter = (input, args) => {
  readArguments(args);
  return displayText(input).replace(/[<>&"'/]/g, (sign) => htmlEscapes.get(sign) ?? sign);
};

const htmlEscapes: ReadonlyMap<string, string> = new Map([
  ["<", "&lt;"],
  [">", "&gt;"],
  ["&", "&amp;"],
  ['"', "&quot;"],
  ["'", "&#x27;"],
  ["/", "&#x2f;"],
]);

export const replace: Filter = (input, args) => {
  const [from, to] = readArguments<[string, string]>(args, text, text);
  return displayText(input).replaceAll(from, () => to);
};

/** Of white space, or of any of the given characters. */
export const trim: Filter = (input, args) => {
  const [dropped] = readArguments<[string | undefined]>(args, optional(text));
  return trimmed(displayText(input), dropped);
};

/** Does not indent the first line, nor empty ones, unless asked to. */
export const indent: Filter = (input, args) => {
  const [width, first, blank] = readArguments<[number, boolean | undefined, boolean | undefined]>(
    args,
    size,
    optional(boolean),
    optional(boolean),
  );
  const margin = " ".repeat(width);
  const lines = withoutLastNewline(displayText(input)).split("\n");
  const indented = lines.map((line, index) => {
    const isLeft = (index === 0 && !first) || (line === "" && !blank);
    return isLeft ? line : margin + line;
  });
  return withoutLastNewline(`${indented.join("\n")}\n`);
};

function withoutLastNewline(given: string): string {
  return given.replace(/\r?\n$|\r$/, "");
}

export const split: Filter = (input, args) => {
  const [separator, most] = readSplit(args);
  return new StreamObject(splitText(string(input, true), separator, most));
};

/** A separator, none for white space, and how often to split at most. */
export function readSplit(args: Arguments): [string | undefined, number | undefined] {
  return readArguments<[string | undefined, number | undefined]>(
    args,
    optional(string),
    optional(integer("i64")),
  );
}

export const lines: Filter = (input, args) => {
  readArguments(args);
  return new ListObject(linesOf(string(input, true)));
};

/** True when the pattern is found anywhere; a pattern that is none is found nowhere. */
export const regexMatch: Filter = (input, args): TemplateValue => {
  const [pattern] = readArguments<[string]>(args, text);
  return rustRegExp(pattern)?.test(displayText(input)) ?? false;
};
