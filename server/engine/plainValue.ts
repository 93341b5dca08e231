/**
 * Plain JavaScript, as hosts hand it in, as a value. What shape it should have is another
 * question.
 *
 * Invariant: never throws. What has no form as a value becomes an opaque one, so that a
 * failing call can still record what it was given.
 */
import { float, type Value } from "../base";
import { collectorHandle, isCollector } from "./collectorHandles";

export function plainValue(given: unknown): Value {
  return convert(given, []);
}

function convert(given: unknown, around: readonly object[]): Value {
  switch (typeof given) {
    case "string":
    case "boolean":
    case "bigint":
      return given;
    case "number":
      return Number.isSafeInteger(given) && !Object.is(given, -0) ? given : float(given);
    case "undefined":
      return null;
    case "object":
      return given === null ? null : convertObject(given, around);
    case "function":
      return { kind: "opaque", what: "function", label: given.name };
    default:
      // A symbol: nothing but its identity.
      return { kind: "opaque", what: "handle" };
  }
}

function convertObject(given: object, around: readonly object[]): Value {
  if (isCollector(given)) return collectorHandle(given);
  const at = around.lastIndexOf(given);
  if (at >= 0) return { kind: "truncated", what: "cycle", levels: around.length - at };
  const within = [...around, given];
  if (Array.isArray(given)) return given.map((item) => convert(item, within));
  if (ArrayBuffer.isView(given)) {
    return { kind: "truncated", what: "bytes", bytes: given.byteLength };
  }
  const entries = given instanceof Map ? [...given] : Object.entries(given);
  return {
    kind: "map",
    entries: entries
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [String(key), convert(item, within)] as const),
  };
}
