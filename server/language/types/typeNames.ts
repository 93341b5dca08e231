/** The names of builtin types that a program may write, beside those with a namespace. */
import type { MediaKind } from "../../base";
import { mediaType, metaType, type Type } from "./type";

/** Taken before any item's name; `map` needs its arguments and stands apart. */
export function builtinType(name: string): Type | undefined {
  return builtinTypes.get(name);
}

export const mediaKinds: readonly MediaKind[] = ["image", "audio", "pdf", "video"];

export function isMediaKind(name: string): name is MediaKind {
  return (mediaKinds as readonly string[]).includes(name);
}

/** Every builtin type name without a namespace. */
export function builtinTypeNames(): readonly string[] {
  return [...builtinTypes.keys(), "map"];
}

const simpleKinds = ["int", "float", "string", "bool", "null", "unknown", "never", "void"] as const;

const builtinTypes: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...simpleKinds.map((kind): [string, Type] => [kind, { kind }]),
  ["type", metaType],
  ...mediaKinds.map((media): [string, Type] => [media, mediaType(media)]),
]);
