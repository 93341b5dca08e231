/** Filters on lists and maps, item by item. */

import { getItem } from "../access";
import { optional, readArguments, size, text, value } from "../arguments";
import { DictObject, ListObject, pairsOf, StreamObject } from "../collections";
import { compareValues } from "../compare";
import { invalidOperation } from "../failure";
import { displayText } from "../print";
import { characters, isObject, kindName, type TemplateValue, tryIterate } from "../value";
import type { Filter } from "./library";

/** The items of what a filter goes through, or a failure. */
export function itemsOf(input: TemplateValue, problem?: string): TemplateValue[] {
  const items = tryIterate(input);
  if (!items) throw invalidOperation(problem ?? `${kindName(input)} is not iterable`);
  return Array.from(items);
}

const NO_LIST = "cannot convert value to list";

export const list: Filter = (input, args) => {
  readArguments(args);
  return new ListObject(itemsOf(input, NO_LIST));
};

export const length: Filter = (input, args) => {
  readArguments(args);
  if (typeof input === "string") return characters(input).length;
  // A medium cannot be looked into, and so counts as an empty map.
  const count = isObject(input) ? (input.size ?? sizeOfEmpty(input)) : undefined;
  if (count !== undefined) return count;
  throw invalidOperation(`cannot calculate length of value of type ${kindName(input)}`);
};

function sizeOfEmpty(input: TemplateValue): number | undefined {
  const isMap = isObject(input) && input.repr === "map";
  return isMap && input.iterate() !== undefined ? 0 : undefined;
}

export const first: Filter = (input, args) => {
  readArguments(args);
  if (typeof input === "string") return characters(input)[0];
  const items = isObject(input) ? input.iterate() : undefined;
  if (!items) throw invalidOperation("cannot get first item from value");
  for (const item of items) return item;
  return undefined;
};

export const last: Filter = (input, args) => {
  readArguments(args);
  if (typeof input === "string") return characters(input).at(-1);
  if (!isObject(input) || (input.repr !== "sequence" && input.repr !== "iterable")) {
    throw invalidOperation("cannot get last item from value");
  }
  return Array.from(input.iterate() ?? []).at(-1);
};

export const min: Filter = (input, args) => {
  readArguments(args);
  return extreme(itemsOf(input, NO_LIST), (order) => order < 0);
};

export const max: Filter = (input, args) => {
  readArguments(args);
  return extreme(itemsOf(input, NO_LIST), (order) => order >= 0);
};

function extreme(
  items: readonly TemplateValue[],
  isBetter: (order: number) => boolean,
): TemplateValue {
  let best = items[0];
  for (const item of items.slice(1)) if (isBetter(compareValues(item, best))) best = item;
  return best;
}

export const reverse: Filter = (input, args) => {
  readArguments(args);
  if (input === undefined || input === null) return input;
  if (typeof input === "string") return characters(input).reverse().join("");
  const items = isObject(input) ? input.iterate() : undefined;
  if (!items) throw invalidOperation(`cannot reverse values of type ${kindName(input)}`);
  const all = Array.from(items);
  // MiniJinja leaves the keys of a dict in their order.
  return new ListObject(input instanceof DictObject ? all : all.reverse(), "view");
};

export const join: Filter = (input, args) => {
  const [separator] = readArguments<[string | undefined]>(args, optional(text));
  const items = itemsOf(input, `cannot join value of type ${kindName(input)}`);
  return items.map(displayText).join(separator ?? "");
};

export const items: Filter = (input, args) => {
  readArguments(args);
  if (!isObject(input) || input.repr !== "map") {
    throw invalidOperation("cannot convert value into pairs");
  }
  if (!input.iterate()) throw invalidOperation("map is not iterable");
  return new ListObject(
    pairsOf(input).map((pair) => new ListObject(pair)),
    "view",
  );
};

export const attr: Filter = (input, args) => {
  const [key] = readArguments<[TemplateValue]>(args, value);
  return getItem(input, key);
};

/** Lists of `count` items; the last one is filled up when there is something to fill it with. */
export const batch: Filter = (input, args) => {
  const [count, filler] = readArguments<[number, TemplateValue]>(args, size, optional(value));
  if (count === 0) throw invalidOperation("count cannot be 0");
  const all = itemsOf(input);
  const batches: TemplateValue[][] = [];
  for (let at = 0; at < all.length; at += count) batches.push(all.slice(at, at + count));
  const rest = batches.at(-1);
  while (rest && filler !== undefined && rest.length < count) rest.push(filler);
  return new ListObject(batches.map((items) => new ListObject(items)));
};

/** `count` lists of about the same length, the longer ones first; shorter ones are filled up. */
export const slice: Filter = (input, args) => {
  const [count, filler] = readArguments<[number, TemplateValue]>(args, size, optional(value));
  if (count === 0) throw invalidOperation("count cannot be 0");
  const all = itemsOf(input);
  const longer = all.length % count;
  const shortest = Math.floor(all.length / count);
  let at = 0;
  const slices = Array.from({ length: count }, (_, index) => {
    const isShort = index >= longer;
    const items = all.slice(at, at + shortest + (isShort ? 0 : 1));
    at += items.length;
    return new ListObject(isShort && filler !== undefined ? [...items, filler] : items);
  });
  return new ListObject(slices);
};

/** Maps become one map, lists one list; anything else is read one after the other. */
export const chain: Filter = (input, args) => {
  const all = [input, ...args];
  if (all.every((part) => isObject(part) && part.repr === "map")) {
    return new DictObject(all.flatMap((part) => (isObject(part) ? pairsOf(part) : [])));
  }
  const isList = all.every((part) => isObject(part) && part.repr === "sequence");
  const items = all.flatMap((part) => Array.from(tryIterate(part) ?? []));
  return isList ? new ListObject(items) : new StreamObject(items);
};

/** Tuples of the first items, of the second ones and so on, as long as all have one. */
export const zip: Filter = (input, args) => {
  const all = [input, ...args].map((part) =>
    itemsOf(part, `zip filter argument must be iterable, got ${kindName(part)}`),
  );
  const shortest = Math.min(...all.map((items) => items.length));
  const tuples = Array.from(
    { length: shortest },
    (_, index) => new ListObject(all.map((items) => items[index])),
  );
  const isSized = [input, ...args].every(
    (part) => typeof part === "string" || (isObject(part) && part.size !== undefined),
  );
  return isSized ? new ListObject(tuples, "view") : new StreamObject(tuples);
};
