/**
 * All filters by name.
 *
 * Invariant: a filter is a pure function of its input and arguments. Those that call
 * filters or tests by name are handed the way to do so.
 */
import type { Arguments } from "../arguments";
import { unknown } from "../failure";
import { findTest } from "../tests";
import type { TemplateValue } from "../value";
import * as conversion from "./conversion";
import { formatFilter } from "./format";
import * as lists from "./lists";
import { type FilterName, isFilter } from "./names";
import * as numbers from "./numbers";
import { groupby, map, select } from "./selection";
import { dictsort, sort, unique } from "./sorting";
import * as texts from "./texts";

export type Filter = (input: TemplateValue, args: Arguments) => TemplateValue;

export function applyFilter(name: string, input: TemplateValue, args: Arguments): TemplateValue {
  if (!isFilter(name)) throw unknown("filter", `filter ${name} is unknown`);
  return filters[name](input, args);
}

function findFilter(name: string): Filter {
  if (!isFilter(name)) throw unknown("filter");
  return filters[name];
}

const filters: Readonly<Record<FilterName, Filter>> = {
  abs: numbers.abs,
  attr: lists.attr,
  batch: lists.batch,
  bool: conversion.bool,
  capitalize: texts.capitalize,
  chain: lists.chain,
  count: lists.length,
  d: conversion.defaulted,
  default: conversion.defaulted,
  dictsort,
  e: texts.escapeHtml,
  escape: texts.escapeHtml,
  first: lists.first,
  float: numbers.toFloat,
  format: formatFilter,
  groupby,
  indent: texts.indent,
  int: numbers.toInt,
  items: lists.items,
  join: lists.join,
  last: lists.last,
  length: lists.length,
  lines: texts.lines,
  list: lists.list,
  lower: texts.lower,
  map: map(findFilter),
  max: lists.max,
  min: lists.min,
  pprint: conversion.pprint,
  regex_match: texts.regexMatch,
  reject: select({ findTest, byAttribute: false, keeps: false }),
  rejectattr: select({ findTest, byAttribute: true, keeps: false }),
  replace: texts.replace,
  reverse: lists.reverse,
  round: numbers.round,
  safe: conversion.string,
  select: select({ findTest, byAttribute: false, keeps: true }),
  selectattr: select({ findTest, byAttribute: true, keeps: true }),
  slice: lists.slice,
  sort,
  split: texts.split,
  string: conversion.string,
  sum: numbers.sum,
  title: texts.title,
  tojson: conversion.tojson,
  trim: texts.trim,
  unique,
  upper: texts.upper,
  zip: lists.zip,
};
