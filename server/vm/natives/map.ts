/** The methods of maps (6.2). Keys are strings; a variant counts as its name. */
import { mapKey } from "../mapKey";
import { expectMap, type NativeBody } from "../native";

export const mapNatives = {
  "baml.Map.length": (_context, map) => expectMap(map).size,

  "baml.Map.has": (_context, map, key) => expectMap(map).has(mapKey(key)),

  "baml.Map.keys": (_context, map) => [...expectMap(map).keys()],

  "baml.Map.values": (_context, map) => [...expectMap(map).values()],

  "baml.Map.get": (_context, map, key) => expectMap(map).get(mapKey(key)) ?? null,

  "baml.Map.set": (_context, map, key, value) => {
    expectMap(map).set(mapKey(key), value);
    return null;
  },
} satisfies Record<string, NativeBody>;
