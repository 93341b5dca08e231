/** What a name in a template stands for: locals first, then what all templates share (8.2). */
import type { TextRange } from "../../../base";
import { similarNames } from "../../names/similarNames";
import { canBeNull } from "../../types/expand";
import type { FunctionSignature, TemplateStringSignature } from "../../types/signature";
import { mapType, nullType, type ParamType, recoveryType, stringType } from "../../types/type";
import type { TemplateChecking } from "./templateChecking";
import {
  ofType,
  type TemplateFunction,
  type TemplateParameter,
  type TemplateType,
  text,
  unchecked,
} from "./templateType";

export function typeOfName(c: TemplateChecking, name: string, range: TextRange): TemplateType {
  const found = localNamed(c, name) ?? sharedNames.get(name) ?? declaredNamed(c, name);
  if (found) return found;
  reportUnknown(c, name, range);
  return name === "null" ? ofType(nullType) : unchecked;
}

function localNamed(c: TemplateChecking, name: string): TemplateType | undefined {
  const { names, facts } = c.state;
  const local = names.get(name);
  const fact = local && facts.get(name);
  return fact ? ofType(fact) : local;
}

/** Constants and classes are no values in templates. */
function declaredNamed(c: TemplateChecking, name: string): TemplateType | undefined {
  const value = c.environment.valueNamed(name);
  if (value && value.kind !== "constant") return callable(c, value);
  if (c.environment.typeNamed(name)?.kind === "enum") return { kind: "enum", name };
  return runtimeFunctions.has(name) ? unchecked : undefined;
}

function callable(
  c: TemplateChecking,
  signature: FunctionSignature | TemplateStringSignature,
): TemplateFunction {
  return {
    kind: "function",
    name: signature.name,
    params: signature.params.map((param) => parameterOf(c, param)),
    takesMore: false,
    returns: signature.kind === "function" ? signature.returns : stringType,
    isText: false,
  };
}

/** What may be null may be left out (D). */
function parameterOf(c: TemplateChecking, { name = "", type }: ParamType): TemplateParameter {
  return { name, type, isOptional: canBeNull(c.environment, type) };
}

/** What the renderer brings along. */
const runtimeFunctions: ReadonlySet<string> = new Set(["range", "dict", "namespace", "debug"]);

const role: TemplateFunction = {
  kind: "function",
  name: "role",
  params: [{ name: "role", type: stringType, isOptional: false }],
  takesMore: true,
  returns: stringType,
  isText: false,
};

const outputFormat: TemplateFunction = {
  kind: "function",
  name: "output_format",
  params: [
    "prefix",
    "or_splitter",
    "enum_value_prefix",
    "always_hoist_enums",
    "hoist_classes",
    "hoisted_class_prefix",
    "map_style",
    "quote_class_fields",
    "render_null_as",
  ].map((name) => ({ name, type: recoveryType, isOptional: true })),
  takesMore: false,
  returns: stringType,
  isText: true,
};

const sharedNames: ReadonlyMap<string, TemplateType> = new Map([
  [
    "ctx",
    object("ctx", {
      output_format: outputFormat,
      client: object("ctx.client", { name: text, provider: text }),
      tags: ofType(mapType(stringType, stringType)),
    }),
  ],
  ["_", object("_", { role, chat: { ...role, name: "chat" } })],
]);

function object(name: string, members: Readonly<Record<string, TemplateType>>): TemplateType {
  return { kind: "object", name, members: new Map(Object.entries(members)) };
}

function reportUnknown(c: TemplateChecking, name: string, range: TextRange): void {
  const candidates = namesInReach(c);
  const listed = similarNames(name, candidates, { maxDistance: 20, limit: 3 });
  const suggestions = similarNames(name, candidates);
  c.report({
    code: "E0070",
    range,
    message: `variable \`${name}\` does not exist`,
    hint: hintFor(c, name) ?? didYouMean(listed),
    suggestions,
  });
}

function namesInReach(c: TemplateChecking): readonly string[] {
  const { environment } = c;
  const enums = environment.namesOf("types").filter((name) => isEnum(c, name));
  const values = environment.namesOf("values").filter((name) => {
    const value = environment.valueNamed(name);
    return value !== undefined && value.kind !== "constant";
  });
  return [...c.state.names.keys(), ...sharedNames.keys(), ...values, ...enums];
}

function isEnum(c: TemplateChecking, name: string): boolean {
  return c.environment.typeNamed(name)?.kind === "enum";
}

function hintFor(c: TemplateChecking, name: string): string | undefined {
  if (name === "null") return "Templates write `none`.";
  if (name === "loop") return "`loop` is known inside the body of a `for` only.";
  if (c.environment.typeNamed(name)?.kind !== "class") return undefined;
  return `\`${name}\` is a class: templates use values, such as parameters.`;
}

/** `` Did you mean `a`, `b` or `c`? `` */
export function didYouMean(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop();
  return `Did you mean ${quoted.length > 0 ? `${quoted.join(", ")} or ` : ""}${last}?`;
}
