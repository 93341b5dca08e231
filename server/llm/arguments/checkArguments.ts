/** Checks the arguments of a call against its parameters, before anything runs. */
import type { Param, Shapes, Value } from "../../base";
import type { Misfit } from "./fit";
import { fitValue, isNullable } from "./fitValue";

export type CheckedArguments =
  | { readonly kind: "ok"; readonly args: Readonly<Record<string, Value>> }
  | { readonly kind: "error"; readonly message: string };

/**
 * Answers in the order of the parameters. A nullable one that was left out stays out:
 * null prints, nothing does not. Arguments without a parameter are dropped.
 */
export function checkArguments(
  params: readonly Param[],
  given: Readonly<Record<string, Value>>,
  shapes: Shapes,
): CheckedArguments {
  const args: Record<string, Value> = {};
  const problems: string[] = [];
  for (const { name, shape } of params) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (!isNullable(shape, shapes)) problems.push(`${name}: Missing required parameter: ${name}`);
      continue;
    }
    const result = fitValue(value, shape, shapes);
    if (result.kind === "fit") args[name] = result.value;
    else problems.push(...result.problems.map((problem) => lineOf(name, problem)));
  }
  return problems.length > 0
    ? { kind: "error", message: problems.join("\n") }
    : { kind: "ok", args };
}

function lineOf(name: string, { path, message }: Misfit): string {
  return [name, ...path, message].join(": ");
}
