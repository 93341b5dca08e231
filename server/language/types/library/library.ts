/**
 * The standard library by name (section 6): what stands at a path, and which methods the
 * values of a type have.
 */
import type { ClassSignature, EnumSignature, TypeSignature } from "../signature";
import type { Type } from "../type";
import { isMediaKind, mediaKinds } from "../typeNames";
import type { Builtin, BuiltinClass, BuiltinEnum } from "./builtin";
import { arrayMethods, mapMethods } from "./containers";
import { freeFunctions } from "./functions";
import { llmClasses, llmEnums, llmFunctions } from "./llm";
import { mediaConstructors, mediaMethods } from "./media";
import { resourceClasses, resourceFunctions } from "./resources";
import { stringMethods } from "./strings";
import { traceClasses, traceFunctions } from "./trace";

export type { Builtin } from "./builtin";

const builtins: readonly Builtin[] = [
  ...arrayMethods,
  ...mapMethods,
  ...stringMethods,
  ...mediaMethods,
  ...mediaConstructors,
  ...freeFunctions,
  ...resourceFunctions,
  ...llmFunctions,
  ...traceFunctions,
];
const types: readonly (BuiltinClass | BuiltinEnum)[] = [
  ...resourceClasses,
  ...llmClasses,
  ...llmEnums,
  ...traceClasses,
];

const byPath = new Map(builtins.map((entry) => [entry.path, entry]));
const typesByName = new Map(types.map((entry) => [entry.name, entry]));
const signatures = new Map(types.map((entry) => [entry.name, signatureOfBuiltin(entry)]));

/** The function at a path, methods included: `baml.Array.push`. */
export function builtinAt(path: string): Builtin | undefined {
  return byPath.get(path);
}

/** A class or enum of the library, such as `baml.http.Request`. */
export function builtinTypeAt(path: string): TypeSignature | undefined {
  return signatures.get(path);
}

export function builtinDocumentation(path: string): string | undefined {
  return (byPath.get(path) ?? typesByName.get(path))?.documentation;
}

/** The method of that name on values of a type; aliases and unions are not looked through. */
export function builtinMethod(type: Type, name: string): Builtin | undefined {
  const namespace = namespaceOf(type);
  const found = namespace === undefined ? undefined : byPath.get(`${namespace}.${name}`);
  return found?.receiver ? found : undefined;
}

export function builtinMethodsOf(type: Type): readonly Builtin[] {
  const namespace = namespaceOf(type);
  if (namespace === undefined) return [];
  return builtins.filter(
    ({ receiver, path }) => receiver && path.slice(0, path.lastIndexOf(".")) === namespace,
  );
}

/** True for a path on which more follows: `baml`, `baml.http`, `env`, `image`. */
export function isNamespace(path: string): boolean {
  return namespaces.has(path);
}

/** The last words of all that stands directly in a namespace, sorted. */
export function namesInNamespace(path: string): readonly string[] {
  const inside = [...byPath.keys(), ...typesByName.keys(), ...namespaces].filter(
    (candidate) => candidate.slice(0, candidate.lastIndexOf(".")) === path,
  );
  return [...new Set(inside.map((candidate) => candidate.slice(path.length + 1)))].sort();
}

/** `baml` may be written with any number of `a`; `env` and the media kinds are roots as well. */
export function builtinRoot(word: string): string | undefined {
  if (/^ba+ml$/.test(word)) return "baml";
  return word === "env" || isMediaKind(word) ? word : undefined;
}

const namespaces: ReadonlySet<string> = new Set(
  [...byPath.keys(), ...typesByName.keys()].flatMap(prefixesOf),
);

export const builtinRoots: readonly string[] = ["baml", "env", ...mediaKinds];

function prefixesOf(path: string): readonly string[] {
  const segments = path.split(".");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("."));
}

function namespaceOf(type: Type): string | undefined {
  switch (type.kind) {
    case "list":
      return "baml.Array";
    case "map":
      return "baml.Map";
    case "string":
      return "baml.String";
    case "media":
      return "baml.Media";
    case "named":
      return typesByName.has(type.name) ? type.name : undefined;
    default:
      return undefined;
  }
}

function signatureOfBuiltin(entry: BuiltinClass | BuiltinEnum): ClassSignature | EnumSignature {
  if ("variants" in entry) {
    return { kind: "enum", name: entry.name, variants: entry.variants, isDynamic: false };
  }
  return {
    kind: "class",
    name: entry.name,
    fields: entry.fields,
    methods: [],
    isGeneric: false,
    isDynamic: false,
    ...(!entry.isConstructible && { isOpaque: true }),
  };
}
