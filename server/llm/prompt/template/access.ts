/** Looking into values: attributes, items and slices. */
import { ListObject } from "./collections";
import { invalidOperation, undefinedValue } from "./failure";
import { characters, isFloat, isObject, kindName, type TemplateValue, toIndex } from "./value";

/** Only undefined has no attributes at all; a missing one is undefined. */
export function getItem(value: TemplateValue, key: TemplateValue): TemplateValue {
  if (value === undefined) throw undefinedValue();
  if (isObject(value)) return value.get(key);
  if (typeof value !== "string") return undefined;
  const letters = characters(value);
  const index = toIndex(key, letters.length);
  return index === undefined ? undefined : letters[index];
}

/** `a.b.0`: what filters take as `attribute`. */
export function getPath(value: TemplateValue, path: string): TemplateValue {
  let found = value;
  for (const part of path.split(".")) {
    found = getItem(found, /^\d+$/.test(part) ? Number(part) : part);
  }
  return found;
}

export interface Slice {
  readonly start: TemplateValue;
  readonly stop: TemplateValue;
  readonly step: TemplateValue;
}

export function getSlice(value: TemplateValue, slice: Slice): TemplateValue {
  const start = sliceBound(slice.start);
  const stop = sliceBound(slice.stop);
  const step = sliceBound(slice.step) ?? 1;
  if (step === 0) throw invalidOperation("cannot slice by step size of 0");
  const pick = <T>(items: readonly T[]): T[] =>
    sliceIndexes(items.length, start, stop, step).map((index) => items[index]!);
  if (typeof value === "string") return pick(characters(value)).join("");
  if (value === undefined || value === null) return new ListObject([]);
  if (!isObject(value) || (value.repr !== "sequence" && value.repr !== "iterable")) {
    throw invalidOperation(`value of type ${kindName(value)} cannot be sliced`);
  }
  return new ListObject(pick(Array.from(value.iterate() ?? [])), "view");
}

function sliceBound(value: TemplateValue): number | undefined {
  if (value === undefined || value === null) return undefined;
  const bound = isFloat(value) ? value.value : typeof value === "boolean" ? Number(value) : value;
  if (typeof bound === "number" && Number.isInteger(bound)) return bound;
  throw invalidOperation(`cannot convert ${kindName(value)} to i64`);
}

function sliceIndexes(
  size: number,
  start: number | undefined,
  stop: number | undefined,
  step: number,
): number[] {
  const fromEnd = (bound: number) => (bound < 0 ? Math.max(size + bound, 0) : bound);
  if (step > 0) {
    const end = Math.min(fromEnd(stop ?? size), size);
    return count(fromEnd(start ?? 0), end, step);
  }
  const first = Math.min(fromEnd(start ?? size), size - 1);
  // MiniJinja takes a stop of 0 for no stop.
  const last = fromEnd(stop ?? 0);
  return first < 0 ? [] : count(first, last === 0 ? -1 : last, step);
}

function count(from: number, to: number, step: number): number[] {
  const indexes: number[] = [];
  for (let index = from; step > 0 ? index < to : index > to; index += step) indexes.push(index);
  return indexes;
}
