/**
 * Copies of live values for events: taken when something happens, so that what the
 * program does later changes no record.
 *
 * Invariant: `preview` looks at a bounded part of a value, whatever its size. What it
 * leaves out is marked, never dropped in silence.
 */
import type { Value } from "../base";
import { toValue, VmInstance, type VmValue } from "../vm";
import type { Capture } from "./tracePolicy";

/** Undefined when nothing is to be kept. */
export function captured(value: VmValue, capture: Capture): Value | undefined {
  switch (capture) {
    case "none":
      return undefined;
    case "preview":
      return limited(value, { nodes: PREVIEW_NODES }, 0);
    case "full":
      return toValue(value);
    default:
      return capture satisfies never;
  }
}

/** How many more values may be looked at; shared by a whole copy. */
interface Room {
  nodes: number;
}

function limited(value: VmValue, room: Room, depth: number): Value {
  room.nodes--;
  if (typeof value === "string") return limitedString(value);
  if (value === null || typeof value !== "object") return toValue(value);
  if (Array.isArray(value)) return limitedArray(value, room, depth);
  if (value instanceof Map) return limitedMap(value, room, depth);
  if (value instanceof VmInstance) return limitedInstance(value, room, depth);
  return toValue(value);
}

function limitedString(text: string): Value {
  if (text.length <= PREVIEW_CHARS) return text;
  return { kind: "truncated", what: "string", chars: text.length, head: headOf(text) };
}

/** Not cut inside a surrogate pair. */
function headOf(text: string): string {
  const isHigh = (text.charCodeAt(PREVIEW_CHARS - 1) & 0xfc00) === 0xd800;
  return text.slice(0, isHigh ? PREVIEW_CHARS - 1 : PREVIEW_CHARS);
}

function limitedArray(items: readonly VmValue[], room: Room, depth: number): Value {
  if (depth >= PREVIEW_DEPTH) return TOO_DEEP;
  const copy: Value[] = [];
  for (const item of items) {
    if (copy.length === PREVIEW_ITEMS || room.nodes <= 0) break;
    copy.push(limited(item, room, depth + 1));
  }
  if (copy.length < items.length) copy.push(leftOut(items.length - copy.length));
  return copy;
}

function limitedMap(map: ReadonlyMap<string, VmValue>, room: Room, depth: number): Value {
  if (depth >= PREVIEW_DEPTH) return TOO_DEEP;
  return { kind: "map", entries: limitedEntries(map, map.size, room, depth) };
}

function limitedInstance(instance: VmInstance, room: Room, depth: number): Value {
  const { cls, fields } = instance;
  // One with hidden fields is a resource, and a leaf.
  if (cls.visible < cls.fields.length) return toValue(instance);
  if (depth >= PREVIEW_DEPTH) return TOO_DEEP;
  const named = cls.fields.map((name, slot) => [name, fields[slot]!] as const);
  const entries = limitedEntries(named, named.length, room, depth);
  return { kind: "instance", className: cls.name, fields: entries };
}

function limitedEntries(
  entries: Iterable<readonly [string, VmValue]>,
  count: number,
  room: Room,
  depth: number,
): readonly (readonly [string, Value])[] {
  const copy: [string, Value][] = [];
  for (const [key, value] of entries) {
    if (copy.length === PREVIEW_ITEMS || room.nodes <= 0) break;
    copy.push([key, limited(value, room, depth + 1)]);
  }
  // The form that the encoder writes as a marker.
  if (copy.length < count) copy.push(["__truncated", leftOut(count - copy.length)]);
  return copy;
}

function leftOut(items: number): Value {
  return { kind: "truncated", what: "array", items };
}

const TOO_DEEP: Value = { kind: "truncated", what: "depth" };

// Enough for a hover, which shows 2,000 characters at most.
const PREVIEW_CHARS = 1000;
const PREVIEW_ITEMS = 20;
const PREVIEW_DEPTH = 4;
const PREVIEW_NODES = 200;
