/** Methods of strings (6.3). Lengths and indexes count Unicode code points. */
import { boolType, intType, listType, stringType } from "../type";
import { type Builtin, methodsOf } from "./builtin";

const string = methodsOf("baml.String", stringType);

export const stringMethods: readonly Builtin[] = [
  string("length", {}, intType, "The number of characters (Unicode code points)."),
  string("toLowerCase", {}, stringType, "The text in lower case, whatever the locale."),
  string("toUpperCase", {}, stringType, "The text in upper case, whatever the locale."),
  string("trim", {}, stringType, "The text without white space at both ends."),
  string("includes", { search: stringType }, boolType, "Whether the text occurs in this one."),
  string("startsWith", { prefix: stringType }, boolType, "Whether this text begins so."),
  string("endsWith", { suffix: stringType }, boolType, "Whether this text ends so."),
  string(
    "split",
    { delimiter: stringType },
    listType(stringType),
    "The pieces between the delimiters, empty ones included.",
  ),
  string(
    "substring",
    { start: intType, end: intType },
    stringType,
    "The characters from `start` up to and without `end`, as far as there are any; empty when `start` is negative.",
  ),
  string(
    "replace",
    { search: stringType, replacement: stringType },
    stringType,
    "The text with the first occurrence replaced.",
  ),
  string(
    "replaceAll",
    { search: stringType, replacement: stringType },
    stringType,
    "The text with every occurrence replaced.",
  ),
  string(
    "indexOf",
    { search: stringType },
    intType,
    "Where the text first occurs, in characters; −1 when it does not.",
  ),
  string(
    "charAt",
    { index: intType },
    stringType,
    "The character at an index; empty when there is none.",
  ),
  string(
    "matches",
    { pattern: stringType },
    boolType,
    "Whether the regular expression matches anywhere in the text.",
  ),
];
