/** Options of a client with the environment filled in. */
import { type ConfigValue, float, unreachable } from "../../base";
import type { BodyJson } from "./bodyJson";
import { RequestFailure } from "./failure";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface VariableLookup {
  readonly env: Environment;
  /** What a variable that is not set counts as: a failure, or an empty text. */
  readonly missing: "fail" | "blank";
}

export function optionValue(value: ConfigValue, variables: VariableLookup): BodyJson {
  if (value === null || typeof value !== "object") return value;
  switch (value.kind) {
    case "int":
      return value.value;
    case "float":
      return float(value.value);
    case "env":
      return variable(value.name, variables);
    case "concat":
      return value.parts.map((part) => joinable(optionValue(part, variables))).join("");
    case "array":
      return value.items.map((item) => optionValue(item, variables));
    case "map":
      return new Map(value.entries.map(([key, member]) => [key, optionValue(member, variables)]));
    default:
      return unreachable(value, "option");
  }
}

export function variable(name: string, { env, missing }: VariableLookup): string {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value === undefined && missing === "fail") {
    throw new RequestFailure(`environment variable ${name} is not set`);
  }
  return value ?? "";
}

/** The names of the variables that a value refers to. */
export function variablesIn(value: ConfigValue): readonly string[] {
  if (value === null || typeof value !== "object") return [];
  switch (value.kind) {
    case "env":
      return [value.name];
    case "concat":
      return value.parts.flatMap(variablesIn);
    case "array":
      return value.items.flatMap(variablesIn);
    case "map":
      return value.entries.flatMap(([, member]) => variablesIn(member));
    case "int":
    case "float":
      return [];
    default:
      return unreachable(value, "option");
  }
}

function joinable(value: BodyJson): string {
  if (typeof value === "string") return value;
  throw new RequestFailure("only texts can be joined with `+`");
}
