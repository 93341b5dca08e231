/** All natives, by path: what the table in bytecode promises, none more and none less. */
import { natives as arities, type NativePath } from "../../bytecode";
import type { Native, NativeBody } from "../native";
import { arrayNatives } from "./array";
import { freeNatives } from "./free";
import { mapNatives } from "./map";
import { mediaNatives } from "./media";
import { stringNatives } from "./string";

const bodies: Readonly<Record<NativePath, NativeBody>> = {
  ...arrayNatives,
  ...mapNatives,
  ...stringNatives,
  ...mediaNatives,
  ...freeNatives,
};

const mutating: ReadonlySet<string> = new Set<NativePath>([
  "baml.Array.push",
  "baml.Array.pop",
  "baml.Map.set",
]);

export function nativeNamed(path: string): Native | undefined {
  if (!Object.hasOwn(bodies, path)) return undefined;
  const name = path as NativePath;
  return { arity: arities[name], run: bodies[name], mutates: mutating.has(name) };
}
