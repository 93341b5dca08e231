/**
 * Values of a JavaScript program, as its spans record them (tracing 7.5): a deep copy,
 * taken at once.
 *
 * Invariant: never throws, whatever getters and proxies do. Unlike the arguments of a
 * call, a value here need not fit any type: it is only to be read by people.
 */
import { float, type Value } from "../base";
import { collectorHandle } from "../engine";
import { Collector } from "../events";

export interface HostArguments {
  readonly values: readonly Value[];
  readonly names: readonly string[];
}

/** A mapping gives its keys as names; a list with names, one each; anything else is one argument. */
export function hostArguments(args: unknown, argNames?: readonly string[]): HostArguments {
  try {
    if (argNames && Array.isArray(args)) {
      return {
        values: args.map(hostValue),
        names: args.map((_, at) => argNames[at] ?? `arg${at}`),
      };
    }
    if (isMapping(args)) {
      const entries = args instanceof Map ? [...args] : Object.keys(args).map(own(args));
      return {
        values: entries.map(([, value]) => hostValue(value)),
        names: entries.map(([key]) => String(key)),
      };
    }
    return { values: [hostValue(args)], names: ["arg0"] };
  } catch {
    // A proxy that refuses to be looked at.
    return { values: [UNPRINTABLE], names: ["arg0"] };
  }
}

export function hostValue(given: unknown): Value {
  return guarded(() => convert(given, []));
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
    case "function":
      return "<function>";
    case "symbol":
      return String(given);
    case "object":
      return given === null ? null : convertObject(given, around);
  }
}

function convertObject(given: object, around: readonly object[]): Value {
  if (given instanceof Collector) return collectorHandle(given);
  const at = around.lastIndexOf(given);
  if (at >= 0) return { kind: "truncated", what: "cycle", levels: around.length - at };
  if (around.length >= MAX_DEPTH) return { kind: "truncated", what: "depth" };
  const within = [...around, given];
  if (Array.isArray(given) || given instanceof Set) {
    return [...given].map((item) => guarded(() => convert(item, within)));
  }
  if (given instanceof Date) return isoText(given);
  if (given instanceof Error) {
    return { kind: "map", entries: [own(given)("name"), own(given)("message")].map(text) };
  }
  if (given instanceof Map) return { kind: "map", entries: [...given].map(entry(within)) };
  if (ArrayBuffer.isView(given) || given instanceof ArrayBuffer) {
    return { kind: "truncated", what: "bytes", bytes: given.byteLength };
  }
  const className = classOf(given);
  const entries = Object.keys(given).map((key) => fieldOf(given, key, within));
  return className === undefined
    ? { kind: "map", entries }
    : { kind: "instance", className, fields: entries };
}

function fieldOf(given: object, key: string, within: readonly object[]): readonly [string, Value] {
  return [key, guarded(() => convert((given as Record<string, unknown>)[key], within))];
}

function entry(within: readonly object[]) {
  return ([key, value]: readonly [unknown, unknown]): readonly [string, Value] => [
    String(key),
    guarded(() => convert(value, within)),
  ];
}

/** Undefined for what was written as `{…}`, or has no prototype. */
function classOf(given: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(given);
  if (prototype === null || prototype === Object.prototype) return undefined;
  const made = (prototype as { readonly constructor?: unknown }).constructor;
  const name = typeof made === "function" ? made.name : "";
  // A plain object of another realm, such as a test runner's.
  return name === "" || name === "Object" ? undefined : name;
}

function isMapping(given: unknown): given is object {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return false;
  return given instanceof Map || classOf(given) === undefined;
}

function isoText(date: Date): string {
  return Number.isNaN(date.getTime()) ? String(date) : date.toISOString();
}

const own =
  (given: object) =>
  (key: string): [string, unknown] => [key, valueAt(given, key)];

function valueAt(given: object, key: string): unknown {
  try {
    return (given as Record<string, unknown>)[key];
  } catch {
    return UNPRINTABLE;
  }
}

const text = ([key, value]: [string, unknown]): readonly [string, Value] => [key, String(value)];

function guarded(work: () => Value): Value {
  try {
    return work();
  } catch {
    return UNPRINTABLE;
  }
}

const UNPRINTABLE = "<unprintable>";
/** The encoder cuts much earlier; this keeps the copying itself from going too deep. */
const MAX_DEPTH = 200;
