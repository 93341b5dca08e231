/** Methods of arrays and maps (6.1, 6.2). */
import {
  boolType,
  intType,
  listType,
  mapType,
  nullType,
  optionalType,
  stringType,
  typeVariable,
} from "../type";
import { type Builtin, methodsOf } from "./builtin";

const item = typeVariable("T");
const items = listType(item);
const array = methodsOf("baml.Array", items);

export const arrayMethods: readonly Builtin[] = [
  array("length", {}, intType, "The number of elements."),
  array("push", { item }, nullType, "Appends an element, in place."),
  array(
    "at",
    { index: intType },
    item,
    "The element at an index. Fails when there is none; negative indexes do not count from the end.",
  ),
  array(
    "concat",
    { other: items },
    items,
    "A new array: these elements, then those of the other one.",
  ),
  array(
    "pop",
    {},
    optionalType(item),
    "Removes the last element and returns it; null when the array is empty.",
  ),
  array("reverse", {}, items, "A new array with the elements in reverse order."),
  array(
    "slice",
    { start: intType, end: intType },
    items,
    "A new array of the elements from `start` up to and without `end`, as far as there are any.",
  ),
  array(
    "join",
    { separator: stringType },
    stringType,
    "The elements as one text: strings as they are, others as `baml.unstable.string` shows them.",
  ),
];

const key = typeVariable("K");
const value = typeVariable("V");
const map = methodsOf("baml.Map", mapType(key, value));

export const mapMethods: readonly Builtin[] = [
  map("length", {}, intType, "The number of entries."),
  map("has", { key }, boolType, "Whether there is an entry for the key."),
  map("keys", {}, listType(key), "The keys, in the order they were inserted."),
  map("values", {}, listType(value), "The values, in the order their keys were inserted."),
  map("get", { key }, optionalType(value), "The value of a key; null when there is none."),
  map(
    "set",
    { key, value },
    nullType,
    "Inserts an entry at the end, or replaces the value of the key in place. Like `m[key] = value`.",
  ),
];
