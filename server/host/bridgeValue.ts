/**
 * Values on their way to and from a host in another process, as JSON text.
 *
 * Towards the host it is what the host's program gets: objects for classes and maps, names
 * for enum values. What JSON cannot hold is an object with one key that no program uses,
 * since it begins with a null character: a float that is no number, a handle, a collector.
 */
import {
  floatText,
  isTagged,
  type MediaValue,
  type OpaqueValue,
  unreachable,
  type Value,
} from "../base";
import { collectorHandle } from "../engine";
import { type Collector, decodeValueText, quoted } from "../events";

/** What a host of another process holds by number. */
export interface BridgeObjects {
  readonly handles: Handles;
  collectorWith(id: number): Collector | undefined;
  /** Undefined for a collector that the host does not have. */
  idOfCollector(value: OpaqueValue): number | undefined;
}

/** Values that stay here while the host holds a key to them. */
export class Handles {
  readonly #values = new Map<number, OpaqueValue | MediaValue>();
  /** From somewhere in between, so that a key of another process is none of ours. */
  #lastKey = Math.floor(Math.random() * 2 ** 40);

  add(value: OpaqueValue | MediaValue): number {
    this.#values.set(++this.#lastKey, value);
    return this.#lastKey;
  }

  /** Undefined when the key was released, or never given. */
  valueOf(key: number): OpaqueValue | MediaValue | undefined {
    return this.#values.get(key);
  }

  release(key: number): void {
    this.#values.delete(key);
  }
}

/** A handle in an argument that is not held any more. */
export class InvalidHandle extends Error {}

export function toHost(value: Value, objects: BridgeObjects): string {
  if (isList(value)) return `[${value.map((item) => toHost(item, objects)).join(",")}]`;
  if (typeof value === "string") return quoted(value);
  if (!isTagged(value)) return String(value);
  switch (value.kind) {
    case "float":
      return Number.isFinite(value.value)
        ? floatText(value.value)
        : marked(FLOAT, `"${value.value}"`);
    case "map":
      return objectText(value.entries, objects);
    case "instance":
      return objectText(value.fields, objects);
    case "variant":
      return quoted(value.name);
    case "checked":
      return toHost(value.value, objects);
    case "media":
      return handleText(value, objects.handles);
    case "opaque": {
      const collector = objects.idOfCollector(value);
      return collector === undefined
        ? handleText(value, objects.handles)
        : marked(COLLECTOR, String(collector));
    }
    case "truncated":
      return value.head === undefined ? "null" : quoted(value.head);
    default:
      return unreachable(value, "kind of value");
  }
}

/** The arguments of a call, by name. Throws `InvalidHandle`. */
export function fromHost(text: string, objects: BridgeObjects): ReadonlyMap<string, Value> {
  const value = decodeValueText(text);
  if (value === undefined || !isTagged(value) || value.kind !== "map") {
    throw new Error("arguments are an object by the bridge's protocol");
  }
  return new Map(value.entries.map(([name, item]) => [name, resolved(item, objects)]));
}

function resolved(value: Value, objects: BridgeObjects): Value {
  if (isList(value)) return value.map((item) => resolved(item, objects));
  if (!isTagged(value) || value.kind !== "map") return value;
  const [key, marker] = value.entries[0] ?? [];
  if (key === HANDLE) return handled(Number(marker), objects.handles);
  if (key === COLLECTOR) {
    const collector = objects.collectorWith(Number(marker));
    if (!collector) throw new InvalidHandle();
    return collectorHandle(collector);
  }
  const { entries } = value;
  return { kind: "map", entries: entries.map(([name, item]) => [name, resolved(item, objects)]) };
}

function handled(key: number, handles: Handles): Value {
  const value = handles.valueOf(key);
  if (!value) throw new InvalidHandle();
  return value;
}

function handleText(value: OpaqueValue | MediaValue, handles: Handles): string {
  return marked(HANDLE, `[${handles.add(value)},${handleType(value)}]`);
}

/** The numbers are public, and the same in every host. */
export function handleType(value: OpaqueValue | MediaValue): number {
  if (value.kind === "media") return { image: 6, audio: 7, video: 8, pdf: 9 }[value.media];
  switch (value.what) {
    case "function":
      return 5;
    case "promptAst":
      return 11;
    case "collector":
      return 12;
    case "type":
      return 13;
    case "resource":
      return value.label === "socket" ? 3 : value.label === "response" ? 4 : 2;
    case "class":
    case "enum":
    case "future":
    case "handle":
      return 1;
    default:
      return unreachable(value.what, "opaque value");
  }
}

function objectText(
  entries: readonly (readonly [string, Value])[],
  objects: BridgeObjects,
): string {
  return `{${entries.map(([key, item]) => `${quoted(key)}:${toHost(item, objects)}`).join(",")}}`;
}

const marked = (key: string, text: string): string => `{${quoted(key)}:${text}}`;

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

const FLOAT = "\u0000float";
const HANDLE = "\u0000handle";
const COLLECTOR = "\u0000collector";
