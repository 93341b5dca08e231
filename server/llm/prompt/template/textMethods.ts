/** The methods of texts, after Python's. */
import {
  type Arguments,
  boolean,
  integer,
  optional,
  readArguments,
  string,
  value,
} from "./arguments";
import { ListObject } from "./collections";
import { invalidOperation } from "./failure";
import { readSplit } from "./filters/texts";
import { displayText } from "./print";
import { formatText } from "./pythonFormat";
import { capitalized, linesOf, splitText, titled, trimmed } from "./texts";
import { isObject, kindName, type TemplateValue, tryIterate } from "./value";

type TextMethod = (text: string, args: Arguments) => TemplateValue;

function plain(method: (text: string) => TemplateValue): TextMethod {
  return (text, args) => {
    readArguments(args);
    return method(text);
  };
}

/** True of the empty text too, unlike Python. */
function every(character: RegExp): TextMethod {
  return plain((text) => Array.from(text).every((letter) => character.test(letter)));
}

function withString(method: (text: string, other: string) => TemplateValue): TextMethod {
  return (text, args) => method(text, readArguments<[string]>(args, string)[0]);
}

function strip(ends: "both" | "start" | "end"): TextMethod {
  return (text, args) => {
    const [dropped] = readArguments<[string | undefined]>(args, optional(string));
    return trimmed(text, dropped, ends);
  };
}

export const textMethods: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ["upper", plain((text) => text.toUpperCase())],
  ["lower", plain((text) => text.toLowerCase())],
  ["capitalize", plain(capitalized)],
  ["title", plain(titled)],
  ["strip", strip("both")],
  ["lstrip", strip("start")],
  ["rstrip", strip("end")],
  ["split", (text, args) => new ListObject(splitText(text, ...readSplit(args)))],
  ["splitlines", splitLines],
  ["replace", replace],
  ["startswith", beginsOrEnds((text, part) => text.startsWith(part))],
  ["endswith", beginsOrEnds((text, part) => text.endsWith(part))],
  ["find", withString((text, part) => byteOffset(text, text.indexOf(part)))],
  ["rfind", withString((text, part) => byteOffset(text, text.lastIndexOf(part)))],
  ["count", withString((text, part) => (part === "" ? 0 : text.split(part).length - 1))],
  ["join", join],
  ["isdigit", every(/\p{N}/u)],
  ["isnumeric", every(/\p{N}/u)],
  ["isalpha", every(/\p{Alphabetic}/u)],
  ["isalnum", every(/[\p{Alphabetic}\p{N}]/u)],
  ["isascii", every(/\p{ASCII}/u)],
  ["isspace", every(/\p{White_Space}/u)],
  ["isupper", every(/\p{Uppercase}/u)],
  ["islower", every(/\p{Lowercase}/u)],
  ["format", formatText],
]);

function splitLines(text: string, args: Arguments): TemplateValue {
  const [keepsEnds] = readArguments<[boolean | undefined]>(args, optional(boolean));
  return new ListObject(keepsEnds ? (text.match(/[^\n]*\n|[^\n]+$/g) ?? []) : linesOf(text));
}

function replace(text: string, args: Arguments): TemplateValue {
  const [from, to, most] = readArguments<[string, string, number | undefined]>(
    args,
    string,
    string,
    optional(integer("i32")),
  );
  if (most === undefined || most < 0) return text.replaceAll(from, () => to);
  return splitText(text, from, most).join(to);
}

function beginsOrEnds(holds: (text: string, part: string) => boolean): TextMethod {
  return (text, args) => {
    const [part] = readArguments<[TemplateValue]>(args, value);
    if (typeof part === "string") return holds(text, part);
    const parts = isObject(part) && part.repr !== "map" ? part.iterate() : undefined;
    if (!parts) throw invalidOperation("value is not a string");
    return Array.from(parts).some((item) => holds(text, string(item, true)));
  };
}

/** In UTF-8 bytes, as MiniJinja counts; −1 for what was not found. */
function byteOffset(text: string, index: number): number {
  return index < 0 ? -1 : new TextEncoder().encode(text.slice(0, index)).length;
}

function join(text: string, args: Arguments): TemplateValue {
  const [list] = readArguments<[TemplateValue]>(args, value);
  const items = tryIterate(list);
  if (!items) throw invalidOperation(`${kindName(list)} is not iterable`);
  return Array.from(items, displayText).join(text);
}
