/** The functions that every template can call. */
import {
  type Arguments,
  integer,
  optional,
  readArguments,
  splitArguments,
  value,
} from "./arguments";
import { DictObject, ListObject, pairsOf } from "./collections";
import { invalidOperation } from "./failure";
import { NamespaceObject } from "./namespace";
import { debugText } from "./print";
import { isObject, type TemplateObject, type TemplateValue } from "./value";

/** A function that a template can call, and that prints as its name. */
export function templateFunction(
  name: string,
  call: (args: Arguments) => TemplateValue,
): TemplateObject {
  return {
    kind: "object",
    repr: "plain",
    size: undefined,
    get: () => undefined,
    iterate: () => undefined,
    print: () => `<function ${name}>`,
    call,
  };
}

export const builtinFunctions: readonly (readonly [string, TemplateObject])[] = [
  ["range", templateFunction("range", range)],
  ["dict", templateFunction("dict", (args) => new DictObject(entriesOf(args)))],
  ["namespace", templateFunction("namespace", (args) => new NamespaceObject(entriesOf(args)))],
  ["debug", templateFunction("debug", debug)],
];

function range(args: Arguments): TemplateValue {
  const bound = integer("i64");
  const [first, second, third] = readArguments<[number, number | undefined, number | undefined]>(
    args,
    bound,
    optional(bound),
    optional(bound),
  );
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const step = third ?? 1;
  if (step === 0) throw invalidOperation("cannot create range with step of 0");
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > MAX_RANGE) throw invalidOperation("range has too many elements");
  const items = Array.from({ length }, (_, index) => start + index * step);
  return new ListObject(items, "view");
}

const MAX_RANGE = 100_000;

/** One map, keyword arguments, or both. */
function entriesOf(args: Arguments): readonly (readonly [TemplateValue, TemplateValue])[] {
  const { positional, named } = splitArguments(args);
  const [map] = readArguments<[TemplateValue]>(positional, optional(value));
  if (map !== undefined && !(isObject(map) && map.repr === "map")) throw invalidOperation();
  return [...(map ? pairsOf(map) : []), ...named.entries];
}

/** Prints its arguments as they are, one a line; without any there is nothing to tell. */
function debug(args: Arguments): TemplateValue {
  return args.map((arg) => debugText(arg, "pretty")).join("\n");
}
