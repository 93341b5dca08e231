/** Filters that order or compare items. Unless asked otherwise, texts are compared without case. */
import { boolean, optional, readArguments, splitArguments, string } from "../arguments";
import { ListObject, pairsOf } from "../collections";
import { compareTexts, compareValues } from "../compare";
import { invalidOperation } from "../failure";
import { keyText } from "../keys";
import { isObject, type TemplateValue } from "../value";
import type { Filter } from "./library";
import { itemsOf } from "./lists";
import { attributeOr } from "./selection";

export function compareForSorting(
  left: TemplateValue,
  right: TemplateValue,
  caseSensitive: boolean,
): number {
  const isText = typeof left === "string" && typeof right === "string";
  if (caseSensitive || !isText) return compareValues(left, right);
  return compareTexts(left.toLowerCase(), right.toLowerCase());
}

/** In boxes: left to itself, `Array.sort` puts undefined last and asks nobody. */
function sorted(
  items: readonly TemplateValue[],
  compare: (a: TemplateValue, b: TemplateValue) => number,
): TemplateValue[] {
  return items
    .map((item) => ({ item }))
    .sort((a, b) => compare(a.item, b.item))
    .map(({ item }) => item);
}

export function sortedBy(
  items: readonly TemplateValue[],
  keyOf: (item: TemplateValue) => TemplateValue,
  caseSensitive: boolean,
): TemplateValue[] {
  return sorted(items, (a, b) => compareForSorting(keyOf(a), keyOf(b), caseSensitive));
}

export const sort: Filter = (input, args) => {
  const { positional, named } = splitArguments(args);
  readArguments(positional);
  const items = itemsOf(input, "cannot convert value to list");
  const caseSensitive = named.read("case_sensitive", optional(boolean)) ?? false;
  const paths = named.read("attribute", optional(string))?.split(",") ?? [];
  const isReversed = named.read("reverse", optional(boolean)) ?? false;
  named.expectAllUsed();
  const compare = (a: TemplateValue, b: TemplateValue) => {
    for (const path of paths) {
      const [x, y] = [
        attributeOr(a, path.trim(), undefined),
        attributeOr(b, path.trim(), undefined),
      ];
      const order = compareForSorting(x, y, caseSensitive);
      if (order !== 0) return order;
    }
    return paths.length > 0 ? 0 : compareForSorting(a, b, caseSensitive);
  };
  const ordered = sorted(items, compare);
  return new ListObject(isReversed ? ordered.reverse() : ordered);
};

export const dictsort: Filter = (input, args) => {
  if (!isObject(input) || input.repr !== "map") {
    throw invalidOperation("cannot convert value into pair list");
  }
  if (!input.iterate()) throw invalidOperation("map is not iterable");
  const { positional, named } = splitArguments(args);
  readArguments(positional);
  const by = named.read("by", optional(string)) === "value" ? 1 : 0;
  const caseSensitive = named.read("case_sensitive", optional(boolean)) ?? false;
  const isReversed = named.read("reverse", optional(boolean)) ?? false;
  named.expectAllUsed();
  const pairs = [...pairsOf(input)].sort((a, b) => compareForSorting(a[by], b[by], caseSensitive));
  if (isReversed) pairs.reverse();
  return new ListObject(pairs.map((pair) => new ListObject(pair)));
};

export const unique: Filter = (input, args) => {
  const { positional, named } = splitArguments(args);
  readArguments(positional);
  const path = named.read("attribute", optional(string));
  const caseSensitive = named.read("case_sensitive", optional(boolean)) ?? false;
  named.expectAllUsed();
  const seen = new Set<string>();
  const kept = itemsOf(input).filter((item) => {
    const compared = path === undefined ? item : attributeOr(item, path, undefined);
    const isFolded = typeof compared === "string" && !caseSensitive;
    const key = keyText(isFolded ? compared.toLowerCase() : compared);
    return !seen.has(key) && seen.add(key);
  });
  return new ListObject(kept);
};
