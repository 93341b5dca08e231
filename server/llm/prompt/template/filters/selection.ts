/** Filters that pick items or look into them: `map`, `select` and its kin, `groupby`. */

import { getItem, getPath } from "../access";
import {
  type Arguments,
  boolean,
  optional,
  readArguments,
  splitArguments,
  string,
  text,
  value,
} from "../arguments";
import { ListObject } from "../collections";
import { invalidOperation, missingArgument, TemplateFailure, tooManyArguments } from "../failure";
import { isTrue, type TemplateObject, type TemplateValue, toIndex } from "../value";
import type { Filter } from "./library";
import { itemsOf } from "./lists";
import { compareForSorting, sortedBy } from "./sorting";

/** A filter's name, or `attribute=` and perhaps `default=`. */
export function map(findFilter: (name: string) => Filter): Filter {
  return (input, args) => {
    const { positional, named } = splitArguments(args);
    const attribute = named.read("attribute", optional(value));
    if (attribute === undefined) {
      return new ListObject(mapByFilter(input, args, findFilter));
    }
    if (positional.length > 0) throw tooManyArguments();
    const fallback = named.read("default", (given) => given);
    const mapped = itemsOf(input).map((item) => attributeOf(item, attribute, fallback));
    named.expectAllUsed();
    return new ListObject(mapped);
  };
}

function mapByFilter(
  input: TemplateValue,
  args: Arguments,
  findFilter: (name: string) => Filter,
): TemplateValue[] {
  const { positional } = splitArguments(args);
  if (positional.length === 0) throw invalidOperation("filter name is required");
  const [name] = positional;
  if (typeof name !== "string") throw invalidOperation("filter name must be a string");
  const filter = findFilter(name);
  return itemsOf(input).map((item) => filter(item, positional.slice(1)));
}

function attributeOf(
  item: TemplateValue,
  attribute: TemplateValue,
  fallback: TemplateValue,
): TemplateValue {
  try {
    const found =
      typeof attribute === "string" ? getPath(item, attribute) : getItem(item, attribute);
    return found === undefined ? fallback : found;
  } catch (error) {
    if (error instanceof TemplateFailure && fallback !== undefined) return fallback;
    throw error;
  }
}

export interface Selection {
  readonly findTest: (name: string) => (input: TemplateValue, args: Arguments) => boolean;
  readonly byAttribute: boolean;
  /** Whether what passes the test stays, or goes. */
  readonly keeps: boolean;
}

/** By a test, or by being true when none is named. */
export function select({ findTest, byAttribute, keeps }: Selection): Filter {
  return (input, args) => {
    const attribute = byAttribute ? text(args[0], args.length > 0) : undefined;
    const rest = byAttribute ? args.slice(1) : args;
    const name = optional(text)(rest[0], rest.length > 0);
    const test = name === undefined ? isTrue : findTest(name);
    const kept = itemsOf(input).filter((item) => {
      const tested = attribute === undefined ? item : getPath(item, attribute);
      return test(tested, rest.slice(1)) === keeps;
    });
    return new ListObject(kept);
  };
}

export const groupby: Filter = (input, args) => {
  const { positional, named } = splitArguments(args);
  const [first] = readArguments<[string | undefined]>(positional, optional(string));
  const fallback = named.read("default", optional(value));
  const caseSensitive = named.read("case_sensitive", optional(boolean)) ?? false;
  const path =
    first ??
    named.read("attribute", (given, isGiven) => {
      if (!isGiven) throw missingArgument("missing keyword argument 'attribute'");
      return string(given, isGiven);
    });
  const items = itemsOf(input);
  named.expectAllUsed();
  const keyOf = (item: TemplateValue) => attributeOr(item, path, fallback);
  const groups: { key: TemplateValue; items: TemplateValue[] }[] = [];
  for (const item of sortedBy(items, keyOf, caseSensitive)) {
    const group = groups.at(-1);
    const key = keyOf(item);
    if (group && compareForSorting(group.key, key, caseSensitive) === 0) {
      group.key = key;
      group.items.push(item);
    } else {
      groups.push({ key, items: [item] });
    }
  }
  return new ListObject(groups.map((group) => new GroupObject(group.key, group.items)));
};

/** What is not there, or cannot be asked for it, has the other value. */
export function attributeOr(
  item: TemplateValue,
  path: string,
  other: TemplateValue,
): TemplateValue {
  try {
    return getPath(item, path) ?? other;
  } catch (error) {
    if (error instanceof TemplateFailure) return other;
    throw error;
  }
}

/** A pair that also answers to `grouper` and `list`. */
class GroupObject implements TemplateObject {
  readonly kind = "object";
  readonly repr = "sequence";
  readonly size = 2;
  readonly #pair: ListObject;

  constructor(grouper: TemplateValue, items: readonly TemplateValue[]) {
    this.#pair = new ListObject([grouper, new ListObject(items, "view")]);
  }

  get(key: TemplateValue): TemplateValue {
    const names = ["grouper", "list"];
    return this.#pair.items[typeof key === "string" ? names.indexOf(key) : (toIndex(key, 2) ?? -1)];
  }

  iterate(): Iterable<TemplateValue> {
    return this.#pair.items;
  }

  print(style: "compact" | "pretty"): string {
    return this.#pair.print(style);
  }
}
