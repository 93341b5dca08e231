/** The methods of arrays (6.1). */

import { MAX_STRING } from "../arithmetic";
import { display } from "../display";
import { expectArray, expectInt, expectString, type NativeBody } from "../native";
import { runtimeError } from "../raised";

export const arrayNatives = {
  "baml.Array.length": (_context, array) => expectArray(array).length,

  "baml.Array.push": (_context, array, item) => {
    expectArray(array).push(item);
    return null;
  },

  "baml.Array.at": (_context, array, index) => {
    const items = expectArray(array);
    const at = expectInt(index);
    if (at < 0 || at >= items.length) throw runtimeError(`Index out of bounds: ${index}`);
    return items[at]!;
  },

  "baml.Array.concat": (_context, array, other) => expectArray(array).concat(expectArray(other)),

  "baml.Array.pop": (_context, array) => expectArray(array).pop() ?? null,

  "baml.Array.reverse": (_context, array) => expectArray(array).toReversed(),

  "baml.Array.slice": (_context, array, start, end) => {
    const from = Math.max(0, expectInt(start));
    const to = Math.max(0, expectInt(end));
    return expectArray(array).slice(from, Math.max(from, to));
  },

  "baml.Array.join": (context, array, separator) => {
    const parts = expectArray(array).map((item) =>
      typeof item === "string" ? item : display(item, context.freeFrames),
    );
    return joined(parts, expectString(separator));
  },
} satisfies Record<string, NativeBody>;

function joined(parts: readonly string[], separator: string): string {
  let length = separator.length * Math.max(0, parts.length - 1);
  for (const part of parts) length += part.length;
  if (length > MAX_STRING) throw runtimeError("string too long");
  return parts.join(separator);
}
