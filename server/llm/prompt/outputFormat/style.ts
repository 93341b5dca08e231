/** The keyword arguments of `ctx.output_format(…)`. */
import {
  type Arguments,
  boolean,
  type NamedArguments,
  optional,
  splitArguments,
  string,
} from "../template/arguments";
import { invalidOperation, TemplateFailure, tooManyArguments } from "../template/failure";
import { isObject, kindName, type TemplateValue } from "../template/value";

export interface OutputStyle {
  /** Undefined for the one that fits the type, null for none. */
  readonly prefix: string | null | undefined;
  readonly orSplitter: string;
  readonly enumValuePrefix: string;
  readonly alwaysHoistEnums: boolean;
  readonly hoistClasses: "recursive" | "all" | readonly string[];
  readonly hoistedClassPrefix: string | undefined;
  readonly mapStyle: "angle" | "object";
  readonly quoteClassFields: boolean;
  readonly nullText: string;
}

const NAMES = [
  "prefix",
  "or_splitter",
  "enum_value_prefix",
  "always_hoist_enums",
  "hoist_classes",
  "hoisted_class_prefix",
  "map_style",
  "quote_class_fields",
  "render_null_as",
];

export function readStyle(args: Arguments): OutputStyle {
  const { positional, named } = splitArguments(args);
  if (positional.length > 0) throw tooManyArguments();
  for (const [name] of named.entries) {
    if (!NAMES.includes(name)) {
      throw tooManyArguments(
        `unknown keyword argument '${name}', expected one of ${NAMES.join(", ")}`,
      );
    }
  }
  return {
    prefix: named.has("prefix") ? (named.read("prefix", optional(string)) ?? null) : undefined,
    orSplitter: named.read("or_splitter", optional(string)) ?? " or ",
    enumValuePrefix: readEnumValuePrefix(named),
    alwaysHoistEnums: named.read("always_hoist_enums", optional(boolean)) ?? false,
    hoistClasses: named.read("hoist_classes", readHoistClasses),
    hoistedClassPrefix: named.read("hoisted_class_prefix", optional(string)),
    mapStyle: named.read("map_style", readMapStyle),
    quoteClassFields: named.read("quote_class_fields", optional(boolean)) ?? false,
    nullText: named.read("render_null_as", optional(string)) ?? "null",
  };
}

function readEnumValuePrefix(named: NamedArguments): string {
  if (!named.has("enum_value_prefix")) return "- ";
  return named.read("enum_value_prefix", optional(string)) ?? "";
}

function readHoistClasses(value: TemplateValue): OutputStyle["hoistClasses"] {
  if (value === undefined || value === null || value === false || value === "auto")
    return "recursive";
  if (value === true) return "all";
  const names =
    isObject(value) && value.repr !== "map" ? Array.from(value.iterate() ?? []) : undefined;
  if (!names) {
    throw invalidOperation(
      `hoist_classes must be a bool, "auto" or a list, not ${kindName(value)}`,
    );
  }
  return names.map((name) => string(name, true));
}

function readMapStyle(value: TemplateValue): OutputStyle["mapStyle"] {
  if (value === undefined || value === null || value === "angle") return "angle";
  if (value === "object") return "object";
  throw invalidOperation(`map_style must be "angle" or "object"`);
}

export function cannotHoist(className: string): TemplateFailure {
  const problem = `Cannot hoist class "${className}" because it does not exist`;
  return new TemplateFailure(`could not serialize to value: ${problem}`);
}
