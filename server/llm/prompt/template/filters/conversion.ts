/** Filters from any value to a text, a bool or another value. */
import {
  type Arguments,
  boolean,
  optional,
  readArguments,
  size,
  splitArguments,
  value,
} from "../arguments";
import { jsonText } from "../json";
import { debugText, displayText } from "../print";
import { isTrue, type TemplateValue } from "../value";
import type { Filter } from "./library";

export const bool: Filter = (input, args) => {
  readArguments(args);
  return isTrue(input);
};

export const string: Filter = (input, args) => {
  readArguments(args);
  return displayText(input);
};

export const pprint: Filter = (input, args) => {
  readArguments(args);
  return debugText(input, "pretty");
};

/** Stands in for undefined only, unless the second argument says for all that is false. */
export const defaulted: Filter = (input, args) => {
  const [other, alsoFalse] = readArguments<[TemplateValue, boolean | undefined]>(
    args,
    optional(value),
    optional(boolean),
  );
  const isReplaced = input === undefined || (alsoFalse === true && !isTrue(input));
  return isReplaced ? (other ?? "") : input;
};

/** JSON that can stand inside HTML. */
export const tojson: Filter = (input, args) => {
  const json = jsonText(input, readIndent(args));
  return json.replace(/[<>&']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
};

/** A count of spaces, or `true` for two. */
function readIndent(args: Arguments): number | undefined {
  const { positional, named } = splitArguments(args);
  const [given] = readArguments<[TemplateValue]>(positional, optional(value));
  const indent = given ?? named.read("indent", optional(value));
  named.expectAllUsed();
  if (typeof indent === "boolean") return indent ? 2 : undefined;
  return optional(size)(indent, true);
}
