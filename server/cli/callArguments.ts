/** `--args JSON|@FILE` and `--raw TEXT|@FILE`: what a command is given by the user. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isTagged, type Value } from "../base";
import { decodeValueText } from "../events";
import { type Given, type Terminal, UsageError } from "./command";

/** By parameter name; none when the option was not given. Throws `UsageError`. */
export function callArguments(given: Given, terminal: Terminal): ReadonlyMap<string, Value> {
  const text = textOrFile(given, "args", terminal);
  return text === undefined ? new Map() : argumentsFrom(text);
}

export function argumentsFrom(text: string): ReadonlyMap<string, Value> {
  // Ints keep all their digits, and `3.0` is no int.
  const json = decodeValueText(text);
  if (json === undefined) throw new UsageError("the arguments are not JSON");
  if (!isTagged(json) || json.kind !== "map") {
    throw new UsageError("the arguments are one JSON object, from parameter to value");
  }
  return new Map(json.entries);
}

/** The text of an option; with `@` before it, of that file. */
export function textOrFile(given: Given, option: string, terminal: Terminal): string | undefined {
  const text = given.text(option);
  if (!text?.startsWith("@")) return text;
  const path = resolve(terminal.workingFolder, text.slice(1));
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`\`${text.slice(1)}\` of --${option} cannot be read`);
  }
}

/** A number of milliseconds. Throws `UsageError`. */
export function milliseconds(given: Given, option: string): number | undefined {
  const text = given.text(option);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^[0-9]+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new UsageError(`--${option} is a whole number of milliseconds`);
}

/** One of a few words. Throws `UsageError`. */
export function oneOf<Word extends string>(
  given: Given,
  option: string,
  words: readonly Word[],
): Word | undefined {
  const text = given.text(option);
  const word = words.find((candidate) => candidate === text);
  if (text === undefined || word !== undefined) return word;
  throw new UsageError(`--${option} is ${words.slice(0, -1).join(", ")} or ${words.at(-1)}`);
}
